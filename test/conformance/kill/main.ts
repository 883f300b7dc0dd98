/** Kills runs of the suite on a daemon and cleans up after them: `npm run kills -- DOCKER_HOST [COUNT [SEED]]`. */
import { killAndClean } from './kill.ts'

const [host = process.env.DOCKER_HOST ?? '', count = '20', seed = '0'] = process.argv.slice(2)
const { runs, said, left } = await killAndClean({
  host,
  count: Number(count),
  seed: Number(seed),
  together: 2,
  parts: [
    ['', 150],
    ['Image', 40],
    ['ContainerCreate', 60],
    ['Rename', 20],
    ['Volume', 60],
    ['Network', 60],
  ],
})
console.log(said)
console.log(`${runs.length} runs killed, ${left.length} things left`)
for (const each of left) console.log(`LEFT ${each}`)
process.exitCode = left.length === 0 && runs.length > 0 ? 0 : 1
