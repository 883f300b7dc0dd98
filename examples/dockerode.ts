/** dockerode against a daemon of its own, as a test would use it. */
import Docker from 'dockerode'
import { startMockerd } from '../src/index.ts'

await using mockerd = await startMockerd({ seed: 1 })
if (mockerd.socketPath === undefined) throw new Error('this example needs unix sockets')
const docker = new Docker({ socketPath: mockerd.socketPath })

await new Promise((resolve, reject) =>
  docker.pull('alpine:3', (error: unknown, stream: NodeJS.ReadableStream) =>
    error ? reject(error) : docker.modem.followProgress(stream, resolve),
  ),
)
const container = await docker.createContainer({
  Image: 'alpine:3',
  Cmd: ['sh', '-c', 'echo "$GREETING"; exit 3'],
  Env: ['GREETING=hello'],
})
await container.start()
const { StatusCode } = await container.wait()
const logs = await container.logs({ stdout: true })
console.log(`status ${StatusCode}, said ${logs.subarray(8).toString().trim()}`)
await container.remove()
