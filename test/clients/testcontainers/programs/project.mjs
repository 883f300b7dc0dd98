import { join } from 'node:path'
import { DockerComposeEnvironment, Wait } from 'testcontainers'

/** A project of Compose, brought up and down by the `docker compose` that is found in PATH. */
const environment = await new DockerComposeEnvironment(join(import.meta.dirname, 'project'), 'compose.yaml')
  .withWaitStrategy('web-1', Wait.forListeningPorts())
  .withWaitStrategy('cache-1', Wait.forLogMessage('Ready to accept connections'))
  .up()
const web = environment.getContainer('web-1')
const status = await fetch(`http://${web.getHost()}:${web.getMappedPort(80)}/`).then(response => response.status)
const { output } = await environment.getContainer('cache-1').exec(['redis-cli', 'ping'])
await environment.down()
console.log(JSON.stringify({ status, output }))
