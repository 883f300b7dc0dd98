import { at, type Fields, fieldsOf, listOf } from '../fields.ts'
import { isBusyPruning, textOf } from '../observation.ts'
import { demand, demandEqual, demandNothing, demandRefusal, demandStatus, replyOf } from './breach.ts'
import { findContainer, withContainer } from './container/find.ts'
import { filtersOf } from './container/list.ts'
import { mayBe, mustBe, unknowable, withPossible } from './container/moves.ts'
import { isPrunable, refusesFilters } from './container/prune.ts'
import { type Happened, withHappened } from './happened.ts'
import type { Judge, Judged } from './judge.ts'
import { type Container, type Network, type States, withEntry, withoutKey } from './states.ts'

const noContainer = /^No such container: /
export const predefined = ['bridge', 'host', 'none']

const findNetwork = ({ networks }: States, reference: string | undefined): Network | undefined =>
  networks.get(reference ?? '') ?? [...networks.values()].find(({ id }) => reference && id.startsWith(reference))

const isForeign = ({ states, call }: Judged): boolean => !states.isClosed || predefined.includes(call.path?.id ?? '')

const refused = (judged: Judged): States => {
  const { status } = judged.observation
  // A container may still be set to a network that is gone, and be taken off it.
  const container = findContainer(judged.states, String(fieldsOf(judged.call.body).Container))
  const mayBeSet = container && (status === 403 || status === 500 || (status === 200 && container.isUnknown))
  if (judged.call.call === 'NetworkDisconnect' && mayBeSet) return judged.states
  if (!isForeign(judged)) demandNothing(judged, `${judged.call.call}.of-nothing`)
  return judged.states
}

const subnetOf = (body: unknown): unknown => at(listOf(at(body, 'IPAM.Config'))[0], 'Subnet')

const networkEvent = (
  { id, name, body }: Network,
  action: 'create' | 'destroy' | 'connect' | 'disconnect',
  container?: string,
): Happened => ({
  type: 'network',
  action,
  id,
  attributes: { name, type: String(body.Driver ?? 'bridge'), ...(container !== undefined && { container }) },
  requirement: container === undefined ? 'SystemEvents.network-events' : `SystemEvents.of-${action}`,
})

export const judgeNetworkCreate: Judge = judged => {
  const { states, call, observation } = judged
  const body = fieldsOf(call.body)
  const name = String(body.Name ?? '')
  if (body.Driver === 'nonsense') {
    demandRefusal(judged, 'NetworkCreate.refuses-unknown-driver', 404, /nonsense/)
    return states
  }
  if (states.networks.has(name)) {
    demandRefusal(
      judged,
      'NetworkCreate.refuses-taken-name',
      409,
      new RegExp(`network with name ${name} already exists`),
    )
    return states
  }
  const subnet = subnetOf(body)
  if (subnet !== undefined && [...states.networks.values()].some(each => subnetOf(each.body) === subnet)) {
    demandRefusal(judged, 'NetworkCreate.refuses-overlap', 403, /overlaps/)
    return states
  }
  // Pools of addresses can be used up, and subnets be those of somebody else.
  if (observation.status >= 400 && body.IPAM !== undefined) return states
  demandStatus(judged, 'NetworkInspect.shows-what-was-asked-for', 201)
  const { Id } = replyOf<Fields>(judged, 'NetworkInspect.shows-what-was-asked-for')
  demand(/^[0-9a-f]{64}$/.test(String(Id)), 'NetworkInspect.shows-what-was-asked-for', 'Id', '64 digits', Id)
  const network = { id: String(Id), name, body }
  return withHappened(
    { ...states, networks: withEntry(states.networks, name, network) },
    networkEvent(network, 'create'),
  )
}

export const membersOf = ({ containers }: States, { name }: Network): Container[] =>
  [...containers.values()].filter(({ networks }) => networks.includes(name))

/** The network of the name is gone: nobody knows how its members start from now on. */
const withoutNetwork = (states: States, network: Network): States =>
  membersOf(states, network).reduce(
    (left, container) => (mustBe(container, 'missing') ? left : withContainer(left, unknowable(container))),
    { ...states, networks: withoutKey(states.networks, network.name) },
  )

export const judgeNetworkDelete: Judge = judged => {
  const { states, call, observation } = judged
  const network = findNetwork(states, call.path?.id)
  if (!network) return refused(judged)
  const members = membersOf(states, network)
  const isInUse = members.some(each => !each.isUnknown && mustBe(each, 'running', 'paused'))
  const mayBeInUse = members.some(each => each.isUnknown || mayBe(each, 'running', 'paused', 'restarting'))
  if (isInUse || (observation.status === 403 && mayBeInUse)) {
    demandRefusal(judged, 'NetworkDelete.refuses-in-use', 403, /has active endpoints/)
    return states
  }
  demandStatus(judged, 'SystemEvents.network-events', 204)
  return withHappened(withoutNetwork(states, network), networkEvent(network, 'destroy'))
}

export const judgeNetworkInspect: Judge = judged => {
  const { states, call } = judged
  const network = findNetwork(states, call.path?.id)
  if (!network) return refused(judged)
  const requirement = 'NetworkInspect.shows-what-was-asked-for'
  demandStatus(judged, requirement, 200)
  const shown = replyOf<Fields>(judged, requirement)
  const { body, id, name } = network
  demandEqual(
    [shown.Name, shown.Id, shown.Driver, shown.Scope, shown.Internal],
    [name, id, body.Driver ?? 'bridge', 'local', body.Internal ?? false],
    requirement,
    'the network',
  )
  for (const [label, value] of Object.entries(fieldsOf(body.Labels)))
    demandEqual(fieldsOf(shown.Labels)[label], value, requirement, `the label ${label}`)
  demand(
    /^\d+\.\d+\.\d+\.\d+\/\d+$/.test(String(at(listOf(at(shown, 'IPAM.Config'))[0], 'Subnet'))),
    requirement,
    'the subnet',
    'an address',
    shown.IPAM,
  )
  const subnet = subnetOf(body)
  if (body.Options !== undefined) demandEqual(shown.Options, body.Options, 'NetworkInspect.keeps-options', 'Options')
  if (subnet !== undefined)
    demandEqual(
      at(listOf(at(shown, 'IPAM.Config'))[0], 'Subnet'),
      subnet,
      'NetworkConnect.static-address',
      'the subnet',
    )
  const containers = fieldsOf(shown.Containers)
  demand(
    typeof shown.Containers === 'object' && shown.Containers !== null,
    'NetworkConnect.connects',
    'Containers',
    'an object',
    shown.Containers,
  )
  for (const container of states.containers.values()) checkMember(container, network, containers)
  return states
}

/** Who runs and is on the network is shown, with its address; nobody else is. */
const checkMember = (container: Container, { name }: Network, shown: Fields): void => {
  const { id, isUnknown, networks, isAutoRemoved } = container
  if (isUnknown) return
  const isMember = networks.includes(name)
  const row = fieldsOf(shown[id])
  if (isMember && mustBe(container, 'running', 'paused'))
    demandEqual(row.Name, container.name, 'NetworkConnect.connects', 'the name in Containers')
  const address = at(container.body, `addresses.${name}`)
  if (isMember && address !== undefined && id in shown)
    demandEqual(String(row.IPv4Address).split('/')[0], address, 'NetworkConnect.static-address', 'the address')
  if (!isMember || (mustBe(container, 'created', 'exited', 'missing') && !isAutoRemoved))
    demand(
      !(id in shown),
      isMember ? container.changedBy : 'NetworkDisconnect.disconnects',
      'Containers',
      `without ${container.name}`,
      Object.keys(shown),
    )
}

export const judgeNetworkConnect: Judge = judged => {
  const { states, call, observation } = judged
  const network = findNetwork(states, call.path?.id)
  const container = findContainer(states, String(fieldsOf(call.body).Container))
  // What does not run may be set to a network that is not there; how it starts then, nobody knows.
  if (!network && container && observation.status === 200 && !mustBe(container, 'running', 'paused', 'missing'))
    return withContainer(states, unknowable(container))
  if (!network) return refused(judged)
  if (!container || mustBe(container, 'missing')) {
    if (states.isClosed) demandRefusal(judged, 'NetworkConnect.of-nothing', 404, noContainer)
    return states
  }
  const isMember = container.networks.includes(network.name)
  const address = at(call.body, 'EndpointConfig.IPAMConfig.IPv4Address')
  if (isMember && address === undefined && !container.isUnknown && mustBe(container, 'running', 'paused')) {
    demandRefusal(judged, 'NetworkConnect.refuses-twice', 403, /endpoint with name \S+ already exists in network/)
    return states
  }
  // A refusal may come when half of it is done: while it restarts, dockerd 28 keeps the network in its settings.
  if (container.isUnknown || isMember || !mustBe(container, 'created', 'running', 'paused', 'exited'))
    return withContainer(states, {
      ...unknowable(container),
      networks: observation.status === 200 ? [...container.networks, network.name] : container.networks,
    })
  // An address may be taken, or not be one of the network's.
  if (address !== undefined && observation.status !== 200) return withContainer(states, unknowable(container))
  demandStatus(judged, 'NetworkConnect.connects', 200)
  demandEqual(textOf(observation), '', 'NetworkConnect.answers-nothing', 'the body')
  const addresses = {
    ...fieldsOf(container.body.addresses),
    ...(address === undefined ? {} : { [network.name]: address }),
  }
  const after = withContainer(states, {
    ...container,
    networks: [...container.networks, network.name],
    body: { ...container.body, addresses },
  })
  // Of what does not run only the settings change.
  return mustRun(container) ? withHappened(after, networkEvent(network, 'connect', container.id)) : after
}

export const judgeNetworkDisconnect: Judge = judged => {
  const { states, call, observation } = judged
  const network = findNetwork(states, call.path?.id)
  const container = findContainer(states, String(fieldsOf(call.body).Container))
  if (!network) return refused(judged)
  if (!container || mustBe(container, 'missing')) {
    if (states.isClosed && fieldsOf(call.body).Force !== true)
      demandRefusal(judged, 'NetworkDisconnect.of-nothing', 404, noContainer)
    return states
  }
  const isMember = container.networks.includes(network.name)
  const left = container.networks.filter(each => each !== network.name)
  if (container.isUnknown || !mustBe(container, 'created', 'running', 'paused', 'exited'))
    return observation.status === 200 ? withContainer(states, { ...unknowable(container), networks: left }) : states
  if (!isMember) {
    demand(
      observation.status >= 400,
      'NetworkDisconnect.disconnects',
      'the status for what is not connected',
      'a refusal',
      observation.status,
    )
    return states
  }
  demandStatus(judged, 'NetworkDisconnect.disconnects', 200)
  demandEqual(textOf(observation), '', 'NetworkConnect.answers-nothing', 'the body')
  const after = { ...container, networks: left }
  // A container whose own network is taken away starts with none, or not at all.
  const parted = withContainer(
    states,
    left.length === 0
      ? { ...after, isUnknown: mayBe(container, 'created', 'exited') }
      : withPossible(after, after.possible),
  )
  return mustRun(container) ? withHappened(parted, networkEvent(network, 'disconnect', container.id)) : parted
}

const mustRun = (container: Container): boolean => mustBe(container, 'running', 'paused')

export const judgeNetworkPrune: Judge = judged => {
  const { states, call } = judged
  if (isBusyPruning(judged.observation) || refusesFilters(judged)) return states
  demandStatus(judged, 'NetworkPrune.removes-unused', 200)
  const removed = listOf(replyOf<Fields>(judged, 'NetworkPrune.removes-unused').NetworksDeleted)
  return [...states.networks.values()].reduce((left, network) => {
    const prunable = isPrunable(fieldsOf(network.body.Labels), call.query?.filters, states)
    const members = membersOf(left, network)
    const { until, 'label!': not } = filtersOf(call.query?.filters)
    const spares = until
      ? 'NetworkPrune.heeds-until'
      : not
        ? 'NetworkPrune.heeds-negated-label'
        : 'NetworkDelete.refuses-in-use'
    if (removed.includes(network.name)) {
      demand(
        prunable !== false && !members.some(each => !each.isUnknown && mustBe(each, 'running', 'paused')),
        spares,
        'what was pruned',
        `not ${network.name}`,
        removed,
      )
      return withoutNetwork(left, network)
    }
    const isFree = members.every(each => !each.isUnknown && mustBe(each, 'missing'))
    demand(prunable !== true || !isFree, 'NetworkPrune.removes-unused', 'what was pruned', network.name, removed)
    return left
  }, states)
}
