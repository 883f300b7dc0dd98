import { describe, expect, test } from 'vitest'
import type { HostConfig, Mount } from '../../../spec/generated/types.ts'
import { type CreateBody, type CreateParts, createDaemon, refusalOf } from './daemon.ts'

const host = (hostConfig: HostConfig, rest: CreateBody = {}): CreateBody => ({
  Image: 'alpine',
  ...rest,
  HostConfig: hostConfig,
})

const mount = (type: string, rest: Mount = {}): CreateBody =>
  host({ Mounts: [{ Type: type as NonNullable<Mount['Type']>, Target: '/x', ...rest }] })

const health = (parts: object): CreateBody => ({ Image: 'alpine', Healthcheck: parts })

/** Unknown words reach the daemon whatever the description says of them. */
const odd = <T>(value: unknown): T => value as T

const MiB = 1024 * 1024

const refusals: readonly (readonly [body: CreateBody, refusal: string])[] = [
  [{}, 'invalid: config cannot be empty in order to create a container'],
  [{ HostConfig: {} }, 'invalid: config cannot be empty in order to create a container'],
  [{ Image: 'scratchy' }, 'invalid: no command specified'],
  [{ Image: 'alpine', Entrypoint: [], Cmd: [] }, 'accepted'],
  [{ Image: 'web', Entrypoint: [''] }, 'invalid: no command specified'],
  [{ Image: 'nosuch' }, 'not-found: No such image: nosuch:latest'],
  [
    { Image: 'alpine', WorkingDir: 'here' },
    "invalid: the working directory 'here' is invalid, it needs to be an absolute path",
  ],
  [{ Image: 'alpine', StopSignal: 'SIGNOPE' }, 'invalid: invalid signal: SIGNOPE'],
  [{ Image: 'alpine', Env: ['=x'] }, 'invalid: invalid environment variable: =x'],
  [
    { Image: 'alpine', Hostname: 'h'.repeat(65) },
    `invalid: hostname "${'h'.repeat(65)}" is too long (maximum 64 bytes)`,
  ],
  [health({ Interval: 1 }), 'invalid: Interval in Healthcheck cannot be less than 1ms'],
  [health({ Timeout: 999_999 }), 'invalid: Timeout in Healthcheck cannot be less than 1ms'],
  [health({ StartPeriod: 1 }), 'invalid: StartPeriod in Healthcheck cannot be less than 1ms'],
  [health({ StartInterval: 1 }), 'invalid: StartInterval in Healthcheck cannot be less than 1ms'],
  [health({ Retries: -1 }), 'invalid: Retries in Healthcheck cannot be negative'],
  [health({ Interval: 1_000_000 }), 'accepted'],

  [
    host({ AutoRemove: true, RestartPolicy: { Name: 'always' } }),
    "invalid: can't create 'AutoRemove' container with restart policy",
  ],
  [host({ AutoRemove: true, RestartPolicy: { Name: 'no' } }), 'accepted'],
  [
    host({ RestartPolicy: { Name: odd('x') } }),
    "invalid: invalid restart policy: unknown policy 'x'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'",
  ],
  [
    host({ RestartPolicy: { Name: 'always', MaximumRetryCount: 1 } }),
    "invalid: invalid restart policy: maximum retry count can only be used with 'on-failure'",
  ],
  [
    host({ RestartPolicy: { Name: 'no', MaximumRetryCount: -1 } }),
    "invalid: invalid restart policy: maximum retry count can only be used with 'on-failure' and cannot be negative",
  ],
  [
    host({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: -1 } }),
    'invalid: invalid restart policy: maximum retry count cannot be negative',
  ],
  [host({ PortBindings: { '0/tcp': [{}] } }), 'invalid: invalid port specification: "0/tcp"'],
  [host({ PortBindings: { 'x/tcp': [{}] } }), 'invalid: invalid port specification: "x/tcp"'],
  [host({ PortBindings: { '80/tcp': [{ HostPort: '99999' }] } }), 'invalid: invalid port specification: "99999"'],
  [host({ PortBindings: { '80': [{ HostPort: '8000-8005' }] } }), 'accepted'],
  [host({ ExtraHosts: ['nocolon'] }), 'invalid: bad format for add-host: "nocolon"'],
  [host({ ExtraHosts: ['a:notanip'] }), 'invalid: invalid IP address in add-host: "notanip"'],
  [host({ ExtraHosts: ['a:host-gateway', 'b:::1', 'c:10.0.0.1'] }), 'accepted'],
  [host({ CapAdd: ['FLY'] }), 'invalid: invalid CapAdd: unknown capability: "CAP_FLY"'],
  [host({ CapDrop: ['all', 'cap_mknod'] }), 'accepted'],
  [
    host({ Annotations: { '': 'x' } }),
    'invalid: invalid Annotations: the empty string is not permitted as an annotation key',
  ],
  [host({ Isolation: odd('x') }), "invalid: invalid isolation (x): linux only supports 'default'"],
  [
    host({ IOMaximumBandwidth: 1 }),
    'invalid: invalid option: QoS maximum bandwidth configuration is not supported on linux',
  ],
  [host({ CpuShares: -1 }), 'invalid: invalid CPU shares (-1): value must be a positive integer'],
  [host({ CpuRealtimePeriod: 1 }), 'invalid: kernel does not support CPU real-time scheduler'],
  [host({ IpcMode: 'x' }), 'invalid: invalid IPC mode: x'],
  [host({ PidMode: 'x' }), 'invalid: invalid PID mode: x'],
  [host({ UTSMode: 'x' }), 'invalid: invalid UTS mode: x'],
  [host({ CgroupnsMode: odd('x') }), 'invalid: invalid cgroup namespace mode: x'],
  [host({ ShmSize: -1 }), 'invalid: SHM size can not be less than 0'],
  [host({ OomScoreAdj: 1001 }), 'invalid: Invalid value 1001, range for oom score adj is [-1000, 1000]'],
  [host({ OomScoreAdj: -1000 }), 'accepted'],
  [host({ PidMode: 'container:nobody' }), 'invalid: No such container: nobody'],
  [host({ SecurityOpt: ['x'] }), 'internal: invalid --security-opt 1: "x"'],
  [host({ SecurityOpt: ['x=y'] }), 'internal: invalid --security-opt 2: "x=y"'],
  [host({ SecurityOpt: ['no-new-privileges=x'] }), 'internal: invalid --security-opt 2: "no-new-privileges=x"'],
  [host({ LogConfig: { Type: 'json-file', Config: { mode: 'x' } } }), 'invalid: logger: logging mode not supported: x'],
  [
    host({ LogConfig: { Type: 'json-file', Config: { 'max-buffer-size': '1m' } } }),
    "invalid: logger: max-buffer-size option is only supported with 'mode=non-blocking'",
  ],
  [{ Image: 'alpine', MacAddress: 'xx' }, 'invalid: invalid JSON: address xx: invalid MAC address'],
  [host({ Runtime: 'kata' }), 'invalid: unknown or invalid runtime name: kata'],
  [host({ LogConfig: { Type: odd('x') } }), 'invalid: error looking up logging plugin x: plugin "x" not found'],
  [
    host({ LogConfig: { Type: 'json-file', Config: { foo: '1' } } }),
    "invalid: unknown log opt 'foo' for json-file log driver",
  ],
  [host({ Tmpfs: { '/': '' } }), "invalid: invalid specification: destination can't be '/'"],

  [host({ Memory: 6 * MiB - 1 }), 'invalid: Minimum memory limit allowed is 6MB'],
  [host({ Memory: 6 * MiB }), 'accepted'],
  [
    host({ Memory: 8 * MiB, MemorySwap: 7 * MiB }),
    'invalid: Minimum memoryswap limit should be larger than memory limit, see usage',
  ],
  [
    host({ MemorySwap: 8 * MiB }),
    'invalid: You should always set the Memory limit when using Memoryswap limit, see usage',
  ],
  [host({ MemorySwap: -1 }), 'accepted'],
  [host({ MemoryReservation: MiB }), 'invalid: Minimum memory reservation allowed is 6MB'],
  [
    host({ Memory: 8 * MiB, MemoryReservation: 9 * MiB }),
    'invalid: Minimum memory limit can not be less than memory reservation limit, see usage',
  ],
  [host({ MemorySwappiness: 101 }), 'invalid: Invalid value: 101, valid memory swappiness range is 0-100'],
  [host({ MemorySwappiness: -1 }), 'accepted'],
  [
    host({ NanoCpus: 1e9, CpuPeriod: 1000 }),
    'invalid: Conflicting options: Nano CPUs and CPU Period cannot both be set',
  ],
  [host({ NanoCpus: 1e9, CpuQuota: 1000 }), 'invalid: Conflicting options: Nano CPUs and CPU Quota cannot both be set'],
  [host({ NanoCpus: 5e9 }), 'invalid: range of CPUs is from 0.01 to 4.00, as there are only 4 CPUs available'],
  [host({ NanoCpus: 4e9 }), 'accepted'],
  [
    host({ CpuPeriod: 999 }),
    'invalid: CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)',
  ],
  [host({ CpuQuota: 999 }), 'invalid: CPU cfs quota can not be less than 1ms (i.e. 1000)'],
  [host({ CpusetCpus: '0-7' }), 'invalid: Requested CPUs are not available - requested 0-7, available: 0-3'],
  [host({ CpusetMems: '1' }), 'invalid: Requested memory nodes are not available - requested 1, available: 0'],
  [host({ CpusetCpus: '0,2-3' }), 'accepted'],
  [host({ BlkioWeight: 9 }), 'invalid: Range of blkio weight is from 10 to 1000'],

  [host({ NetworkMode: 'container:' }), 'invalid: invalid network mode: invalid container format container:<name|id>'],
  [host({ NetworkMode: 'container' }), 'invalid: invalid network mode: invalid container format container:<name|id>'],
  [
    host({ NetworkMode: 'container:a' }, { Hostname: 'h' }),
    'invalid: conflicting options: hostname and the network mode',
  ],
  [
    host({ NetworkMode: 'container:a', Links: ['a'] }),
    "invalid: conflicting options: container type network can't be used with links. This would result in undefined behavior",
  ],
  [host({ NetworkMode: 'container:a', Dns: ['1.1.1.1'] }), 'invalid: conflicting options: dns and the network mode'],
  [
    host({ NetworkMode: 'container:a', ExtraHosts: ['a:1.1.1.1'] }),
    'invalid: conflicting options: custom host-to-IP mapping and the network mode',
  ],
  [
    host({ NetworkMode: 'container:a', PublishAllPorts: true }),
    'invalid: conflicting options: port publishing and the container type network mode',
  ],
  [
    host({ NetworkMode: 'container:a' }, { ExposedPorts: { '80/tcp': {} } }),
    'invalid: conflicting options: port exposing and the container type network mode',
  ],
  [host({ UTSMode: 'host' }, { Hostname: 'h' }), 'invalid: conflicting options: hostname and the UTS mode'],
  [
    host({ NetworkMode: 'host', Links: ['a'] }),
    "invalid: conflicting options: host type networking can't be used with links. This would result in undefined behavior",
  ],

  [
    mount('bind', { Source: '/nosuchdir' }),
    'invalid: invalid mount config for type "bind": bind source path does not exist: /nosuchdir',
  ],
  [mount('bind', { Source: '/nosuchdir', BindOptions: { CreateMountpoint: true } }), 'accepted'],
  [mount('bind', { Source: '/etc/hosts' }), 'accepted'],
  [mount('bind'), 'invalid: invalid mount config for type "bind": field Source must not be empty'],
  [mount('volume', { Target: '' }), 'invalid: invalid mount config for type "volume": field Target must not be empty'],
  [
    mount('volume', { Target: '/' }),
    "invalid: invalid mount config for type \"volume\": invalid specification: destination can't be '/'",
  ],
  [
    mount('volume', { Target: 'x' }),
    'invalid: invalid mount config for type "volume": invalid mount path: \'x\' mount path must be absolute',
  ],
  [
    mount('volume', { VolumeOptions: { Subpath: 'a' } }),
    'invalid: invalid mount config for type "volume": must not set Subpath when using anonymous volumes',
  ],
  [
    mount('volume', { Source: 'data', VolumeOptions: { Subpath: '../a' } }),
    'invalid: invalid mount config for type "volume": subpath must be a relative path within the volume',
  ],
  [
    mount('tmpfs', { Source: '/a' }),
    'invalid: invalid mount config for type "tmpfs": field Source must not be specified',
  ],
  [mount('volume', { BindOptions: {} }), 'invalid: BindOptions must not be specified on mount type "volume"'],
  [
    mount('volume', { ImageOptions: {} }),
    'invalid: invalid mount config for type "volume": field ImageOptions must not be specified',
  ],
  [mount('what'), 'invalid: invalid mount config for type "what": mount type unknown'],
  [mount('image', { Source: 'nosuch' }), 'not-found: No such image: nosuch:latest'],
  [mount('image', { Source: 'web' }), 'accepted'],
  [host({ Binds: ['aa:/x', 'bb:/x'] }), 'invalid: Duplicate mount point: /x'],
  [host({ Binds: ['a:/x'], Tmpfs: { '/x': '' } }), 'invalid: Duplicate mount point: /x'],
  [host({ Binds: ['aa:/x'], Mounts: [{ Type: 'volume', Target: '/x' }] }), 'invalid: Duplicate mount point: /x'],
  [host({ Binds: ['/x:ro'] }), "internal: invalid volume specification: '/x:ro'"],
  [host({ Binds: ['a:/x:ro:z'] }), "internal: invalid volume specification: 'a:/x:ro:z'"],
  [host({ Binds: [':/x'] }), "internal: invalid volume specification: ':/x'"],
  [host({ Binds: ['a:/x:what'] }), 'internal: invalid mode: what'],
  [
    host({ Binds: ['a:/'] }),
    "internal: invalid volume specification: 'a:/': invalid mount config for type \"volume\": invalid specification: destination can't be '/'",
  ],
  [
    host({ Binds: ['a:/x'] }),
    'invalid: create a: volume name is too short, names should be at least two alphanumeric characters',
  ],
  [
    host({ Binds: ['../rel:/x'] }),
    'invalid: create ../rel: "../rel" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path',
  ],
  [host({ VolumesFrom: ['ghost'] }), 'invalid: No such container: ghost'],
  [host({ VolumesFrom: ['ghost:z,shared'] }), 'invalid: invalid mode: z,shared'],
  [host({ Links: ['ghost:g'] }), 'invalid: could not get container for ghost: No such container: ghost'],
  [{ Image: 'alpine', WorkingDir: '/etc/passwd' }, 'internal: Cannot mkdir: /etc/passwd is not a directory'],
  [
    { Image: 'alpine', WorkingDir: '/etc/passwd/x' },
    expect.stringMatching(
      /^internal: lstat \/var\/lib\/docker\/rootfs\/overlayfs\/[0-9a-f]{64}\/etc\/passwd\/x: not a directory$/,
    ) as unknown as string,
  ],
  [
    { Image: 'alpine', Volumes: { '/etc/passwd': {} } },
    expect.stringMatching(
      /^internal: cannot mount volume over existing file, file exists .*\/etc\/passwd$/,
    ) as unknown as string,
  ],
  [
    { Image: 'alpine', NetworkingConfig: { EndpointsConfig: { net1: null } } },
    'invalid: invalid config for network net1: EndpointsConfig is nil',
  ],
  [
    {
      Image: 'alpine',
      NetworkingConfig: { EndpointsConfig: { bridge: { Aliases: ['a'], IPAMConfig: { IPv4Address: '1.2.3.4' } } } },
    },
    'invalid: invalid config for network bridge: invalid endpoint settings:\n* user-specified IP address is supported on user-defined networks only\n* network-scoped aliases are only supported for user-defined networks\n* no configured subnet contains IP address 1.2.3.4',
  ],
]

describe('a request that the daemon refuses', () => {
  test.each(refusals)('%j', (body, refusal) => {
    const { attempt } = createDaemon()
    expect(refusalOf(() => attempt(body))).toEqual(refusal)
  })
})

type Gated = readonly [apiVersion: string, body: CreateBody, outcome: string | readonly string[]]

const subpath = mount('volume', { Source: 'data', VolumeOptions: { Subpath: 'a' } })
const ports: CreateBody = host({ PortBindings: { '80/tcp': [] } })
const sysctl = host({ Sysctls: { 'net.ipv4.conf.eth0.forwarding': '1' } })
const mac: CreateBody = { Image: 'alpine', MacAddress: '02:00:00:00:00:01' }
const twoMacs: CreateBody = {
  ...mac,
  HostConfig: { NetworkMode: 'net1' },
  NetworkingConfig: { EndpointsConfig: { net1: { MacAddress: '02:00:00:00:00:02' } } },
}
const twoNetworks: CreateBody = { Image: 'alpine', NetworkingConfig: { EndpointsConfig: { net1: {}, net2: {} } } }

const gated: readonly Gated[] = [
  ['1.41', mount('bind', { Source: '/etc', VolumeOptions: {} }), []],
  [
    '1.42',
    mount('bind', { Source: '/etc', VolumeOptions: {} }),
    'invalid: VolumeOptions must not be specified on mount type "bind"',
  ],
  [
    '1.43',
    mount('bind', { Source: '/etc', BindOptions: { ReadOnlyForceRecursive: true } }),
    'invalid: BindOptions.ReadOnlyForceRecursive needs API v1.44 or newer',
  ],
  ['1.43', twoNetworks, 'invalid: Container cannot be created with multiple network endpoints: net1, net2'],
  ['1.44', twoNetworks, []],
  ['1.44', subpath, 'invalid: VolumeOptions.Subpath needs API v1.45 or newer'],
  ['1.45', subpath, []],
  ['1.47', mount('image', { Source: 'web' }), 'invalid: Mount type "Image" needs API v1.48 or newer'],
  ['1.47', host({ VolumeDriver: 'local', Mounts: [{ Type: 'volume', Target: '/x' }] }), []],
  [
    '1.48',
    host({ VolumeDriver: 'local', Mounts: [{ Type: 'volume', Target: '/x' }] }),
    [
      "WARNING: the container-wide volume-driver configuration is ignored for volumes specified via 'mount'. Use '--mount type=volume,volume-driver=...' instead",
    ],
  ],
  [
    '1.40',
    host({ Capabilities: ['CHOWN'] }),
    'invalid: the HostConfig.Capabilities field is not supported by this daemon; use CapAdd and CapDrop to set capabilities',
  ],
  ['1.41', host({ Capabilities: ['CHOWN'] }), []],
  ['1.43', mac, []],
  [
    '1.43',
    { ...mac, HostConfig: { NetworkMode: 'none' } },
    'invalid: conflicting options: mac-address and the network mode',
  ],
  [
    '1.44',
    mac,
    ['The container-wide MacAddress field is now deprecated. It should be specified in EndpointsConfig instead.'],
  ],
  [
    '1.51',
    twoMacs,
    'invalid: the container-wide MAC address must match the endpoint-specific MAC address for the main network, or be left empty',
  ],
  ['1.52', mac, []],
  [
    '1.47',
    sysctl,
    [
      'Migrated sysctl "net.ipv4.conf.eth0.forwarding" to DriverOpts{"com.docker.network.endpoint.sysctls":"net.ipv4.conf.IFNAME.forwarding=1"}.',
    ],
  ],
  [
    '1.48',
    sysctl,
    `internal: interface specific sysctl setting "net.ipv4.conf.eth0.forwarding" must be supplied using driver option 'com.docker.network.endpoint.sysctls'`,
  ],
  [
    '1.47',
    host({ Sysctls: { 'net.ipv4.conf.eth1.x': '1' } }),
    "internal: unable to determine network endpoint for sysctl net.ipv4.conf.eth1.x, use driver option 'com.docker.network.endpoint.sysctls' to set per-interface sysctls",
  ],
  ['1.51', ports, []],
  [
    '1.52',
    ports,
    [
      'Following container port(s) have an empty list of port-bindings: 80/tcp. Such bindings will be discarded in a future version.',
    ],
  ],
]

describe('what depends on the API version', () => {
  test.each(gated)('%s %j', (apiVersion, body, outcome) => {
    const { attempt } = createDaemon()
    const act = () => attempt(body, { apiVersion })
    if (typeof outcome === 'string') expect(refusalOf(act)).toBe(outcome)
    else expect(act().warnings).toEqual(outcome)
  })

  test('fills a port that is bound to nothing with any address and any port', () => {
    const { attempt } = createDaemon()
    expect(attempt(ports, { apiVersion: '1.41' }).container.hostConfig.PortBindings).toEqual({ '80/tcp': [{}] })
  })

  test('moves the container-wide MAC address to the main endpoint, and drops an endpoint’s own before 1.44', () => {
    const { attempt } = createDaemon()
    const endpointOnly = {
      Image: 'alpine',
      NetworkingConfig: { EndpointsConfig: { bridge: { MacAddress: '02:00:00:00:00:0a' } } },
    }
    const macOf = (body: CreateBody, apiVersion: string) =>
      attempt(body, { apiVersion }).container.endpoints.get('bridge')?.settings.MacAddress
    expect(macOf(mac, '1.43')).toBe('02:00:00:00:00:01')
    expect(macOf(mac, '1.44')).toBe('02:00:00:00:00:01')
    expect(macOf(mac, '1.52')).toBeUndefined()
    expect(macOf(endpointOnly, '1.43')).toBeUndefined()
    expect(macOf(endpointOnly, '1.44')).toBe('02:00:00:00:00:0a')
  })
})

describe('the order of checks', () => {
  const steps: readonly (readonly [title: string, body: CreateBody, parts: CreateParts, words: string])[] = [
    ['modes before settings', host({ NetworkMode: 'container:', Memory: 1 }), {}, 'invalid network mode'],
    ['version gates before settings', { ...subpath, WorkingDir: 'x' }, { apiVersion: '1.44' }, 'VolumeOptions.Subpath'],
    ['settings before the image', host({ Memory: 1 }, { Image: 'nosuch' }), {}, 'Minimum memory limit'],
    [
      'the image before endpoints',
      { Image: 'nosuch', NetworkingConfig: { EndpointsConfig: { a: null } } },
      {},
      'No such image',
    ],
    ['the command before the log', host({ LogConfig: { Type: odd('x') } }, { Image: 'scratchy' }), {}, 'no command'],
    [
      'the log before the name',
      host({ LogConfig: { Type: odd('x') } }),
      { name: '-' },
      'error looking up logging plugin x',
    ],
    ['the name before links', host({ Links: ['ghost'] }), { name: '-' }, 'Invalid container name'],
    ['links before mounts', host({ Links: ['ghost'], Binds: ['a:/'] }), {}, 'could not get container'],
  ]
  test.each(steps)('looks at %s', (_title, body, parts, words) => {
    const { attempt } = createDaemon()
    expect(refusalOf(() => attempt(body, parts))).toContain(words)
  })
})

describe('platforms', () => {
  test('warns of a foreign image that nobody asked for by platform', () => {
    const { attempt } = createDaemon()
    expect(attempt({ Image: 'foreign' }).warnings).toEqual([
      "The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64) and no specific platform was requested",
    ])
    expect(attempt({ Image: 'foreign' }, { platform: 'linux/arm64/v8' }).warnings).toEqual([])
  })

  test('refuses an image that is not for the platform asked for, since 1.41', () => {
    const { attempt } = createDaemon()
    expect(refusalOf(() => attempt({ Image: 'alpine' }, { platform: 'linux/arm64' }))).toBe(
      'not-found: image with reference alpine:latest was found but does not provide the specified platform (linux/arm64)',
    )
    expect(refusalOf(() => attempt({ Image: 'alpine' }, { platform: 'linux/arm64', apiVersion: '1.40' }))).toBe(
      'accepted',
    )
    expect(refusalOf(() => attempt({ Image: 'alpine' }, { platform: 'amiga' }))).toBe(
      'invalid: "amiga": unknown operating system or architecture: invalid argument',
    )
  })
})

describe('what a creation tells', () => {
  test('records the volumes it makes and then itself, with labels, image and name', () => {
    const { create, events, story } = createDaemon()
    const container = create(
      { Labels: { l: '1' }, Volumes: { '/data': {} }, HostConfig: { Binds: ['vol:/v'] } },
      { name: 'web' },
    )
    expect(story()).toEqual(['volume create', 'volume create', 'container create'])
    expect(events[0]).toMatchObject({ actorId: 'vol', attributes: { driver: 'local' } })
    expect(events[2]).toMatchObject({
      actorId: container.id,
      attributes: { image: 'alpine', l: '1', maker: 'us', name: 'web' },
    })
  })

  test('records a destroy and nothing else when it fails after it had a name, and gives the name back', () => {
    const { attempt, engine, story } = createDaemon()
    expect(refusalOf(() => attempt(host({ Binds: ['vol:/x', 'b:/'] }), { name: 'web' }))).toContain('invalid')
    expect(story()).toEqual(['volume create', 'container destroy'])
    expect(engine.volumes.get('vol')?.containerIds.size).toBe(0)
    expect(refusalOf(() => attempt({ Image: 'alpine' }, { name: 'web' }))).toBe('accepted')
  })

  test('takes the anonymous volumes back when a declared one is refused, and leaves those that have names', () => {
    const { attempt, engine, story } = createDaemon()
    const body = { Image: 'alpine', Volumes: { '/x': {}, '/etc/passwd': {} }, HostConfig: { Binds: ['vol:/v'] } }
    expect(refusalOf(() => attempt(body))).toContain('cannot mount volume over existing file')
    expect(story()).toEqual(['volume create', 'volume create', 'volume destroy', 'container destroy'])
    expect([...engine.volumes.all()].map(({ name }) => name)).toEqual(['vol'])
  })

  test('leaves the anonymous volumes that were made for mounts when a later one is refused', () => {
    const { attempt, story } = createDaemon()
    const anonymous = { Type: 'volume', Target: '/x' } as const
    expect(refusalOf(() => attempt(host({ Mounts: [anonymous, anonymous] })))).toBe(
      'invalid: Duplicate mount point: /x',
    )
    expect(story()).toEqual(['volume create', 'container destroy'])
  })

  test('warns of published ports on the host’s network and of links on the default bridge', () => {
    const { attempt } = createDaemon()
    attempt({ Image: 'alpine' }, { name: 'db' })
    expect(attempt(host({ NetworkMode: 'host', PortBindings: { '80/tcp': [{}] } })).warnings).toEqual([
      'Published ports are discarded when using host network mode',
    ])
    expect(attempt(host({ Links: ['db:d'] })).warnings).toHaveLength(1)
  })
})

describe('what is kept', () => {
  test('defaults stand where nothing was said', () => {
    const { create } = createDaemon()
    const { hostConfig, config, id } = create({ HostConfig: { Memory: 8 * MiB, PidsLimit: -1, Privileged: true } })
    expect(config.Hostname).toBe(id.slice(0, 12))
    expect(hostConfig).toMatchObject({ MemorySwap: 16 * MiB, ShmSize: 67_108_864, SecurityOpt: ['label=disable'] })
    expect(hostConfig.PidsLimit).toBeUndefined()
    expect(hostConfig.MaskedPaths).toBeUndefined()
  })

  test('the host’s name is the hostname on the host’s network', () => {
    const { create, engine } = createDaemon()
    expect(create({ HostConfig: { NetworkMode: 'host' } }).config.Hostname).toBe(engine.name)
  })

  test('joins another container by its id, so that a rename does not matter', () => {
    const { create } = createDaemon()
    const other = create({}, { name: 'other' })
    const { hostConfig, endpoints } = create({
      HostConfig: { NetworkMode: 'container:other', IpcMode: 'container:other' },
    })
    expect(hostConfig.NetworkMode).toBe(`container:${other.id}`)
    expect(hostConfig.IpcMode).toBe(`container:${other.id}`)
    expect(endpoints.size).toBe(0)
  })

  test('the CLI’s default endpoint is the bridge’s', () => {
    const { create } = createDaemon()
    const { endpoints } = create({
      NetworkingConfig: { EndpointsConfig: { default: {} } },
      HostConfig: { NetworkMode: 'default' },
    })
    expect([...endpoints.keys()]).toEqual(['bridge'])
  })
})
