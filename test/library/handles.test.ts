import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const execute = promisify(execFile)

const program = `
import { startMockerd } from ${JSON.stringify(new URL('../../src/index.ts', import.meta.url).pathname)}
process.stdout.write('')
const before = process.getActiveResourcesInfo()
const made = {
  Image: 'busybox',
  Cmd: ['sleep', '1000'],
  ExposedPorts: { '80/tcp': {} },
  HostConfig: { PortBindings: { '80/tcp': [{}] } },
  Healthcheck: { Test: ['CMD', 'true'], Interval: 1e9 },
}
for (const options of [{}, { hosts: [] }, { ports: 'host' }, { clock: 'auto', hosts: [] }]) {
  const docker = await startMockerd(options)
  const ask = (method, path, body) =>
    docker.fetch(new Request('http://docker' + path, { method, body, headers: { 'content-type': 'application/json' } }))
  await (await ask('POST', '/images/create?fromImage=busybox&tag=latest')).text()
  await ask('POST', '/containers/create?name=web', JSON.stringify(made))
  const { status } = await ask('POST', '/containers/web/start')
  const open = [await ask('GET', '/events'), await ask('GET', '/containers/web/stats'), await ask('POST', '/containers/web/wait')]
  if (docker.url) open.push(await fetch(docker.url + '/events'))
  await docker.close()
  await Promise.allSettled(open.map(response => response.text()))
  await new Promise(resolve => setTimeout(resolve, 0))
  // The connections of this program's own fetch are not the daemon's.
  const left = process.getActiveResourcesInfo().filter(name => !before.includes(name) && name !== 'TCPSocketWrap')
  console.log(JSON.stringify({ status, left }))
}
`

test('a process that has closed its daemons ends by itself, with nothing left over', async () => {
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', program], { timeout: 80_000 })
  expect(stdout).toBe('{"status":204,"left":[]}\n'.repeat(4))
}, 90_000)
