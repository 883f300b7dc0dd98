import { text } from 'node:stream/consumers'
import { GenericContainer, Wait } from 'testcontainers'

/** Commands in a running container, its logs, and its later life. */
const lines = []
const container = await new GenericContainer('alpine')
  .withCommand(['sh', '-c', 'echo out; echo err >&2; trap "exit 0" TERM; while true; do sleep 0.1; done'])
  .withEnvironment({ COLOUR: 'red' })
  .withLabels({ team: 'blue' })
  .withUser('nobody')
  .withWorkingDir('/tmp')
  .withResourcesQuota({ memory: 0.1, cpu: 0.5 })
  .withLogConsumer(stream => stream.on('data', line => lines.push(String(line))))
  .withWaitStrategy(Wait.forLogMessage('err'))
  .start()

const plain = await container.exec(['sh', '-c', 'echo $COLOUR; pwd; id -un'])
const dressed = await container.exec(['sh', '-c', 'echo $SHADE; pwd; id -un'], {
  env: { SHADE: 'dark' },
  workingDir: '/var',
  user: 'root',
})
const failing = await container.exec(['sh', '-c', 'echo good; echo bad >&2; exit 3'])
const missing = await container.exec(['nosuchprogram']).catch(error => ({ refused: error.message }))
const logs = await Promise.race([
  text(await container.logs()),
  new Promise(resolve => setTimeout(resolve, 300, 'logs do not end while the container runs')),
])
const before = container.getId()
await container.restart()
const restarted = (await container.exec('true')).exitCode
await container.stop({ remove: false, timeout: 1000 })
console.log(
  JSON.stringify({ plain, dressed, failing, missing, logs, lines, restarted, same: before === container.getId() }),
)
