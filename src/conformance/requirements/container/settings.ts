import { type Fields, listOf } from '../../fields.ts'
import { jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import type { Inspected } from '../../world.ts'
import { asked, askedOldestAndNewest } from '../evidence.ts'
import { networkOf } from './network.ts'

/** What inspect must show of a container with these settings: what was asked for, or what is filled in. */
export const shownSettings: readonly (readonly [
  id: string,
  settings: Fields,
  look: (config: Fields, host: Fields) => unknown,
  value: unknown,
])[] = [
  ['network-mode', {}, (_, host) => ['bridge', 'default'].includes(String(host.NetworkMode)), true],
  ['shm-size', {}, (_, host) => host.ShmSize, 67108864],
  ['restart-policy', {}, (_, host) => host.RestartPolicy, { Name: 'no', MaximumRetryCount: 0 }],
  ['log-driver', {}, (_, host) => (host.LogConfig as Fields | undefined)?.Type, 'json-file'],
  ['swap', { HostConfig: { Memory: 16777216 } }, (_, host) => host.MemorySwap, 33554432],
  ['labels', { Labels: { a: 'b' } }, config => (config.Labels as Fields | undefined)?.a, 'b'],
  ['environment', { Env: ['A=b'] }, config => (config.Env as string[] | undefined)?.includes('A=b'), true],
  ['user', { User: '1000:1000' }, config => config.User, '1000:1000'],
  ['working-directory', { WorkingDir: '/tmp/../tmp' }, config => config.WorkingDir, '/tmp'],
  ['stop-signal', { StopSignal: 'SIGUSR1' }, config => config.StopSignal, 'SIGUSR1'],
  ['entrypoint', { Entrypoint: ['sleep'], Cmd: ['1'] }, config => config.Entrypoint, ['sleep']],
  ['entrypoint-of-a-string', { Entrypoint: 'sleep', Cmd: ['1'] }, config => config.Entrypoint, ['sleep']],
  ['command-of-a-string', { Cmd: 'true' }, config => config.Cmd, ['true']],
]

const shown = shownSettings.map(([id, given, look, value]) =>
  requirement({
    id: `ContainerInspect.shows-${id}`,
    operation: 'ContainerInspect',
    needs: ['image'],
    claim: `A container created with ${JSON.stringify(given)} is inspected with ${JSON.stringify(value)} for ${id}`,
    evidence: [`/containers/{id}/json; ${asked}`],
    check: async world => {
      const { id: container } = await world.create(sleepForever, given)
      const { Config, HostConfig } = await world.inspect(container)
      ensureEqual(look(Config, HostConfig), value, id)
    },
  }),
)

const holdsAll = (list: unknown, wanted: readonly string[]): boolean =>
  wanted.every(each => Array.isArray(list) && list.includes(each))

/** What it should show besides: every dockerd does, and nothing says so. */
export const filledIn: readonly (readonly [
  id: string,
  claim: string,
  settings: Fields,
  look: (inspected: Inspected, image: string) => unknown,
  value: unknown,
])[] = [
  [
    'image-as-asked',
    'its image by the name that was asked for',
    {},
    ({ Config }, image) => Config.Image === image,
    true,
  ],
  [
    'asked-environment-first',
    'the variables that were asked for before those of the image',
    { Env: ['MKC=1'] },
    ({ Config }) => listOf(Config.Env)[0],
    'MKC=1',
  ],
  ['no-stop-signal', 'no signal of its own unless one was asked for', {}, ({ Config }) => Config.StopSignal ?? '', ''],
  ['no-stop-timeout', 'no time to stop unless one was asked for', {}, ({ Config }) => Config.StopTimeout ?? null, null],
  ['no-health', 'no health unless it is checked', {}, ({ State }) => State.Health ?? null, null],
  ['ipc-mode', 'a memory of its own that nobody shares', {}, ({ HostConfig }) => HostConfig.IpcMode, 'private'],
  ['pid-mode', 'no mode of processes unless one was asked for', {}, ({ HostConfig }) => HostConfig.PidMode, ''],
  ['uts-mode', 'no mode of the hostname unless one was asked for', {}, ({ HostConfig }) => HostConfig.UTSMode, ''],
  [
    'pids-limit',
    'no limit of processes unless one was asked for',
    {},
    ({ HostConfig }) => HostConfig.PidsLimit ?? 0,
    0,
  ],
  [
    'swappiness',
    'no swappiness unless one was asked for',
    {},
    ({ HostConfig }) => HostConfig.MemorySwappiness ?? null,
    null,
  ],
  [
    'masked-paths',
    'the folders of the kernel that are hidden from it',
    {},
    ({ HostConfig }) => holdsAll(HostConfig.MaskedPaths, ['/proc/kcore', '/proc/keys', '/sys/firmware']),
    true,
  ],
  [
    'readonly-paths',
    'the folders of the kernel that it may not change',
    {},
    ({ HostConfig }) => holdsAll(HostConfig.ReadonlyPaths, ['/proc/bus', '/proc/irq', '/proc/sys']),
    true,
  ],
  [
    'tmpfs-as-asked',
    'the options of a tmpfs as they were asked for',
    { HostConfig: { Tmpfs: { '/scratch': 'size=1m' } } },
    ({ HostConfig }) => HostConfig.Tmpfs,
    { '/scratch': 'size=1m' },
  ],
  [
    'no-ports-before-the-start',
    'no ports while it has not been started',
    { ExposedPorts: { '80/tcp': {} } },
    inspected => networkOf(inspected).Ports,
    {},
  ],
  [
    'default-network',
    'the network bridge',
    {},
    inspected => Object.keys(networkOf(inspected).Networks ?? {}),
    ['bridge'],
  ],
  ['no-sizes', 'no sizes unless they are asked for', {}, ({ SizeRootFs }) => SizeRootFs ?? null, null],
]

const filled = filledIn.map(([id, claim, settings, look, value]) =>
  requirement({
    id: `ContainerInspect.fills-in-${id}`,
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image'],
    claim: `A container created with ${JSON.stringify(settings)} is inspected with ${claim}`,
    evidence: ['/containers/{id}/json; moby daemon/inspect.go and daemon/create.go', asked],
    check: async world => {
      const { id: container } = await world.create(sleepForever, settings)
      ensureEqual(look(await world.inspect(container), world.image), value, claim)
    },
  }),
)

/** What inspect shows of a container: what was asked for, and what is filled in where nothing was. */
export const settingRequirements: readonly Requirement[] = [
  ...shown,
  ...filled,
  requirement({
    id: 'ContainerInspect.fills-in-working-directory',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image'],
    claim: 'A container that asks for no folder is inspected with that of its image',
    evidence: ['moby daemon/commit.go, merge', asked],
    check: async world => {
      const image = jsonOf<{ Config?: { WorkingDir?: string } }>(
        await world.ask('ImageInspect', { path: { name: world.image } }),
      )
      const { id } = await world.shared('created')
      ensureEqual((await world.inspect(id)).Config.WorkingDir, image.Config?.WorkingDir ?? '', 'WorkingDir')
    },
  }),
  requirement({
    id: 'ContainerInspect.fills-in-runtime',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image'],
    claim: 'A container is inspected with a runtime that the daemon has',
    evidence: ['moby daemon/daemon_unix.go, adaptContainerSettings', asked],
    check: async world => {
      const { Runtimes } = jsonOf<{ Runtimes: Fields }>(await world.ask('SystemInfo'))
      // Without a HostConfig at all 20.10 leaves it open.
      const { HostConfig } = await world.inspect((await world.create(sleepForever, { HostConfig: {} })).id)
      const names = Object.keys(Runtimes)
      ensure(names.includes(String(HostConfig.Runtime)), 'Runtime', `one of ${names.join(', ')}`, HostConfig.Runtime)
    },
  }),
  requirement({
    id: 'ContainerInspect.shows-dropped-capabilities',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image'],
    claim: 'A capability that is dropped is inspected, with or without CAP_ before it',
    evidence: ['/containers/{id}/json; moby oci/caps/utils.go', 'docker-java#1500', askedOldestAndNewest],
    check: async world => {
      const { id } = await world.create(sleepForever, { HostConfig: { CapDrop: ['MKNOD'] } })
      const { CapDrop } = (await world.inspect(id)).HostConfig
      ensureMatch(listOf(CapDrop).join(), /^(CAP_)?MKNOD$/, 'CapDrop')
    },
  }),
]
