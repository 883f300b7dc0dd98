import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AddressError, isShortLived, openTarget, RemoteTarget } from '../../../src/conformance/index.ts'
import { startMockerd } from '../../../src/index.ts'
import { authority, clientCertificate, clientKey, serverCertificate, serverKey } from '../../server/raw/certificates.ts'
import { startFake } from '../fake.ts'

describe('a target', () => {
  test.each([
    ['fake:', true],
    ['fake:docker-28', true],
    ['spawn:dockerd', true],
    ['unix:///var/run/docker.sock', false],
  ])('%s ends with its run: %s', (name, expected) => {
    expect(isShortLived(name)).toBe(expected)
  })

  test('is a fake where somebody can make one', async () => {
    const asked: string[] = []
    const fake = (profile: string) => {
      asked.push(profile)
      return startFake()
    }
    const target = await openTarget('fake:docker-28', { fake })
    await target.close()
    expect(asked).toEqual(['docker-28'])
    await expect(openTarget('fake:')).rejects.toThrow(AddressError)
  })

  test('on another machine is not touched unasked', async () => {
    await expect(openTarget('tcp://192.0.2.1:2375')).rejects.toThrow(RemoteTarget)
    await (await openTarget('tcp://192.0.2.1:2375', { allowRemote: true })).close()
  })

  test('with TLS is asked with the certificates of a folder, by the names that docker gives them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mockerd-certificates-'))
    writeFileSync(join(folder, 'ca.pem'), authority)
    writeFileSync(join(folder, 'cert.pem'), clientCertificate)
    writeFileSync(join(folder, 'key.pem'), clientKey)
    const tls = { ca: authority, cert: serverCertificate, key: serverKey }
    const docker = await startMockerd({ hosts: ['tcp://127.0.0.1:0'], tls })
    const target = await openTarget(docker.host.replace('tcp:', 'tls:'), { certificateFolder: folder })
    try {
      expect((await target.send({ method: 'GET', target: '/_ping', headers: {} })).status).toBe(200)
    } finally {
      await target.close()
      await docker.close()
      rmSync(folder, { recursive: true })
    }
  })

  test('with TLS wants to know where the certificates are', async () => {
    await expect(openTarget('tls://127.0.0.1:2376')).rejects.toThrow('DOCKER_CERT_PATH')
    await expect(openTarget('tls://127.0.0.1:2376', { certificateFolder: '/nonexistent' })).rejects.toThrow('ca.pem')
  })
})
