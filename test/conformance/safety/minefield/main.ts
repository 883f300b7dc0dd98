/**
 * Crosses the minefield with more requests than a test has time for: `npm run minefield -- [COUNT [SEED]]`; with programs
 * as the suite draws them: `npm run minefield -- --programs [COUNT [SEED]]`.
 */
import { cross } from './cross.ts'
import { walkInThreads } from './programs.ts'

const args = process.argv.slice(2)
const [count = 100_000, seed = 0] = args.filter(each => each !== '--programs').map(Number)
const begin = performance.now()

/** What came of it in one line, whether anything was done at all, and what happened to things of others. */
const requests = async () => {
  const { refused, sent, done, damage } = await cross(count, { seed })
  return { told: `requests: ${refused} refused, ${sent} sent, ${done} of them changed something`, done, damage }
}
const programs = async () => {
  const { steps, stopped, damage } = await walkInThreads(count, seed)
  return { told: `programs: ${steps} steps, ${stopped} programs stopped at something of others`, done: steps, damage }
}

const { told, done, damage } = await (args.includes('--programs') ? programs : requests)()
console.log(`${count} ${told}, in ${Math.round((performance.now() - begin) / 1000)} s`)
for (const each of damage) console.log(`DAMAGE ${each}\n`)
process.exitCode = damage.length === 0 && done > 0 ? 0 : 1
