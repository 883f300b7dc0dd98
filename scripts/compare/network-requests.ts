/** Networks: created, refused, listed, joined and left, and what programs see of them. All of them are called `n-…`. */
import { create, get, inspect, post, remove, type Scenario, type Step, shell, start } from './step.ts'

const make = (name: string, body: object = {}, more: Step = {}): Step =>
  post('/networks/create', { Name: name, ...body }, { label: `create ${name} ${JSON.stringify(body)}`, ...more })

const ipam = (...configs: object[]): object => ({ IPAM: { Config: configs } })

const look = (name: string): Step => get(`/networks/${name}`)

const idle = shell('trap "exit 0" TERM; sleep 1000 & wait')

/** A network that is made, looked at and removed, or refused. */
const made = (name: string, body: object): Scenario => ({
  name: `network ${name}`,
  steps: [make('n-a', body), look('n-a'), remove('/networks/n-a')],
})

const bodies: readonly (readonly [string, object])[] = [
  ['plain', {}],
  [
    'of every field',
    { Driver: 'bridge', Attachable: true, Internal: true, Labels: { b: '2', a: '1' }, Scope: 'local' },
  ],
  [
    'with options',
    { Options: { 'com.docker.network.bridge.name': 'br-own', 'com.docker.network.driver.mtu': '1400' } },
  ],
  ['with unknown options', { Options: { foo: 'bar' } }],
  ['with a subnet', ipam({ Subnet: '10.77.0.0/24' })],
  [
    'with everything of a subnet',
    ipam({
      Subnet: '10.77.0.0/24',
      IPRange: '10.77.0.128/25',
      Gateway: '10.77.0.254',
      AuxiliaryAddresses: { a: '10.77.0.5', b: '10.77.0.129' },
    }),
  ],
  ['with a range', ipam({ Subnet: '10.77.0.0/24', IPRange: '10.77.0.128/25' })],
  ['with a range at the beginning', ipam({ Subnet: '10.77.0.0/24', IPRange: '10.77.0.0/25' })],
  ['with a range of one', ipam({ Subnet: '10.77.0.0/24', IPRange: '10.77.0.7/32' })],
  [
    'with the gateway in the range',
    ipam({ Subnet: '10.77.0.0/24', IPRange: '10.77.0.128/25', Gateway: '10.77.0.129' }),
  ],
  ['with a gateway at the base', ipam({ Subnet: '10.77.0.0/24', Gateway: '10.77.0.0' })],
  ['with a gateway at the end', ipam({ Subnet: '10.77.0.0/24', Gateway: '10.77.0.255' })],
  [
    'with an auxiliary address that is the gateway',
    ipam({ Subnet: '10.77.0.0/24', Gateway: '10.77.0.9', AuxiliaryAddresses: { a: '10.77.0.9' } }),
  ],
  [
    'with the same auxiliary address twice',
    ipam({ Subnet: '10.77.0.0/24', AuxiliaryAddresses: { a: '10.77.0.9', b: '10.77.0.9' } }),
  ],
  ['with /30', ipam({ Subnet: '10.77.0.0/30' })],
  ['with /31', ipam({ Subnet: '10.77.0.0/31' })],
  ['with /32', ipam({ Subnet: '10.77.0.1/32' })],
  ['with /8', ipam({ Subnet: '10.0.0.0/8' })],
  ['with bits behind the prefix', ipam({ Subnet: '10.77.0.9/24' })],
  ['with no prefix', ipam({ Subnet: '10.77.0.0' })],
  ['with a subnet that is none', ipam({ Subnet: 'abc' })],
  ['with a subnet that is too long', ipam({ Subnet: '10.77.0.0/33' })],
  ['with any subnet of a size', ipam({ Subnet: '0.0.0.0/24' })],
  ['with any subnet of too big a size', ipam({ Subnet: '0.0.0.0/8' })],
  ['with only a gateway', ipam({ Gateway: '10.77.0.1' })],
  ['with only a range', ipam({ IPRange: '10.77.0.0/25' })],
  ['with only auxiliary addresses', ipam({ AuxiliaryAddresses: { a: '10.77.0.1' } })],
  ['with a gateway elsewhere', ipam({ Subnet: '10.77.0.0/24', Gateway: '10.78.0.1' })],
  ['with a gateway of the other family', ipam({ Subnet: '10.77.0.0/24', Gateway: 'fd00::1' })],
  ['with a gateway that is none', ipam({ Subnet: '10.77.0.0/24', Gateway: 'x' })],
  ['with a range elsewhere', ipam({ Subnet: '10.77.0.0/24', IPRange: '10.78.0.0/25' })],
  ['with a range bigger than it', ipam({ Subnet: '10.77.0.0/24', IPRange: '10.77.0.0/16' })],
  ['with a range with bits behind it', ipam({ Subnet: '10.77.0.0/24', IPRange: '10.77.0.130/25' })],
  ['with a range of the other family', ipam({ Subnet: '10.77.0.0/24', IPRange: 'fd00::/64' })],
  ['with an auxiliary address elsewhere', ipam({ Subnet: '10.77.0.0/24', AuxiliaryAddresses: { a: '10.78.0.1' } })],
  ['with an auxiliary address that is none', ipam({ Subnet: '10.77.0.0/24', AuxiliaryAddresses: { a: 'x' } })],
  [
    'with many mistakes',
    ipam({ Subnet: '10.77.0.1/24', Gateway: '10.78.0.1', IPRange: '10.0.0.0/8', AuxiliaryAddresses: { a: '1.1.1.1' } }),
  ],
  ['with two subnets', ipam({ Subnet: '10.77.0.0/24' }, { Subnet: '10.78.0.0/24' })],
  ['with the same subnet twice', ipam({ Subnet: '10.77.0.0/24' }, { Subnet: '10.77.0.0/25' })],
  ['with no configuration', { IPAM: { Driver: 'default', Config: [] } }],
  ['with an empty configuration', ipam({})],
  [
    'with options for addresses',
    { IPAM: { Driver: 'default', Options: { foo: '0' }, Config: [{ Subnet: '10.77.0.0/24' }] } },
  ],
  ['with an unknown manager of addresses', { IPAM: { Driver: 'nope' } }],
  ['with no manager of addresses', { IPAM: { Driver: 'null' } }],
  ['of IPv6 without a subnet', { EnableIPv6: true }],
  ['of IPv6 with one', { EnableIPv6: true, ...ipam({ Subnet: 'fd77::/64' }) }],
  ['of IPv6 with a gateway', { EnableIPv6: true, ...ipam({ Subnet: 'fd77::/64', Gateway: 'fd77::99' }) }],
  ['of both', { EnableIPv6: true, ...ipam({ Subnet: 'fd77::/64' }, { Subnet: '10.77.0.0/24' }) }],
  ['of IPv6 with bits behind the prefix', { EnableIPv6: true, ...ipam({ Subnet: 'fd77::1/64' }) }],
  ['with an IPv6 subnet and no IPv6', ipam({ Subnet: 'fd77::/64' })],
  ['with an IPv6 subnet of one', { EnableIPv6: true, ...ipam({ Subnet: 'fd77::/128' }) }],
  ['with a short IPv6 subnet', { EnableIPv6: true, ...ipam({ Subnet: 'fd77::/48', IPRange: 'fd77:0:0:1::/64' }) }],
  ['without IPv4', { EnableIPv4: false, EnableIPv6: true, ...ipam({ Subnet: 'fd77::/64' }) }],
  [
    'without IPv4 that has a subnet of it',
    { EnableIPv4: false, EnableIPv6: true, ...ipam({ Subnet: '10.77.0.0/24' }, { Subnet: 'fd77::/64' }) },
  ],
  ['without either', { EnableIPv4: false }],
  [
    'with families as options',
    { Options: { 'com.docker.network.enable_ipv6': 'true', 'com.docker.network.enable_ipv4': 'false' } },
  ],
  ['with a family that is none', { Options: { 'com.docker.network.enable_ipv6': 'x' } }],
  ['that is internal', { Internal: true, ...ipam({ Subnet: '10.77.0.0/24' }) }],
  ['of an empty driver', { Driver: '' }],
  ['of an unknown driver', { Driver: 'nope' }],
  ['of overlay', { Driver: 'overlay' }],
  ['of host', { Driver: 'host' }],
  ['of null', { Driver: 'null' }],
  ['of none', { Driver: 'none' }],
  ['of scope swarm', { Scope: 'swarm' }],
  ['of scope global', { Scope: 'global' }],
  ['of an unknown scope', { Scope: 'nope' }],
  ['that is ingress', { Ingress: true }],
  ['that is ingress and attachable', { Ingress: true, Attachable: true }],
  ['that is checked for duplicates', { CheckDuplicate: true }],
  ['whose bridge has a taken name', { Options: { 'com.docker.network.bridge.name': 'docker0' } }],
  ['whose mtu is none', { Options: { 'com.docker.network.driver.mtu': 'x' } }],
  ['whose icc is none', { Options: { 'com.docker.network.bridge.enable_icc': 'x' } }],
  ['whose masquerading is none', { Options: { 'com.docker.network.bridge.enable_ip_masquerade': 'x' } }],
  ['whose host binding is none', { Options: { 'com.docker.network.bridge.host_binding_ipv4': 'x' } }],
  [
    'with an inhibited gateway',
    { Options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' }, ...ipam({ Subnet: '10.77.0.0/24' }) },
  ],
  ['with a gateway mode', { Options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'routed' } }],
  ['with a gateway mode that is none', { Options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'x' } }],
  ['isolated', { Options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'isolated' } }],
  ['isolated and internal', { Internal: true, Options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'isolated' } }],
  ['with a prefix for names of devices', { Options: { 'com.docker.network.container_iface_prefix': 'net' } }],
  [
    'that only holds configuration',
    { ConfigOnly: true, ...ipam({ Subnet: '10.77.0.0/24' }), Labels: { a: 'b' }, Options: { x: 'y' } },
  ],
  ['that only holds configuration and more', { ConfigOnly: true, Internal: true }],
  ['that only holds configuration and takes some', { ConfigOnly: true, ConfigFrom: { Network: 'x' } }],
  ['that takes configuration from nowhere', { ConfigFrom: { Network: 'nope' } }],
  ['that takes configuration from what is none', { ConfigFrom: { Network: 'bridge' } }],
]

const names: readonly string[] = [
  '',
  ' ',
  'bridge',
  'host',
  'none',
  'default',
  'ingress',
  'a b',
  '/',
  '.',
  'Ünï',
  'x'.repeat(300),
  '0123456789ab',
  'container:x',
]

const namesScenario: Scenario = {
  name: 'network names',
  steps: names.flatMap(name => [
    post('/networks/create', { Name: name }, { keep: 'net', label: `create ${JSON.stringify(name)}` }),
    remove('/networks/{net}', { label: `remove ${JSON.stringify(name)}` }),
  ]),
}

const filtersOf = (filters: unknown): string => `?filters=${encodeURIComponent(JSON.stringify(filters))}`

const listed = (filters: unknown): Step =>
  get(`/networks${filtersOf(filters)}`, { label: `list ${JSON.stringify(filters)}`, sorted: true })

const listScenario: Scenario = {
  name: 'network lists',
  steps: [
    make('n-a', { Labels: { a: 'b', c: '' } }, { quiet: true }),
    make('n-b', { ConfigOnly: true }, { quiet: true }),
    create('n-c', { ...idle, HostConfig: { NetworkMode: 'n-a' } }, { quiet: true }),
    start('n-c', { quiet: true }),
    ...[
      {},
      { name: ['n-a'] },
      { name: ['n-'] },
      { name: ['^n-[b]$'] },
      { name: ['['] },
      { name: ['n-a', 'host'] },
      { id: ['zz'] },
      { driver: ['bridge'] },
      { driver: ['bri'] },
      { driver: ['host', 'null'] },
      { scope: ['local'] },
      { scope: ['swarm'] },
      { scope: ['x'] },
      { type: ['builtin'] },
      { type: ['custom'] },
      { type: ['x'] },
      { type: ['builtin', 'custom'] },
      { dangling: ['true'] },
      { dangling: ['1'] },
      { dangling: ['false'] },
      { dangling: ['x'] },
      { dangling: ['true', 'false'] },
      { dangling: ['true'], name: ['n-'] },
      { label: ['a'] },
      { label: ['a=b'] },
      { label: ['a=x'] },
      { label: ['a', 'c'] },
      { label: ['a', 'x'] },
      { until: ['1h'] },
      { nope: ['x'] },
      { 'label!': ['a'] },
    ].map(listed),
    get('/networks?filters=x'),
    get('/networks?filters={"name":"x"}'),
    get('/networks?filters={"name":{"host":true}}'),
    ...[
      'n-',
      'nope',
      'n-a?verbose=true',
      'n-a?verbose=x',
      'n-a?scope=local',
      'n-a?scope=swarm',
      'n-a?scope=x',
      'bridge',
      'host',
      'none',
      '%20',
      'N-A',
    ].map(look),
    remove('/networks/n-b'),
  ],
}

const joining = (network: string, container: string, settings?: object): Step =>
  post(
    `/networks/${network}/connect`,
    { Container: container, ...(settings && { EndpointConfig: settings }) },
    { label: `connect ${container} to ${network} ${JSON.stringify(settings)}` },
  )

const leaving = (network: string, container: string, force?: boolean): Step =>
  post(
    `/networks/${network}/disconnect`,
    { Container: container, ...(force !== undefined && { Force: force }) },
    { label: `disconnect ${container} from ${network}${force ? ' by force' : ''}` },
  )

const box = (name: string, hostConfig: object = {}, body: object = {}): Step =>
  create(name, { ...idle, ...body, HostConfig: hostConfig }, { quiet: true })

const two: readonly Step[] = [
  make('n-a', ipam({ Subnet: '10.77.0.0/24' }), { quiet: true }),
  make('n-b', { ...ipam({ Subnet: '10.77.1.0/24' }, { Subnet: 'fd77::/64' }), EnableIPv6: true }, { quiet: true }),
]

const endpointSettings: readonly object[] = [
  {},
  { Aliases: ['x', 'y'] },
  { IPAMConfig: { IPv4Address: '10.77.1.77' } },
  { IPAMConfig: { IPv4Address: '10.77.1.77', IPv6Address: 'fd77::77' } },
  { IPAMConfig: { IPv6Address: 'fd77::77' } },
  { IPAMConfig: { IPv4Address: '10.77.1.1' } },
  { IPAMConfig: { IPv4Address: '10.77.1.255' } },
  { IPAMConfig: { IPv4Address: '10.99.1.1' } },
  { IPAMConfig: { IPv6Address: 'fd99::1' } },
  { IPAMConfig: { IPv4Address: '10.99.1.1', IPv6Address: 'fd99::1' } },
  { IPAMConfig: { IPv4Address: 'x' } },
  { IPAMConfig: { LinkLocalIPs: ['169.254.1.1'] } },
  { IPAMConfig: { LinkLocalIPs: ['x'] } },
  { MacAddress: '02:00:00:00:00:77' },
  { MacAddress: 'x' },
  { DriverOpts: { a: 'b' } },
  { DriverOpts: { 'com.docker.network.endpoint.sysctls': 'net.ipv4.conf.IFNAME.log_martians=1' } },
  { DriverOpts: { 'com.docker.network.endpoint.sysctls': 'net.ipv4.x=1' } },
  { DriverOpts: { 'com.docker.network.endpoint.ifname': 'foo0' } },
  { GwPriority: 5 },
  { Links: ['n-d:peer'] },
]

const settingsScenarios: readonly Scenario[] = endpointSettings.flatMap(settings => [
  {
    name: `network connect running ${JSON.stringify(settings)}`,
    steps: [
      ...two,
      box('n-c', { NetworkMode: 'n-a' }),
      box('n-d', { NetworkMode: 'n-b' }),
      start('n-d', { quiet: true }),
      start('n-c', { quiet: true }),
      joining('n-b', 'n-c', settings),
      inspect('n-c'),
      look('n-b'),
      post('/containers/n-c/restart?t=0'),
      inspect('n-c'),
      leaving('n-b', 'n-c'),
      inspect('n-c'),
    ],
  },
  {
    name: `network connect created ${JSON.stringify(settings)}`,
    steps: [
      ...two,
      box('n-c', { NetworkMode: 'n-a' }),
      joining('n-b', 'n-c', settings),
      inspect('n-c'),
      start('n-c'),
      inspect('n-c'),
      post('/containers/n-c/stop?t=0'),
      inspect('n-c'),
    ],
  },
])

const refusals: Scenario = {
  name: 'network connect refusals',
  steps: [
    ...two,
    box('n-c', { NetworkMode: 'n-a' }),
    start('n-c', { quiet: true }),
    box('n-h', { NetworkMode: 'host' }),
    box('n-n', { NetworkMode: 'none' }),
    box('n-j', { NetworkMode: 'container:n-c' }),
    box('n-d', {}),
    ...['n-h', 'n-n', 'n-j', 'n-d'].flatMap(name => [
      joining('n-a', name),
      joining('host', name),
      joining('none', name),
      joining('bridge', name),
      inspect(name),
      leaving('n-a', name),
      leaving('nope', name),
      leaving('nope', name, true),
      inspect(name),
    ]),
    ...['n-h', 'n-n', 'n-j', 'n-d'].flatMap(name => [
      start(name, { quiet: true }),
      joining('n-a', name),
      joining('host', name),
      joining('none', name),
      joining('bridge', name),
      inspect(name),
      leaving('n-a', name),
      leaving('n-a', name),
      leaving('host', name),
      leaving('none', name),
      leaving('bridge', name),
      leaving('nope', name),
      leaving('nope', name, true),
      inspect(name),
    ]),
    joining('n-a', 'n-c'),
    joining('nope', 'n-c'),
    joining('n-a', 'nope'),
    joining('nope', 'nope'),
    leaving('n-a', 'nope'),
    leaving('n-a', 'nope', true),
    leaving('nope', 'nope', true),
    post('/networks/n-a/connect', {}),
    post('/networks/n-a/connect'),
    post('/networks/n-a/disconnect', {}),
    remove('/networks/n-a'),
    remove('/networks/nope'),
    remove('/networks/bridge'),
    remove('/networks/host'),
    remove('/networks/none'),
    post('/containers/n-c/pause', undefined, { quiet: true }),
    joining('n-b', 'n-c'),
    leaving('n-b', 'n-c'),
    post('/containers/n-c/unpause', undefined, { quiet: true }),
    post('/containers/n-c/stop?t=0', undefined, { quiet: true }),
    remove('/networks/n-a'),
    start('n-c'),
    inspect('n-c'),
    make('n-a', ipam({ Subnet: '10.77.0.0/24' }), { quiet: true }),
    start('n-c'),
  ],
}

const lateNetwork: Scenario = {
  name: 'network that comes late',
  steps: [
    box('n-c', {}),
    joining('n-z', 'n-c'),
    inspect('n-c'),
    start('n-c'),
    inspect('n-c'),
    make('n-z', ipam({ Subnet: '10.77.0.0/24' }), { quiet: true }),
    start('n-c'),
    inspect('n-c'),
    remove('/networks/n-z'),
    remove('/containers/n-c?force=1'),
    remove('/networks/n-z'),
  ],
}

const fullNetwork: Scenario = {
  name: 'network without room',
  steps: [
    make('n-a', ipam({ Subnet: '10.77.0.0/30' }), { quiet: true }),
    box('n-c', { NetworkMode: 'n-a' }),
    start('n-c'),
    box('n-d', { NetworkMode: 'n-a' }),
    start('n-d'),
    inspect('n-d'),
    box('n-e', {}),
    start('n-e'),
    joining('n-a', 'n-e'),
    joining('n-a', 'n-e', { IPAMConfig: { IPv4Address: '10.77.0.2' } }),
    inspect('n-e'),
    remove('/containers/n-c?force=1', { quiet: true }),
    joining('n-a', 'n-e'),
    look('n-a'),
  ],
}

const configScenario: Scenario = {
  name: 'network from configuration',
  steps: [
    make('n-k', {
      ConfigOnly: true,
      Labels: { a: 'b' },
      Options: { 'com.docker.network.driver.mtu': '1400' },
      ...ipam({ Subnet: '10.77.0.0/24' }),
    }),
    make('n-a', { ConfigFrom: { Network: 'n-k' } }),
    look('n-a'),
    make('n-b', { ConfigFrom: { Network: 'n-k' } }),
    make('n-b', { ConfigFrom: { Network: 'n-k' }, Labels: { x: 'y' } }),
    make('n-b', { ConfigFrom: { Network: 'n-k' }, Options: { x: 'y' } }),
    remove('/networks/n-k'),
    box('n-c', { NetworkMode: 'n-k' }),
    start('n-c'),
    joining('n-k', 'n-c'),
    remove('/networks/n-a'),
    remove('/networks/n-k'),
  ],
}

const pruneScenario: Scenario = {
  name: 'network prune',
  steps: [
    make('n-a', { Labels: { keep: 'me' } }, { quiet: true }),
    make('n-b', {}, { quiet: true }),
    make('n-k', { ConfigOnly: true }, { quiet: true }),
    make('n-d', {}, { quiet: true }),
    box('n-c', { NetworkMode: 'n-d' }),
    post(`/networks/prune${filtersOf({ until: ['1h'] })}`),
    post(`/networks/prune${filtersOf({ until: ['x'] })}`),
    post(`/networks/prune${filtersOf({ until: ['1h', '2h'] })}`),
    post(`/networks/prune${filtersOf({ label: ['nope'] })}`),
    post(`/networks/prune${filtersOf({ nope: ['nope'] })}`),
    post(`/networks/prune${filtersOf({ dangling: ['true'] })}`),
    post(`/networks/prune${filtersOf({ 'label!': ['keep'] })}`),
    post('/networks/prune'),
    post('/networks/prune'),
    remove('/networks/n-k', { quiet: true }),
  ],
}

/** 28.5.2 publishes only what is exposed as well; the command line sees to that. */
const exposed = (bindings: object, more: object = {}): object => ({
  ...Object.fromEntries(Object.keys(bindings).map(port => [port, {}])),
  ...more,
})

const publishing = (hostPort: string): object => {
  const PortBindings = { '80/tcp': [{ HostPort: hostPort }] }
  return { ...idle, ExposedPorts: exposed(PortBindings), HostConfig: { PortBindings } }
}

const portScenarios: readonly Scenario[] = [
  { '80/tcp': [{ HostPort: '18080' }] },
  { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '18080' }] },
  { '80/tcp': [{ HostIp: '::1', HostPort: '18080' }] },
  { '80/tcp': [{ HostIp: '::', HostPort: '18080' }] },
  { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '18080' }] },
  { '80/tcp': [{ HostPort: '18080' }, { HostPort: '18081' }] },
  { '80/tcp': [{ HostPort: '18080' }], '81/tcp': [{ HostPort: '18080' }] },
  { '80/tcp': [{ HostPort: '18080' }], '80/udp': [{ HostPort: '18080' }] },
  {
    '80/tcp': [
      { HostIp: '127.0.0.1', HostPort: '18080' },
      { HostIp: '127.0.0.2', HostPort: '18080' },
    ],
  },
  { '80/tcp': [{ HostPort: '18080-18082' }] },
  { '80/tcp': [{ HostPort: '18080-18081' }], '81/tcp': [{ HostPort: '18080-18081' }] },
  {
    '80/tcp': [{ HostPort: '18080-18081' }],
    '81/tcp': [{ HostPort: '18080-18081' }],
    '82/tcp': [{ HostPort: '18080-18081' }],
  },
  { '80/sctp': [{ HostPort: '18080' }] },
].map(PortBindings => ({
  name: `network ports ${JSON.stringify(PortBindings)}`,
  steps: [
    create(
      'n-c',
      { ...idle, ExposedPorts: exposed(PortBindings, { '99/tcp': {} }), HostConfig: { PortBindings } },
      { quiet: true },
    ),
    start('n-c'),
    inspect('n-c'),
    get('/containers/json'),
    create('n-d', publishing('18080'), { quiet: true }),
    start('n-d'),
    inspect('n-d'),
    create('n-e', publishing('18080-18081'), { quiet: true }),
    start('n-e'),
    post('/containers/n-c/pause', undefined, { quiet: true }),
    inspect('n-c'),
    post('/containers/n-c/unpause', undefined, { quiet: true }),
    post('/containers/n-c/stop?t=0', undefined, { quiet: true }),
    inspect('n-c'),
    start('n-d'),
  ],
}))

const movingPorts: Scenario = {
  name: 'network ports while networks come and go',
  steps: [
    ...two,
    make('n-i', { Internal: true, ...ipam({ Subnet: '10.77.2.0/24' }) }, { quiet: true }),
    box(
      'n-c',
      { NetworkMode: 'n-i', PortBindings: { '80/tcp': [{ HostPort: '18090' }] } },
      { ExposedPorts: { '80/tcp': {} } },
    ),
    start('n-c'),
    inspect('n-c'),
    joining('n-b', 'n-c'),
    inspect('n-c'),
    joining('n-a', 'n-c'),
    inspect('n-c'),
    leaving('n-a', 'n-c'),
    inspect('n-c'),
    leaving('n-b', 'n-c'),
    inspect('n-c'),
    create('n-d', publishing('18090'), { quiet: true }),
    start('n-d'),
    joining('n-b', 'n-c'),
    inspect('n-c'),
  ],
}

/** Subnets of its own for every scenario, because 28.5.2 does not give back those of a network that it refused. */
const apart = (scenario: Scenario, index: number): Scenario =>
  JSON.parse(
    JSON.stringify(scenario)
      .replaceAll('10.77.', `10.${index + 1}.`)
      .replaceAll('fd77:', `fd77:${index + 1}:`),
  )

export const networkScenarios: readonly Scenario[] = [
  ...bodies.map(([name, body]) => made(name, body)),
  namesScenario,
  listScenario,
  ...settingsScenarios,
  refusals,
  lateNetwork,
  fullNetwork,
  configScenario,
  pruneScenario,
  ...portScenarios,
  movingPorts,
].map(apart)
