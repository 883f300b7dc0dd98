/** Crosses the minefield with more requests than a test has time for: `npm run minefield -- [COUNT [SEED]]`. */
import { cross } from './cross.ts'

const [count = 100_000, seed = 0] = process.argv.slice(2).map(Number)
const begin = performance.now()
const { refused, sent, done, damage } = await cross(count, { seed })
const seconds = Math.round((performance.now() - begin) / 1000)
console.log(`${count} requests in ${seconds} s: ${refused} refused, ${sent} sent, ${done} of them changed something`)
for (const each of damage) console.log(`DAMAGE ${each}\n`)
process.exitCode = damage.length === 0 && done > 0 ? 0 : 1
