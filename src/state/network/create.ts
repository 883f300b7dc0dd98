import type { Input, Reply } from '../../../spec/generated/types.ts'
import { type ApiVersion, compareVersions } from '../../../spec/version.ts'
import type { Engine } from '../engine.ts'
import { conflict, forbidden, invalid, notFound } from '../error.ts'
import { acquireDriver, networkPlugin } from './driver.ts'
import type { AddressPlan, Network } from './entity.ts'
import { networkEvent } from './event.ts'
import { allocateSubnets, readPlan, verifyPlan } from './ipam.ts'
import { predefinedNetworks } from './store.ts'

type Body = Input<'NetworkCreate'>['body']

type Draft = Omit<Network, 'id' | 'createdAt' | 'subnets' | 'containerIds'>

/** `POST /networks/create`, its checks in moby's order (daemon/network.go, libnetwork/controller.go). */
export const createNetwork = (engine: Engine, body: Body, version: ApiVersion): Reply<'NetworkCreate'> => {
  const name = body.Name ?? ''
  const plan = readPlan(body.IPAM)
  if (predefinedNetworks.has(name) || name === 'default') {
    throw forbidden(`operation is not permitted on predefined ${name} network `)
  }
  if (body.Driver === 'overlay') throw forbidden(notAManager)
  const draft = draftOf(body, plan, version)
  verifyPlan(plan, draft.ipv6)
  if (name.trim() === '') throw invalid('invalid name: name is empty')
  if (engine.networks.byName(name)) throw conflict(`network with name ${name} already exists`)
  verifyConfiguration(draft, body)
  const network = draft.configOnly ? configurationOf(engine, draft) : settle(engine, draft)
  engine.networks.add(network)
  networkEvent(engine, 'create', network)
  return { Id: network.id, Warning: '' }
}

const notAManager =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.'

const draftOf = (body: Body, plan: AddressPlan, version: ApiVersion): Draft => {
  const options = { ...body.Options }
  const ipv4 = compareVersions(version, '1.48') < 0 ? undefined : body.EnableIPv4
  return {
    name: body.Name ?? '',
    driver: body.Driver || 'bridge',
    scope: body.Scope === 'swarm' || body.Scope === 'global' ? body.Scope : 'local',
    plan,
    ipv4: family(options, 'com.docker.network.enable_ipv4', ipv4, true),
    ipv6: family(options, 'com.docker.network.enable_ipv6', body.EnableIPv6, false),
    internal: body.Internal ?? false,
    attachable: body.Attachable ?? false,
    ingress: body.Ingress ?? false,
    configOnly: body.ConfigOnly ?? false,
    configFrom: body.ConfigFrom?.Network ?? '',
    options,
    labels: { ...body.Labels },
  }
}

const goBooleans: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map(text => [text, true]),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map(text => [text, false]),
])

/** The field counts before the driver option, which goes away with it. */
const family = (
  options: Record<string, string>,
  option: string,
  field: boolean | null | undefined,
  absent: boolean,
): boolean => {
  if (field !== undefined && field !== null) {
    delete options[option]
    return field
  }
  const text = options[option]
  if (text === undefined) return absent
  const value = Object.hasOwn(goBooleans, text) ? goBooleans[text] : undefined
  if (value === undefined) throw invalid(`driver-opt "${option}" is not a valid bool`)
  return value
}

/** Networks that hold configuration, and those that take it from them, may say little (moby validateConfiguration). */
const verifyConfiguration = (draft: Draft, body: Body): void => {
  const { configOnly, configFrom, plan, labels, options } = draft
  if (configOnly && (draft.ingress || draft.internal || draft.attachable || body.Scope)) {
    throw forbidden(
      'configuration network can only contain network specific fields. Network operator fields like [ ingress | internal | attachable | scope ] are not supported.',
    )
  }
  if (configFrom === '') return
  if (configOnly) throw forbidden('a configuration network cannot depend on another configuration network')
  const sizes = [labels, plan.options ?? {}, plan.subnets].map(each => Object.keys(each).length)
  if (plan.driver !== 'default' || !draft.ipv4 || draft.ipv6 || sizes.some(size => size > 0)) {
    throw forbidden('user-specified configurations are not supported if the network depends on a configuration network')
  }
  if (Object.keys(options).length > 0) {
    throw forbidden('network driver options are not supported if the network depends on a configuration network')
  }
}

const configurationOf = (engine: Engine, draft: Draft): Network => ({
  ...draft,
  id: engine.newId(),
  createdAt: engine.clock.now(),
  driver: 'null',
  scope: 'local',
  subnets: [],
  containerIds: new Set(),
})

const settle = (engine: Engine, wanted: Draft): Network => {
  const { driver } = wanted
  const plugin = networkPlugin(engine, driver)
  if (wanted.ingress) throw forbidden('Ingress network can only be global scope network')
  const draft = wanted.configFrom === '' ? wanted : configured(engine, wanted)
  if (draft.scope === 'swarm') throw forbidden('cannot create a swarm scoped network when swarm is not active')
  if (driver === 'host' || driver === 'null') throw forbidden(`only one instance of "${driver}" network is allowed`)
  const network: Network = {
    ...draft,
    subnets: allocateSubnets(engine, driver, draft.plan, draft),
    id: engine.newId(),
    createdAt: engine.clock.now(),
    containerIds: new Set(),
  }
  if (driver === 'bridge') verifyBridge(engine, network)
  acquireDriver(plugin, network)
  return network
}

const configured = (engine: Engine, draft: Draft): Draft => {
  const source = engine.networks.byName(draft.configFrom)
  if (!source?.configOnly) throw notFound(`configuration network "${draft.configFrom}" does not exist`)
  const { ipv4, ipv6, plan, labels, options } = source
  return { ...draft, ipv4, ipv6, plan, labels, options }
}

/** What the bridge driver itself refuses (moby drivers/bridge/bridge_linux.go). */
const verifyBridge = (engine: Engine, network: Network): void => {
  const count = (isIpv6: boolean) => network.subnets.filter(({ subnet }) => subnet.includes(':') === isIpv6).length
  if (count(false) > 1 || count(true) > 1) throw forbidden("bridge driver doesn't support multiple subnets")
  if (!network.ipv4 && !network.ipv6) throw invalid('IPv4 or IPv6 must be enabled')
  const name = bridgeName(network)
  for (const other of engine.networks.all()) {
    if (other.driver !== 'bridge' || bridgeName(other) !== name) continue
    throw forbidden(
      `cannot create network ${network.id} (${name}): conflicts with network ${other.id} (${name}): networks have same bridge name`,
    )
  }
}

const bridgeName = ({ id, options }: Network): string =>
  options['com.docker.network.bridge.name'] || `br-${id.slice(0, 12)}`
