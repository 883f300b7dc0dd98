import { compareVersions } from '../../../spec/index.ts'
import type { Engine } from '../engine.ts'
import { internal, invalid, notFound } from '../error.ts'
import { type Filters, labelsMatch, matchesPattern, parseFilters } from '../filters.ts'
import { has } from '../profile/changes.ts'
import { knownFilters } from '../profile/podman/filters.ts'
import { does } from '../profile/podman/quirks.ts'
import type { Network } from './entity.ts'
import { predefinedNetworks } from './store.ts'

const acceptedFilters: ReadonlySet<string> = new Set(['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'])

/** The networks that pass the filters (moby daemon/network/filter.go). */
export const listNetworks = (engine: Engine, filtersText: string | undefined, apiVersion: string): Network[] => {
  const filters = parseFilters(filtersText, knownFilters(engine.profile, 'NetworkList', acceptedFilters))
  const dangling = danglingFilter(filters)
  const types = filters.get('type') ?? []
  const odd = types.find(type => type !== 'builtin' && type !== 'custom')
  if (odd !== undefined) throw internal(`invalid filter: 'type'='${odd}'`)
  const { profile } = engine
  const knowsUse = has(profile, 'unusedNetworksAreFound') || compareVersions(apiVersion, '1.28') < 0
  const oneOf = (key: string, value: string): boolean => filters.get(key)?.includes(value) ?? true
  return [...engine.networks.all()].filter(isShown(engine)).filter(network => {
    const isPredefined = predefinedNetworks.has(network.name)
    return (
      oneOf('driver', network.driver) &&
      oneOf('scope', network.scope) &&
      oneOf('type', isPredefined ? 'builtin' : 'custom') &&
      matchesPattern(filters.get('name'), network.name) &&
      matchesPattern(filters.get('id'), network.id) &&
      labelsMatch(filters.get('label') ?? [], network.labels) &&
      (dangling === undefined || dangling === (!isPredefined && !(knowsUse && network.containerIds.size > 0)))
    )
  })
}

/** Whether clients may know of it. */
const isShown =
  ({ profile }: Engine) =>
  ({ driver }: Network): boolean =>
    !does(profile, 'modesAreNoNetworks') || (driver !== 'host' && driver !== 'null')

/** The network that inspect shows; its `scope` narrows what the reference may mean (moby network_routes.go, getNetwork). */
export const findNetwork = (engine: Engine, reference: string, scope: string | undefined): Network => {
  const found = engine.networks
    .candidates(reference)
    .filter(isShown(engine))
    .filter(network => !scope || network.scope === scope)
  const [only] = found
  if (!only) throw notFound(`network ${reference} not found`)
  if (found.length === 1) return only
  throw invalid(`${found.length} matches found based on ID prefix: network ${reference} is ambiguous`)
}

const danglingFilter = (filters: Filters): boolean | undefined => {
  const values = filters.get('dangling')
  if (!values) return undefined
  if (values.length > 1) throw invalid('got more than one value for filter key "dangling"')
  const [value] = values
  if (value === 'true' || value === '1') return true
  if (value === 'false' || value === '0') return false
  throw invalid(`invalid value for filter 'dangling', must be "true" (or "1"), or "false" (or "0")`)
}
