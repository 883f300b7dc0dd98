/** Kills runs of the suite on a daemon and cleans up after them: `npm run kills -- DOCKER_HOST [COUNT [SEED]]`. */
import { killAndClean } from './kill.ts'

const [host = process.env.DOCKER_HOST ?? '', count = '20', seed = '0'] = process.argv.slice(2)
const { runs, said, left } = await killAndClean({
  host,
  count: Number(count),
  seed: Number(seed),
  together: 2,
  parts: [
    ['', 30_000],
    ['Image', 1500],
    ['ContainerCreate', 3000],
    ['Rename', 1000],
    ['Volume', 1000],
    ['Network', 2000],
  ],
})
console.log(said)
console.log(`${runs.length} runs killed, ${left.length} things left`)
for (const each of left) console.log(`LEFT ${each}`)
process.exitCode = left.length === 0 && runs.length > 0 ? 0 : 1
