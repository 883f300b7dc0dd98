import { defineConfig } from 'vitest/config'

/** Test files that run at the same time, as those of a project do: `../parallel.ts` starts them. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    projects: ['first', 'second', 'third', 'fourth'].map(name => ({ test: { name, include: ['fresh.spec.ts'] } })),
  },
})
