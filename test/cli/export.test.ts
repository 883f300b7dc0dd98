import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mockerd, startMockerd } from '../../src/index.ts'
import { asking, runContainer } from '../library/ask.ts'
import { authority, clientCertificate, clientKey, serverCertificate, serverKey } from '../server/raw/certificates.ts'
import { mockerd } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'mockerd-export-'))
const file = join(folder, 'world.json')
let docker: Mockerd

beforeAll(async () => {
  docker = await startMockerd()
  await asking(docker)('POST /networks/create', { Name: 'back', Labels: { team: 'a' } })
  await runContainer(docker, 'web', {
    Env: ['DB_PASSWORD=geheim'],
    HostConfig: { NetworkMode: 'back', Binds: ['data:/data'] },
  })
})

afterAll(async () => {
  await docker.close()
  rmSync(folder, { recursive: true })
})

const ask =
  'const u=process.env.DOCKER_HOST.slice(7);const {request}=require("http");for(const p of process.argv.slice(1))request({socketPath:u,path:p},r=>r.pipe(process.stdout)).end()'

test('a world is saved, for its owner alone, and another fake begins with it', async () => {
  const saved = await mockerd(['export', '--from', docker.host, '-o', file])
  expect(saved).toMatchObject({ status: 0, stdout: '' })
  expect(saved.stderr).toBe(`1 images, 4 networks, 1 volumes, 1 containers of ${docker.host} in ${file}\n`)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).not.toContain('geheim')
  const shown = await mockerd(['exec', '--load', file, '--', process.execPath, '-e', ask, '/containers/json'])
  expect(shown.status).toBe(0)
  expect(JSON.parse(shown.stdout)).toMatchObject([
    {
      Names: ['/web'],
      State: 'running',
      Mounts: [{ Name: 'data' }],
      NetworkSettings: { Networks: { back: { IPAddress: '172.18.0.2' } } },
    },
  ])
  expect(
    docker.journal
      .requests()
      .filter(({ number }) => number > 6)
      .every(({ method }) => method === 'GET'),
  ).toBe(true)
})

test('without a file it is printed, of the daemon that the environment names', async () => {
  const { status, stdout } = await mockerd(['export'], {
    ...process.env,
    DOCKER_HOST: docker.url?.replace('http:', 'tcp:'),
  })
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ volumes: [{ Name: 'data' }] })
})

test('over TLS, with the certificates that docker would use', async () => {
  const tls = { cert: serverCertificate, key: serverKey, ca: authority }
  await using secure = await startMockerd({ hosts: ['tcp://127.0.0.1:0'], tls })
  const files = { 'ca.pem': authority, 'cert.pem': clientCertificate, 'key.pem': clientKey }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const DOCKER_CERT_PATH = folder
  const byEnvironment = { DOCKER_HOST: secure.host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH }
  const saved = await mockerd(['export'], { ...process.env, ...byEnvironment })
  expect(JSON.parse(saved.stdout)).toMatchObject({ containers: [], networks: [{ Name: 'bridge' }, {}, {}] })
  const named = secure.host.replace('tcp:', 'tls:')
  expect((await mockerd(['export', '--from', named], { ...process.env, DOCKER_CERT_PATH })).status).toBe(0)
  expect((await mockerd(['export', '--from', secure.host])).status).toBe(2)
})

test.each([
  [['--from', 'unix:///nonexistent.sock'], /^mockerd: unix:\/\/\/nonexistent.sock: GET \/images\/json: .*ENOENT/],
  [['--from', 'nowhere'], /^mockerd: nowhere is no target: /],
  [['--form', 'x'], /^mockerd: Unknown option '--form'; see mockerd --help/],
])('%j is refused', async (flags, words) => {
  const { status, stderr } = await mockerd(['export', ...flags])
  expect([status, stderr]).toEqual([2, expect.stringMatching(words)])
})

test('a world that cannot be is refused with its file', async () => {
  const path = join(folder, 'impossible.json')
  const networks = ['a', 'b'].map(Name => ({ Name, IPAM: { Config: [{ Subnet: '10.1.0.0/16' }] } }))
  writeFileSync(path, JSON.stringify({ networks }))
  for (const command of [['serve'], ['exec', '--', 'true']]) {
    const [name = '', ...rest] = command
    const { status, stderr } = await mockerd([name, '--load', path, ...rest])
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^mockerd: --load .*impossible.json: invalid pool request/),
    ])
  }
})
