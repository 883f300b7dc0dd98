import type { Step } from '../program/program.ts'
import { prunes } from './command.ts'
import { createContainer, mark } from './create.ts'
import type { Pick } from './pick.ts'
import { likely, nobody, reference, type Shadow } from './shadow.ts'

type Settings = Readonly<Record<string, unknown>>

/** The first three numbers of the addresses that networks are given. */
export const drawnSubnet = '10.213.91.'

const networkSettings: readonly Settings[] = [
  {},
  {},
  { Internal: true },
  { Driver: 'bridge' },
  { Options: { 'mkc.option': 'x' } },
]

const addressed: Settings = { IPAM: { Config: [{ Subnet: `${drawnSubnet}0/24` }] } }

const createNetwork = (shadow: Shadow, pick: Pick): Step[] => {
  if (pick.chance(10)) return [{ call: 'NetworkCreate', body: { Name: nobody('n'), Driver: 'nonsense' } }]
  const [taken] = shadow.networks
  if (taken && pick.chance(20)) return [{ call: 'NetworkCreate', body: { Name: `{${taken}}`, CheckDuplicate: true } }]
  const symbol = shadow.fresh('n')
  const isAddressed = pick.chance(shadow.addressed.length > 0 ? 10 : 35)
  // What it overlaps is there already.
  if (!isAddressed || shadow.addressed.length === 0) shadow.networks.push(symbol)
  if (isAddressed) shadow.addressed.push(symbol)
  return [
    {
      call: 'NetworkCreate',
      body: { Labels: mark, ...(isAddressed ? addressed : pick.of(networkSettings)) },
      makes: symbol,
    },
    ...(pick.chance(50) ? [inspectNetwork(symbol)] : []),
  ]
}

const inspectNetwork = (symbol: string): Step => ({ call: 'NetworkInspect', path: { id: `{${symbol}.id}` } })

/** A container joins or leaves a network; then both sides are looked at. */
const connect = (shadow: Shadow, pick: Pick): Step[] => {
  const target = likely(shadow, pick, 'running', ...(pick.chance(30) ? (['created'] as const) : []))
  if (shadow.networks.length === 0 || !target) return createNetwork(shadow, pick)
  const [withAddresses] = shadow.addressed
  const network = withAddresses !== undefined && pick.chance(40) ? withAddresses : pick.of(shadow.networks)
  const joined = target.networks.includes(network)
  const call = joined
    ? pick.of(['NetworkDisconnect', 'NetworkDisconnect', 'NetworkConnect'] as const)
    : 'NetworkConnect'
  if (call === 'NetworkConnect') target.networks.push(network)
  else target.networks.splice(target.networks.indexOf(network), 1)
  const address = { EndpointConfig: { IPAMConfig: { IPv4Address: `${drawnSubnet}50` } } }
  return [
    {
      call,
      path: { id: `{${network}.id}` },
      body: {
        Container: reference(target, pick),
        ...(call === 'NetworkConnect' && network === withAddresses && pick.chance(70) ? address : {}),
      },
    },
    pick.of<Step>([
      inspectNetwork(network),
      { call: 'ContainerInspect', path: { id: `{${target.symbol}.id}` } },
      { call: 'NetworkDelete', path: { id: `{${network}.id}` } },
    ]),
  ]
}

/** Which networks are listed. */
const listed = (symbol: string): readonly Settings[] => [
  { name: [`{${symbol}}`] },
  { id: [`{${symbol}.id}`] },
  { label: ['{m0}'] },
  { driver: ['host'], label: ['{m0}'] },
  { label: ['{m0}=two'] },
  { name: ['mkc-nobody-at-all'] },
  { nonsense: ['x'] },
  { type: ['custom'], label: ['{m0}'] },
  { type: ['builtin'], label: ['{m0}'] },
  { scope: ['local'], label: ['{m0}'] },
  { scope: ['swarm'], label: ['{m0}'] },
  { dangling: ['true'], label: ['{m0}'] },
  { dangling: ['false'], label: ['{m0}'] },
  { dangling: ['maybe'] },
]

const listNetworks = (shadow: Shadow, pick: Pick): Step[] => {
  const symbol = shadow.networks.length > 0 ? pick.of(shadow.networks) : 'n99'
  const call = pick.chance(25) ? 'NetworkListSlash' : 'NetworkList'
  return [pick.chance(85) ? { call, query: { filters: pick.of(listed(symbol)) } } : { call }]
}

const askNetwork = (shadow: Shadow, pick: Pick): Step[] => {
  const symbol = shadow.networks.length > 0 ? pick.of(shadow.networks) : 'n99'
  const missing = nobody('n')
  return [
    pick.of<Step>([
      inspectNetwork(symbol),
      { call: 'NetworkDelete', path: { id: `{${symbol}.id}` } },
      { call: 'NetworkDelete', path: { id: `{${symbol}}` } },
      { call: 'NetworkInspect', path: { id: missing } },
      { call: 'NetworkDelete', path: { id: missing } },
      { call: 'NetworkConnect', path: { id: missing }, body: { Container: nobody('c') } },
      { call: 'NetworkDisconnect', path: { id: missing }, body: { Container: nobody('c') } },
      {
        call: 'NetworkPrune',
        query: { filters: { label: ['{run}', '{m0}'], ...pick.of(prunes) } },
      },
    ]),
  ]
}

const createVolume = (shadow: Shadow, pick: Pick): Step[] => {
  if (pick.chance(10)) return [{ call: 'VolumeCreate', body: { Name: `${nobody('v')}/x` } }]
  if (pick.chance(10)) return [{ call: 'VolumeCreate', body: { Name: nobody('v'), Driver: 'nonsense' } }]
  const [taken] = shadow.volumes
  if (taken && pick.chance(15)) return [{ call: 'VolumeCreate', body: { Name: `{${taken}}` } }]
  const symbol = shadow.fresh('v')
  shadow.volumes.push(symbol)
  return [
    { call: 'VolumeCreate', body: { Labels: mark, ...pick.of<Settings>([{}, { Driver: 'local' }]) }, makes: symbol },
  ]
}

const askVolume = (shadow: Shadow, pick: Pick): Step[] => {
  const symbol = shadow.volumes.length > 0 ? pick.of(shadow.volumes) : 'v99'
  const name = `{${symbol}}`
  return [
    pick.of<Step>([
      { call: 'VolumeInspect', path: { name } },
      { call: 'VolumeDelete', path: { name } },
      { call: 'VolumeDelete', path: { name }, query: { force: true } },
      { call: 'VolumeInspect', path: { name: nobody('v') } },
      { call: 'VolumeDelete', path: { name: nobody('v') } },
      { call: 'VolumeDelete', path: { name: nobody('v') }, query: { force: true } },
      { call: 'VolumeList', query: { filters: { name: [name] } } },
      { call: 'VolumeList', query: { filters: { label: ['{m0}'] } } },
      { call: 'VolumeList', query: { filters: { label: ['{m0}=two'] } } },
      { call: 'VolumeList', query: { filters: { driver: ['nonsense'], label: ['{m0}'] } } },
      { call: 'VolumeList', query: { filters: { dangling: ['true'], label: ['{m0}'] } } },
      { call: 'VolumeList', query: { filters: { dangling: ['false'], label: ['{m0}'] } } },
      { call: 'VolumeList', query: { filters: { nonsense: ['x'] } } },
      {
        call: 'VolumePrune',
        query: {
          filters: {
            label: ['{run}', '{m0}'],
            ...pick.of<Settings>([
              {},
              {},
              { all: ['true'] },
              { 'label!': ['{m0}'], all: ['true'] },
              { nonsense: ['x'] },
            ]),
          },
        },
      },
    ]),
  ]
}

const tag = (shadow: Shadow, pick: Pick): Step[] => {
  const symbol = shadow.fresh('i')
  const version = pick.of(['latest', 'one'])
  shadow.images.push(`{${symbol}}:${version}`)
  return [
    { call: 'ImageTag', path: { name: '{image}' }, query: { tag: version }, makes: symbol },
    { call: 'ImageInspect', path: { name: `{${symbol}}:${version}` } },
  ]
}

const askImage = (shadow: Shadow, pick: Pick): Step[] => {
  const name = shadow.images.length > 0 ? pick.of(shadow.images) : `${nobody('i')}:latest`
  return [
    pick.of<Step>([
      { call: 'ImageInspect', path: { name } },
      { call: 'ImageInspect', path: { name: `docker.io/library/${name}` } },
      { call: 'ImageHistory', path: { name: '{image}' } },
      { call: 'ImageDelete', path: { name }, query: { noprune: true } },
      { call: 'ImageInspect', path: { name: nobody('i') } },
      { call: 'ImageHistory', path: { name: nobody('i') } },
      { call: 'ImageDelete', path: { name: nobody('i') } },
      { call: 'ImageTag', path: { name: '{image}' }, query: { repo: `${nobody('i')}-MKC` } },
      { call: 'ImageList', query: { filters: { reference: [name.split(':')[0]] } } },
      { call: 'ImageList', query: { filters: { reference: ['mkc-nobody-at-all'] } } },
      { call: 'ImageList', query: { filters: { nonsense: ['x'] } } },
      { call: 'ImageInspect', path: { name: '{image}' } },
    ]),
  ]
}

/** A container of the image's other name. */
const createFromTag = (shadow: Shadow, pick: Pick): Step[] => {
  if (shadow.images.length === 0) return tag(shadow, pick)
  const [create, ...rest] = createContainer(shadow, pick)
  return create && 'call' in create
    ? [{ ...create, body: { ...(create.body as Settings), Image: pick.of(shadow.images) } }, ...rest]
    : []
}

export const objectMoves = [
  [7, createNetwork],
  [10, connect],
  [7, askNetwork],
  [5, listNetworks],
  [5, createVolume],
  [8, askVolume],
  [3, tag],
  [4, askImage],
  [1, createFromTag],
] as const
