import { describe, expect, test } from 'vitest'
import type { OperationId } from '../../../spec/index.ts'
import { type Ask, wireRequest } from '../../../src/conformance/client.ts'
import { permit } from '../../../src/conformance/safety/gate.ts'
import { createHouse } from '../../../src/conformance/safety/house.ts'
import { intentOf } from '../../../src/conformance/safety/intent.ts'
import type { Mode } from '../../../src/conformance/safety/mode.ts'
import { tarOf } from '../../../src/conformance/tar.ts'

const run = '0badcafe'
const prefix = `mkc-${run}-`
const ours = `${prefix}1`
const id = 'f'.repeat(64)
const label = 'dev.mockerd.conformance.run'
const Labels = { [label]: run }
const volume = `${prefix}volume`

/** What the gate says to a request: what it is about to make, or why it is refused. */
const ask = (operation: OperationId, given: Ask = {}, mode: Mode = 'safe'): string => {
  const house = createHouse({ run, prefix, image: 'busybox', known: new Set([id, volume]) })
  const intent = intentOf(wireRequest(operation, given, '1.51'))
  if ('unreadable' in intent) return intent.unreadable
  try {
    const { makes } = permit(intent, { mode, house })
    return makes.map(({ kind, name }) => `${kind} ${name}`).join(', ')
  } catch (error) {
    return error instanceof Error ? (error.message.split('}: ').at(-1) ?? '') : String(error)
  }
}

const container = (settings: object, query = { name: ours }): Ask => ({
  query,
  body: { Image: 'busybox', Labels, ...settings },
})
const host = (HostConfig: object): Ask => container({ HostConfig })
const dockerfile = (rest: string, from = 'busybox'): Uint8Array =>
  tarOf('Dockerfile', `FROM ${from}\nLABEL ${label}=${run}\n${rest}`)
const build = (body: Uint8Array, query: object = {}): Ask => ({ query: { t: ours, forcerm: 1, ...query }, body })
const loaded = (...RepoTags: string[]): Uint8Array => tarOf('manifest.json', JSON.stringify([{ RepoTags }]))

const passing: readonly (readonly [operation: OperationId, ask: Ask, makes?: string])[] = [
  ['ContainerList', {}],
  ['ContainerInspect', { path: { id: 'foreign' } }],
  ['ContainerKill', { path: { id: ours } }],
  ['ContainerKill', { path: { id } }],
  ['ContainerKill', { path: { id: id.slice(0, 12) } }],
  ['ContainerCreate', container({}), `container ${ours}`],
  ['ContainerCreate', host({ Binds: [`${volume}:/data:ro`, '/anonymous'] }), `container ${ours}`],
  ['ContainerCreate', host({ NetworkMode: `container:${ours}`, VolumesFrom: [`${ours}:ro`] }), `container ${ours}`],
  ['ContainerRename', { path: { id }, query: { name: ours } }, `container ${ours}`],
  ['NetworkCreate', { body: { Name: ours, Labels } }, `network ${ours}`],
  ['NetworkConnect', { path: { id: ours }, body: { Container: id } }],
  ['VolumeCreate', { body: { Name: ours, Labels } }, `volume ${ours}`],
  ['VolumePrune', { query: { filters: { label: [`${label}=${run}`] } } }],
  ['ImageTag', { path: { name: 'busybox' }, query: { repo: ours, tag: 'one' } }, `image ${ours}:one`],
  ['ImageCommit', { query: { container: id, repo: ours } }, `image ${ours}`],
  ['ImageBuild', build(dockerfile('COPY a /b')), `image ${ours}`],
  ['ImageLoad', { body: loaded(`${ours}:a`, `${ours}:b`) }, `image ${ours}:a, image ${ours}:b`],
  ['ImageCreate', { query: { fromSrc: '-', repo: ours }, body: new Uint8Array(1024) }, `image ${ours}`],
  ['ImageCreate', { query: { fromImage: 'busybox', tag: 'latest' } }],
  ['ImagePush', { path: { name: `127.0.0.1:1/${ours}` } }],
]

const refused: readonly (readonly [operation: OperationId, ask: Ask, why: string])[] = [
  ['ContainerKill', { path: { id: 'foreign' } }, 'not an object of this run'],
  ['ContainerKill', { path: { id: 'ff' } }, 'not an object of this run'],
  ['ContainerKill', { path: { id: `${ours}/../../foreign` } }, 'a path that may lead elsewhere'],
  ['ContainerDelete', { path: { id: 'mkc-0badcaff-1' } }, 'not an object of this run'],
  ['ContainerDelete', { path: { id: '..' } }, 'a path that may lead elsewhere'],
  ['ContainerRename', { path: { id }, query: { name: 'foreign' } }, 'does not show whose it is'],
  ['ContainerAttachWebsocket', { path: { id: 'foreign' }, query: { stdin: true } }, 'not an object of this run'],
  ['ContainerCreate', container({}, { name: 'foreign' }), 'does not show whose it is'],
  ['ContainerCreate', { body: { Image: 'busybox', Labels } }, 'does not show whose it is'],
  ['ContainerCreate', container({ Labels: { [label]: 'other' } }), 'does not show whose it is'],
  ['ContainerCreate', container({ Image: 'foreign' }), 'an image of somebody else'],
  ['ContainerCreate', { query: { name: ours }, body: '{"Image": "busybox"} {}' }, 'does not show whose it is'],
  ['ContainerCreate', host({ Privileged: true }), 'reaches beyond the container'],
  ['ContainerCreate', container({ hostconfig: { privileged: true } }), 'reaches beyond the container'],
  [
    'ContainerCreate',
    { query: { name: ours }, body: '{"HostConfig":{"Privileged":true},"HostConfig":{}}' },
    'a body with the same key twice',
  ],
  ['ContainerCreate', container({ HostConfig: { Privileged: true }, hostConfig: {} }), 'the same key in two spellings'],
  ['ContainerCreate', container({ HoſtConfig: { Privileged: true } }), 'the same key in two spellings'],
  ['ContainerCreate', host({ Binds: ['/:/host'] }), 'a folder of the machine'],
  ['ContainerCreate', host({ Binds: ['foreign:/data'] }), 'volume foreign is not an object of this run'],
  ['ContainerCreate', host({ Binds: [`${prefix}never-made:/data`] }), 'is not an object of this run'],
  ['ContainerCreate', host({ Mounts: [{ Type: 'bind', Source: '/', Target: '/x' }] }), 'a folder of the machine'],
  ['ContainerCreate', host({ Mounts: [{ Type: 'volume', Source: 'foreign', Target: '/x' }] }), 'not an object of'],
  [
    'ContainerCreate',
    host({ Mounts: [{ Type: 'volume', VolumeOptions: { DriverConfig: { Options: { device: '/' } } } }] }),
    'a volume driver with options',
  ],
  ...(['NetworkMode', 'PidMode', 'IpcMode', 'UTSMode', 'UsernsMode', 'CgroupnsMode'] as const).map(
    mode =>
      [
        'ContainerCreate',
        host({ [mode]: 'host' }),
        mode === 'NetworkMode' ? 'network host is not' : 'may reach beyond the container',
      ] as const,
  ),
  ...(['NetworkMode', 'PidMode', 'IpcMode'] as const).map(
    mode => ['ContainerCreate', host({ [mode]: 'container:foreign' }), 'container foreign is not an object'] as const,
  ),
  ['ContainerCreate', host({ VolumesFrom: ['foreign:ro'] }), 'container foreign is not an object'],
  ['ContainerCreate', host({ Links: ['foreign:alias'] }), 'container foreign is not an object'],
  ['ContainerCreate', host({ Devices: [{ PathOnHost: '/dev/sda' }] }), 'reaches beyond the container'],
  ['ContainerCreate', host({ CapAdd: ['SYS_ADMIN'] }), 'does not give by itself'],
  ['ContainerCreate', host({ SecurityOpt: ['seccomp=unconfined'] }), 'may reach beyond the container'],
  ['ContainerCreate', host({ CgroupParent: '/docker' }), 'reaches beyond the container'],
  ['ContainerCreate', host({ NotYetInvented: 'x' }), 'reaches beyond the container'],
  [
    'ContainerCreate',
    container({ NetworkingConfig: { EndpointsConfig: { foreign: {} } } }),
    'network foreign is not an object',
  ],
  ['ContainerUpdate', { path: { id }, body: { Devices: [{ PathOnHost: '/dev/sda' }] } }, 'reaches beyond'],
  ['ContainerExec', { path: { id }, body: { Cmd: ['true'], Privileged: true } }, 'privileged reaches the machine'],
  ['ContainerStart', { path: { id }, body: { Privileged: true } }, 'settings at the start'],
  ['NetworkConnect', { path: { id: ours }, body: { Container: 'foreign' } }, 'container foreign is not an object'],
  ['NetworkConnect', { path: { id: 'bridge' }, body: { Container: ours } }, 'network bridge is not an object'],
  ['NetworkDisconnect', { path: { id: 'foreign' }, body: { Container: ours, Force: true } }, 'is not an object'],
  ['NetworkCreate', { body: { Name: ours, Labels, Driver: 'macvlan' } }, 'a driver that reaches the machine'],
  [
    'NetworkCreate',
    { body: { Name: ours, Labels, Options: { 'com.docker.network.bridge.name': 'docker0' } } },
    'an interface of the machine',
  ],
  ['NetworkCreate', { body: { Name: ours, Labels, IPAM: { Config: [{ Subnet: '0.0.0.0/1' }] } } }, 'addresses that'],
  [
    'VolumeCreate',
    { body: { Name: ours, Labels, DriverOpts: { type: 'none', o: 'bind', device: '/' } } },
    'a folder of',
  ],
  ['VolumeCreate', { body: { Name: ours, Labels, Driver: 'nonsense7x' } }, 'a driver that reaches the machine'],
  ['VolumeCreate', {}, 'does not show whose it is'],
  ['VolumePrune', {}, 'a prune without the filter for this run'],
  ['VolumePrune', { query: { filters: { label: [`${label}=other`] } } }, 'a prune without the filter'],
  ['VolumePrune', { query: { filters: { 'label!': [`${label}=${run}`] } } }, 'a prune without the filter'],
  ['SwarmInit', { body: {} }, 'this operation is never sent'],
  ['ImageDelete', { path: { name: 'busybox' } }, 'image busybox is not an object of this run'],
  ['ImageDelete', { path: { name: `sha256:${'0'.repeat(64)}` } }, 'is not an object of this run'],
  ['ImageTag', { path: { name: 'busybox' }, query: { repo: 'foreign' } }, 'does not show whose it is'],
  ['ImageTag', { path: { name: 'foreign' }, query: { repo: ours } }, 'an image of somebody else'],
  ['ImageCommit', { query: { container: 'foreign', repo: ours } }, 'container foreign is not an object'],
  ['ImageBuild', build(dockerfile('COPY a /b', 'foreign')), 'an image of somebody else'],
  ['ImageBuild', build(dockerfile('COPY --from=foreign / /')), 'a Dockerfile that may use what is not ours'],
  ['ImageBuild', build(dockerfile('FROM foreign')), 'a Dockerfile that may use what is not ours'],
  ['ImageBuild', build(dockerfile('RUN true'), { networkmode: 'host' }), 'a build in a network of somebody else'],
  ['ImageBuild', build(dockerfile('RUN true'), { pull: 1 }), 'a build with pull'],
  ['ImageBuild', build(dockerfile('RUN true'), { t: [ours, 'foreign'] }), 'does not show whose it is'],
  ['ImageLoad', { body: loaded(ours, 'foreign:latest') }, 'does not show whose it is'],
  ['ImageLoad', { body: Uint8Array.of(0x1f, 0x8b, 8, 0) }, 'an archive that may hold other names'],
  ['ImageCreate', { query: { fromImage: 'foreign', tag: 'latest' } }, 'is not an object of this run'],
  ['ImagePush', { path: { name: ours } }, 'a registry elsewhere'],
  ['BuildPrune', {}, 'a prune without the filter for this run'],
  ['ContainerKill', { path: { id }, headers: { 'Content-Length': '0' } }, 'is not ours to set'],
  [
    'ContainerPrune',
    { body: 'filters={}', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    'is not ours to set',
  ],
  ['ContainerKill', { path: { id }, version: '1.51/containers/foreign/kill?x=' }, 'is not an object of this run'],
]

describe('the gate', () => {
  test.each(passing.map(([operation, given, makes = '']) => [operation, given, makes] as const))(
    'lets %s %j pass',
    (operation, given, makes) => {
      expect(ask(operation, given)).toBe(makes)
    },
  )

  test.each(refused)('refuses %s %j: %s', (operation, given, why) => {
    expect(ask(operation, given)).toContain(why)
  })

  test.each<readonly [OperationId, Ask, boolean]>([
    ['ContainerList', {}, true],
    ['ContainerInspect', { path: { id: 'foreign' } }, true],
    ['SystemPingHead', {}, true],
    ['ContainerCreate', container({}), false],
    ['ContainerKill', { path: { id } }, false],
    ['ContainerExport', { path: { id: 'foreign' } }, false],
    ['ImageSearch', { query: { term: 'x' } }, false],
  ])('in the mode readonly: %s %j is let through: %s', (operation, given, isAllowed) => {
    expect(ask(operation, given, 'readonly') === '').toBe(isAllowed)
  })

  test('lets a run that has the daemon for itself reach further, with names that show whose they are', () => {
    expect(ask('VolumePrune', {}, 'exclusive')).toBe('')
    expect(ask('ContainerCreate', host({ Privileged: true, Binds: ['/tmp:/x'] }), 'exclusive')).toBe(
      `container ${ours}`,
    )
    expect(ask('ContainerDelete', { path: { id: 'foreign' } }, 'exclusive')).toContain('not an object of this run')
    expect(ask('SwarmInit', { body: {} }, 'exclusive')).toContain('never sent')
  })
})
