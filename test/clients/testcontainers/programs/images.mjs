import { join } from 'node:path'
import { GenericContainer, Wait } from 'testcontainers'

/** Images that are built for a test, and one that is made of a container. */
const image = await GenericContainer.fromDockerfile(join(import.meta.dirname, 'image'))
  .withBuildArgs({ COLOUR: 'blue' })
  .build('mine:built')
const lines = []
const container = await image
  .withLogConsumer(stream => stream.on('data', line => lines.push(String(line))))
  .withWaitStrategy(Wait.forLogMessage('blue'))
  .start()
await container.exec(['sh', '-c', 'echo changed > /changed.txt'])
await container.commit({ repo: 'mine', tag: 'committed', deleteOnExit: false })
await container.stop()
const again = await new GenericContainer('mine:committed').withCommand(['sleep', '1000']).start()
const { output } = await again.exec(['cat', '/greeting.txt', '/changed.txt'])
await again.stop()
const failure = await GenericContainer.fromDockerfile(join(import.meta.dirname, 'image'), 'failing.Dockerfile')
  .build()
  .then(
    () => 'built',
    error => error.message,
  )
console.log(JSON.stringify({ lines, output, failure }))
