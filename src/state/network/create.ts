import type { Input, Reply } from '../../../spec/generated/types.ts'
import { type ApiVersion, compareVersions } from '../../../spec/version.ts'
import type { Engine } from '../engine.ts'
import { conflict, forbidden, invalid, notFound } from '../error.ts'
import { acquireDriver, networkPlugin } from './driver.ts'
import { driverNamed } from './drivers/drivers.ts'
import { parseGoBool } from './drivers/option-faults.ts'
import type { AddressPlan, Network, NetworkDraft } from './entity.ts'
import { networkEvent } from './event.ts'
import { allocateSubnets, readPlan, verifyPlan } from './ipam.ts'
import { predefinedNetworks } from './store.ts'

type Body = Input<'NetworkCreate'>['body']

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

const draftOf = (body: Body, plan: AddressPlan, version: ApiVersion): NetworkDraft => {
  const options = { ...body.Options }
  const ipv4 = compareVersions(version, '1.48') < 0 ? undefined : body.EnableIPv4
  return {
    name: body.Name ?? '',
    driver: body.Driver || 'bridge',
    scope: body.Scope || 'local',
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
  const value = parseGoBool(text)
  if (value === undefined) throw invalid(`driver-opt "${option}" is not a valid bool`)
  return value
}

/** Networks that hold configuration, and those that take it from them, may say little (moby validateConfiguration). */
const verifyConfiguration = (draft: NetworkDraft, body: Body): void => {
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

const configurationOf = (engine: Engine, draft: NetworkDraft): Network => ({
  ...draft,
  id: engine.newId(),
  createdAt: engine.clock.now(),
  driver: 'null',
  scope: 'local',
  subnets: [],
  containerIds: new Set(),
})

const settle = (engine: Engine, wanted: NetworkDraft): Network => {
  const plugin = networkPlugin(engine, wanted.driver)
  const driver = driverNamed(wanted.driver)
  if (wanted.ingress) throw forbidden('Ingress network can only be global scope network')
  const draft = wanted.configFrom === '' ? wanted : configured(engine, wanted)
  if (draft.scope === 'swarm') throw forbidden('cannot create a swarm scoped network when swarm is not active')
  const withoutGateway = driver.withoutGateway(draft)
  const network: Network = {
    ...draft,
    subnets: driver.hasAddresses ? allocateSubnets(engine, draft, withoutGateway) : [],
    id: engine.newId(),
    createdAt: engine.clock.now(),
    containerIds: new Set(),
  }
  driver.verify(engine, network)
  acquireDriver(plugin, network)
  return network
}

const configured = (engine: Engine, draft: NetworkDraft): NetworkDraft => {
  const source = engine.networks.byName(draft.configFrom)
  if (!source?.configOnly) throw notFound(`configuration network "${draft.configFrom}" does not exist`)
  const { ipv4, ipv6, plan, labels, options } = source
  return { ...draft, ipv4, ipv6, plan, labels, options }
}
