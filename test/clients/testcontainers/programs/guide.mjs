import assert from 'node:assert/strict'
import { GenericContainer, Wait } from 'testcontainers'

const web = await new GenericContainer('nginx').withExposedPorts(80).withWaitStrategy(Wait.forHttp('/', 80)).start()
const answer = await fetch(`http://${web.getHost()}:${web.getMappedPort(80)}/`)
assert.match(await answer.text(), /Welcome to nginx/)

const { output, exitCode } = await web.exec(['sh', '-c', 'hostname; exit 3'])
assert.deepEqual([output.trim(), exitCode], [web.getId().slice(0, 12), 3])
await web.stop()
