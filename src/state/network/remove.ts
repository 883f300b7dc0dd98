import type { Reply } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { type DockerError, forbidden } from '../error.ts'
import { labelsMatch, parseFilters } from '../filters.ts'
import { has } from '../profile/changes.ts'
import { untilFilter } from '../until.ts'
import { releaseDriver } from './driver.ts'
import type { Network } from './entity.ts'
import { networkEvent } from './event.ts'
import { predefinedNetworks } from './store.ts'

/** `DELETE /networks/{id}` (moby daemon/network.go, deleteNetwork). */
export const deleteNetwork = (engine: Engine, reference: string): void => {
  const network = engine.networks.resolve(reference)
  if (predefinedNetworks.has(network.name)) {
    throw forbidden(`${network.name} is a pre-defined network and cannot be removed`)
  }
  const use = useOf(engine, network)
  if (use) throw use.wrap('error while removing network')
  remove(engine, network)
}

/** Why a network cannot go. */
const useOf = (engine: Engine, network: Network): DockerError | undefined => {
  if (network.configOnly) {
    const isUsed = [...engine.networks.all()].some(({ configFrom }) => configFrom === network.name)
    return isUsed ? forbidden(`configuration network "${network.name}" is in use`) : undefined
  }
  if (network.containerIds.size === 0) return undefined
  if (!has(engine.profile, 'namesActiveEndpoints'))
    return forbidden(`network ${network.name} id ${network.id} has active endpoints`)
  const endpoints = [...network.containerIds].map(id => {
    const container = engine.containers.get(id)
    const endpointId = container?.endpoints.get(network.name)?.endpointId ?? ''
    return `name:"${container?.name ?? ''}" id:"${endpointId.slice(0, 12)}"`
  })
  return forbidden(`network ${network.name} has active endpoints (${endpoints.join(', ')})`)
}

const remove = (engine: Engine, network: Network): void => {
  engine.networks.remove(network)
  releaseDriver(engine, network)
  if (!network.configOnly) networkEvent(engine, 'destroy', network)
}

const pruneFilters: ReadonlySet<string> = new Set(['label', 'label!', 'until'])

/** `POST /networks/prune`: networks of one's own that no container is on (moby daemon/prune.go). */
export const pruneNetworks = (engine: Engine, filtersText: string | undefined): Reply<'NetworkPrune'> => {
  const filters = parseFilters(filtersText, pruneFilters)
  const until = untilFilter(filters, engine.clock.now())
  const unwanted = filters.get('label!')
  const pruned = [...engine.networks.all()].filter(({ name, configOnly, createdAt, labels, containerIds }) => {
    if (configOnly || predefinedNetworks.has(name) || containerIds.size > 0) return false
    if (until !== undefined && createdAt > until) return false
    if (!labelsMatch(filters.get('label') ?? [], labels)) return false
    return unwanted === undefined || !labelsMatch(unwanted, labels)
  })
  for (const network of pruned) remove(engine, network)
  engine.events.record({ type: 'network', action: 'prune', actorId: '', attributes: { reclaimed: '0' } })
  return { NetworksDeleted: pruned.length === 0 ? null : pruned.map(({ name }) => name) }
}
