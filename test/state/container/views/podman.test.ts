import { describe, expect, test } from 'vitest'
import { createApp } from '../../../../src/index.ts'
import { createManualClock } from '../../../../src/state/clock.ts'
import { createEngine } from '../../../../src/state/engine.ts'

type Json = Record<string, unknown>

/** A podman with an image, asked the way a client does. */
const daemon = async (profile: string) => {
  const clock = createManualClock()
  const app = createApp(createEngine({ profile, clock, seed: 1 }))
  const ask = async (line: string, body?: unknown) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const isArchive = body instanceof Uint8Array
    const init = body === undefined ? { method } : { method, body: isArchive ? body.slice() : JSON.stringify(body) }
    const headers = { 'content-type': isArchive ? 'application/x-tar' : 'application/json' }
    const response = await app.fetch(new Request(`http://docker${path}`, { ...init, headers }))
    const bytes = new Uint8Array(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    return { status: response.status, text, bytes, json: () => JSON.parse(text) }
  }
  let isPulled = false
  const pulling = ask('POST /images/create?fromImage=busybox&tag=latest').finally(() => {
    isPulled = true
  })
  for (; !isPulled; clock.runUntilIdle()) await new Promise(resolve => setTimeout(resolve, 0))
  await pulling
  return ask
}

const at = (value: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((part, key) => (part as Json | undefined)?.[key], value)

describe('what inspect shows of a container that was given nothing', () => {
  test.each([
    ['podman-5', 'Config/Image', 'docker.io/library/busybox:latest'],
    ['podman-5', 'Config/StopSignal', '15'],
    ['podman-5', 'Config/StopTimeout', 10],
    ['podman-4', 'Config/StopTimeout', 0],
    ['podman-5', 'Config/WorkingDir', '/'],
    ['podman-5', 'HostConfig/PidMode', 'private'],
    ['podman-5', 'HostConfig/IpcMode', 'shareable'],
    ['podman-5', 'HostConfig/PidsLimit', 2048],
    ['podman-5', 'HostConfig/Runtime', 'oci'],
    ['podman-4', 'HostConfig/Runtime', 'oci'],
    ['podman-4', 'HostConfig/NetworkMode', 'bridge'],
    ['podman-5', 'HostConfig/MaskedPaths', null],
    ['podman-5', 'HostConfig/CapDrop', []],
    ['podman-4', 'HostConfig/CapDrop', ['AUDIT_WRITE', 'MKNOD', 'NET_RAW']],
    ['podman-5', 'HostConfig/RestartPolicy/Name', 'no'],
    ['podman-4', 'HostConfig/RestartPolicy/Name', ''],
    ['podman-5', 'State/Health', undefined],
    ['podman-4', 'State/Health/Status', ''],
    ['podman-5', 'NetworkSettings/Networks/podman/EndpointID', ''],
    ['podman-4', 'NetworkSettings/Networks/podman/NetworkID', 'podman'],
    ['podman-5', 'NetworkSettings/SandboxID', ''],
    ['podman-5', 'ExecIDs', []],
  ])('%s has as %s: %j', async (profile, path, value) => {
    const ask = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['sleep', '60'] })
    expect(at((await ask('GET /containers/web/json')).json(), path)).toEqual(value)
  })
})

test('binds and temporary file systems are shown with all their options', async () => {
  const ask = await daemon('podman-5')
  const HostConfig = { Binds: ['one:/data', 'two:/more:ro'], Tmpfs: { '/scratch': 'size=1m' } }
  await ask('POST /containers/create?name=web', { Image: 'busybox', HostConfig })
  expect((await ask('GET /containers/web/json')).json().HostConfig).toMatchObject({
    Binds: ['one:/data:rw,rprivate,nosuid,nodev,rbind', 'two:/more:ro,rprivate,nosuid,nodev,rbind'],
    Tmpfs: { '/scratch': 'size=1m,rw,rprivate,nosuid,nodev,tmpcopyup' },
  })
})

test('a row of a list has no ports that are only exposed, and fields of another type', async () => {
  const ask = await daemon('podman-5')
  await ask('POST /containers/create?name=web', {
    Image: 'busybox',
    Cmd: ['sleep', '60'],
    ExposedPorts: { '80/tcp': {} },
  })
  await ask('POST /containers/web/start')
  const [row] = (await ask('GET /containers/json')).json()
  expect(row).toMatchObject({ Ports: [], Labels: {}, Name: '', Config: null, DefaultReadOnlyNonRecursive: false })
  expect(row).not.toHaveProperty('HostConfig')
  expect(row.NetworkSettings.Networks.podman.IPAddress).toMatch(/^10\.88\./)
})

describe('networks', () => {
  test('the one by default is podman to those who ask for that, and bridge in lists', async () => {
    const ask = await daemon('podman-5')
    const names = (await ask('GET /networks')).json().map(({ Name }: Json) => Name)
    expect(names).toEqual(['bridge'])
    for (const name of ['podman', 'bridge']) expect((await ask(`GET /networks/${name}`)).json().Name).toBe(name)
    expect((await ask('GET /networks/host')).status).toBe(404)
    expect((await ask('DELETE /networks/podman')).status).toBe(500)
  })

  test('those that nobody chose a subnet for begin at 10.89', async () => {
    const ask = await daemon('podman-5')
    const { Id } = (await ask('POST /networks/create', { Name: 'n' })).json()
    expect((await ask(`GET /networks/${Id}`)).json().IPAM.Config).toEqual([
      { Subnet: '10.89.0.0/24', Gateway: '10.89.0.1' },
    ])
  })

  test('who connects is told OK', async () => {
    const ask = await daemon('podman-5')
    await ask('POST /networks/create', { Name: 'n' })
    await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['sleep', '60'] })
    await ask('POST /containers/web/start')
    expect(await ask('POST /networks/n/connect', { Container: 'web' })).toMatchObject({ status: 200, text: 'OK\n' })
    expect((await ask('POST /networks/n/connect', { Container: 'web' })).status).toBe(403)
  })
})

describe('images', () => {
  test('have their whole names, also where they lose one', async () => {
    const ask = await daemon('podman-5')
    await ask('POST /images/busybox/tag?repo=x&tag=one')
    const [row] = (await ask('GET /images/json')).json()
    expect(row.RepoTags).toEqual(['docker.io/library/busybox:latest', 'docker.io/library/x:one'])
    expect(row).toMatchObject({ Names: row.RepoTags, Containers: 0, SharedSize: 0 })
    expect((await ask('DELETE /images/x:one')).json()).toEqual([{ Untagged: 'docker.io/library/x:one' }])
  })

  test('of an archive belong to localhost, and are what a short name means first', async () => {
    const [docker, podman] = [await daemon('docker-28'), await daemon('podman-5')]
    await docker('POST /containers/create?name=web', { Image: 'busybox' })
    await docker('POST /commit?container=web&repo=mine')
    const archive = (await docker('GET /images/mine/get')).bytes
    expect((await podman('POST /images/load', archive)).text).toContain('Loaded image: localhost/mine:latest')
    expect((await podman('GET /images/mine/json')).json().RepoTags).toEqual(['localhost/mine:latest'])
    expect((await podman('DELETE /images/mine')).json()).toContainEqual({ Untagged: 'localhost/mine:latest' })
  })

  test('are saved under their whole names', async () => {
    const ask = await daemon('podman-5')
    expect((await ask('GET /images/busybox/get')).text).toContain('"RepoTags":["docker.io/library/busybox:latest"]')
  })
})

describe('executions', () => {
  test('have a code before they end, and are refused a second start', async () => {
    const ask = await daemon('podman-5')
    await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['sleep', '60'] })
    await ask('POST /containers/web/start')
    const { Id } = (await ask('POST /containers/web/exec', { Cmd: ['true'] })).json()
    const session = (await ask(`GET /exec/${Id}/json`)).json()
    expect([session.ExitCode, session.ProcessConfig.arguments]).toEqual([0, null])
    await ask(`POST /exec/${Id}/start`, { Detach: true })
    const again = await ask(`POST /exec/${Id}/start`, {})
    expect(again.status).toBe(500)
    expect(again.json().cause).toBe('exec session state improper')
  })

  test.each([
    ['podman-4', 500],
    ['podman-5', 201],
  ])('a commit without a body: %s answers %i', async (profile, status) => {
    const ask = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox' })
    expect((await ask('POST /commit?container=web&repo=y')).status).toBe(status)
  })
})
