import fc from 'fast-check'

/** Properties draw the same cases each time, so that a change is judged by itself; `MOCKERD_TEST_SEED` draws others. */
fc.configureGlobal({ seed: Number(process.env.MOCKERD_TEST_SEED ?? 20_261_126) })
