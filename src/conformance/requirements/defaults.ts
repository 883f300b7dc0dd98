import { fieldsOf, listOf } from '../fields.ts'
import { ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import { sleepForever } from '../workload.ts'
import type { Inspected, World } from '../world.ts'

const asked = 'asked of dockerd 20.10, 26.1 and 28.5'

type Settings = Readonly<Record<string, unknown>>

interface NetworkSettings {
  readonly Ports?: Settings
  readonly SandboxID?: string
  readonly Networks?: Readonly<Record<string, { readonly EndpointID?: string }>>
}

const networkOf = ({ NetworkSettings }: Inspected): NetworkSettings => fieldsOf(NetworkSettings) as NetworkSettings

const holdsAll = (list: unknown, wanted: readonly string[]): boolean =>
  wanted.every(each => Array.isArray(list) && list.includes(each))

/** What inspect shows of a container that was created with some setting, or without any. */
export const filledIn: readonly (readonly [
  id: string,
  claim: string,
  settings: Settings,
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

const created = filledIn.map(([id, claim, settings, look, value]) =>
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

const isId = (text: string | undefined): boolean => /^[0-9a-f]{64}$/.test(text ?? '')

const others: readonly Requirement[] = [
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
      const { Runtimes } = jsonOf<{ Runtimes: Settings }>(await world.ask('SystemInfo'))
      // Without a HostConfig at all 20.10 leaves it open.
      const { HostConfig } = await world.inspect((await world.create(sleepForever, { HostConfig: {} })).id)
      const names = Object.keys(Runtimes)
      ensure(names.includes(String(HostConfig.Runtime)), 'Runtime', `one of ${names.join(', ')}`, HostConfig.Runtime)
    },
  }),
  requirement({
    id: 'ContainerInspect.binds-as-asked',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image', 'volumes'],
    claim: 'A bind is inspected as it was asked for',
    evidence: ['/containers/{id}/json', 'podman release notes 4.2.1', asked],
    check: async world => {
      const Binds = [`${(await world.volume()).name}:/data`]
      const { id } = await world.create(sleepForever, { HostConfig: { Binds } })
      ensureEqual((await world.inspect(id)).HostConfig.Binds, Binds, 'Binds')
    },
  }),
  requirement({
    id: 'ContainerInspect.keeps-the-order-of-binds',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image', 'volumes'],
    claim: 'Binds are inspected in the order in which they were asked for',
    evidence: ['/containers/{id}/json', 'podman release notes 4.2.1', 'asked of dockerd 20.10 and 28.5'],
    check: async world => {
      const names = [(await world.volume()).name, (await world.volume()).name].toSorted().reverse()
      const Binds = names.map((name, index) => `${name}:/data${2 - index}`)
      const { id } = await world.create(sleepForever, { HostConfig: { Binds } })
      ensureEqual((await world.inspect(id)).HostConfig.Binds, Binds, 'Binds')
    },
  }),
  requirement({
    id: 'ContainerInspect.shows-dropped-capabilities',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image'],
    claim: 'A capability that is dropped is inspected, with or without CAP_ before it',
    evidence: ['/containers/{id}/json; moby oci/caps/utils.go', 'docker-java#1500', 'asked of dockerd 20.10 and 28.5'],
    check: async world => {
      const { id } = await world.create(sleepForever, { HostConfig: { CapDrop: ['MKNOD'] } })
      const { CapDrop } = (await world.inspect(id)).HostConfig
      ensureMatch(listOf(CapDrop).join(), /^(CAP_)?MKNOD$/, 'CapDrop')
    },
  }),
  requirement({
    id: 'ContainerInspect.mounts-a-volume',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image', 'volumes'],
    claim: 'A volume is mounted without any propagation, and labelled for SELinux as a bind asks for it',
    evidence: ['/containers/{id}/json; moby volume/mounts/linux_parser.go', asked],
    check: async world => {
      const { name } = await world.volume()
      const { id } = await world.create(sleepForever, { HostConfig: { Binds: [`${name}:/data`] } })
      const [mount] = (await world.inspect(id)).Mounts as Settings[]
      const { Type, Name, Destination, Driver, Mode, RW, Propagation } = mount ?? {}
      ensureEqual(
        { Type, Name, Destination, Driver, Mode, RW, Propagation },
        { Type: 'volume', Name: name, Destination: '/data', Driver: 'local', Mode: 'z', RW: true, Propagation: '' },
        'the mount',
      )
    },
  }),
  requirement({
    id: 'ContainerInspect.names-its-sandbox',
    operation: 'ContainerInspect',
    needs: ['run'],
    claim: 'A running container is inspected with the id of its network sandbox',
    evidence: ['/containers/{id}/json; moby daemon/container_operations.go', asked],
    check: async world => {
      const { SandboxID } = networkOf(await world.inspect((await world.shared('running')).id))
      ensure(isId(SandboxID), 'SandboxID', '64 digits', SandboxID)
    },
  }),
  requirement({
    id: 'ContainerInspect.names-its-endpoints',
    operation: 'ContainerInspect',
    needs: ['run'],
    claim: 'A running container is inspected with the id of its end on each network',
    evidence: ['/containers/{id}/json; moby daemon/container_operations.go', asked],
    check: async world => {
      const { Networks } = networkOf(await world.inspect((await world.shared('running')).id))
      for (const { EndpointID } of Object.values(Networks ?? {}))
        ensure(isId(EndpointID), 'EndpointID', '64 digits', EndpointID)
    },
  }),
]

const rowOf = async (world: World, id: string): Promise<Settings> => {
  const answer = await world.ask('ContainerList', { query: { all: true, filters: { id: [id] } } })
  ensureStatus(answer, 200)
  return jsonOf<Settings[]>(answer)[0] ?? {}
}

const rows: readonly Requirement[] = [
  requirement({
    id: 'ContainerList.image-as-asked',
    operation: 'ContainerList',
    needs: ['image'],
    claim: 'A row has the image by the name that was asked for',
    evidence: ['/containers/json; moby daemon/list.go', asked],
    check: async world =>
      ensureEqual((await rowOf(world, (await world.shared('created')).id)).Image, world.image, 'Image'),
  }),
  requirement({
    id: 'ContainerList.network-mode',
    operation: 'ContainerList',
    needs: ['image'],
    claim: 'A row has the mode of the network',
    evidence: ['/containers/json; moby daemon/container/view.go', asked],
    check: async world => {
      const { HostConfig } = await rowOf(world, (await world.shared('created')).id)
      const mode = (HostConfig as Settings | undefined)?.NetworkMode
      ensure(mode === 'bridge' || mode === 'default', 'HostConfig.NetworkMode', 'bridge or default', mode)
    },
  }),
  requirement({
    id: 'ContainerList.exposed-ports',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'The row of a running container has the ports that it exposes, published or not',
    evidence: ['/containers/json; moby daemon/container/view.go', asked],
    check: async world => {
      const { id } = await world.start(sleepForever, { ExposedPorts: { '80/tcp': {} } })
      const ports = (await rowOf(world, id)).Ports as Settings[]
      ensureEqual(
        ports.map(({ PrivatePort, Type, PublicPort = 0 }) => [PrivatePort, Type, PublicPort]),
        [[80, 'tcp', 0]],
        'Ports',
      )
    },
  }),
]

/** What is filled in where nothing was asked for, and what stays as it was asked for. */
export const defaultRequirements: readonly Requirement[] = [...created, ...others, ...rows]
