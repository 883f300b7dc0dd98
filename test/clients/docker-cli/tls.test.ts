import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authority, clientCertificate, clientKey, serverCertificate, serverKey } from '../../server/raw/certificates.ts'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let folder: string
let daemon: Daemon
let docker: DockerCli

/** A folder of certificates as `DOCKER_CERT_PATH` wants it. */
const certificates = (name: string, files: Readonly<Record<string, string>>): string => {
  const place = join(folder, name)
  mkdirSync(place)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text)
  return place
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mockerd-tls-'))
  const own = certificates('server', { 'ca.pem': authority, 'cert.pem': serverCertificate, 'key.pem': serverKey })
  const flags = [
    '--tlscacert',
    join(own, 'ca.pem'),
    '--tlscert',
    join(own, 'cert.pem'),
    '--tlskey',
    join(own, 'key.pem'),
  ]
  daemon = await startDaemon(['--host', 'tcp://127.0.0.1:0', '--tlsverify', ...flags])
  docker = dockerCli(daemon)
})

afterAll(async () => {
  await daemon.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (certificatePath: string) =>
  docker(['--tlsverify', 'version', '--format', '{{.Server.Version}}'], {
    environment: { DOCKER_HOST: daemon.hosts[1] ?? '', DOCKER_CERT_PATH: certificatePath },
  })

test('the docker CLI connects with --tlsverify and a certificate of the authority', async () => {
  const place = certificates('client', { 'ca.pem': authority, 'cert.pem': clientCertificate, 'key.pem': clientKey })
  expect(await ask(place)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
})

test('without a certificate it does not', async () => {
  const outcome = await ask(certificates('stranger', { 'ca.pem': authority }))
  expect(outcome.status).not.toBe(0)
  expect(outcome.stdout.trim()).toBe('')
  expect(outcome.stderr).toMatch(/certificate/)
})

test('without TLS it does not', async () => {
  const { status, stderr } = await docker(['version'], { environment: { DOCKER_HOST: daemon.hosts[1] ?? '' } })
  expect([status, stderr]).toEqual([1, expect.stringMatching(/HTTP|TLS|EOF|reset/i)])
})
