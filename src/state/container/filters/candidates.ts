import type { Engine } from '../../engine.ts'
import type { Container, ContainerState } from '../entity.ts'
import type { ContainerFilter } from './filter.ts'

/**
 * The containers that a list has to look at, newest first: all that match the filter are among them. The smallest of
 * the sets that indexes give is taken; without any, the whole world is walked from its new end, and not to the other
 * when there is a limit.
 */
export const candidatesOf = (engine: Engine, filter: ContainerFilter, withStopped: boolean): Iterable<Container> => {
  // By name or id the daemon looks at nothing else, not even at the containers of `before` and `since`.
  if (filter.ids || filter.names) return namedCandidates(engine, filter)
  const sets = [...indexedSets(engine, filter, withStopped)]
  const smallest = sets.reduce<CandidateSet | undefined>(
    (least, set) => (least === undefined || sizeOf(set) < sizeOf(least) ? set : least),
    undefined,
  )
  if (smallest === undefined) return engine.containers.newestFirst()
  const chosen = smallest.flatMap(set => [...set])
  for (const mark of [filter.before, filter.since]) if (mark) chosen.push(mark)
  return newestFirst(new Set(chosen))
}

/** A union of index entries. */
type CandidateSet = readonly ReadonlySet<Container>[]

const sizeOf = (sets: CandidateSet): number => sets.reduce((sum, { size }) => sum + size, 0)

const newestFirst = (containers: Iterable<Container>): Container[] =>
  [...containers].sort((a, b) => b.sequence - a.sequence)

const runningStates: readonly ContainerState[] = ['running', 'paused', 'restarting']

function* indexedSets(engine: Engine, filter: ContainerFilter, withStopped: boolean): IterableIterator<CandidateSet> {
  const { containers } = engine
  for (const label of filter.labels) yield [containers.withLabel(label)]
  if (filter.states) yield filter.states.map(state => containers.inState(state))
  else if (!withStopped) yield runningStates.map(state => containers.inState(state))
  if (filter.images) yield [...filter.images].map(id => containers.ofImage(id))
  if (filter.volumes) yield filter.volumes.map(key => containers.mounting(key))
  if (filter.networks) yield networkSets(engine, filter.networks)
}

/** Endpoints stand under names; an id prefix may mean any network, also one that is no longer there to ask. */
const networkSets = (engine: Engine, wanted: readonly string[]): CandidateSet => {
  const names = [...engine.containers.networkNames()].filter(name => {
    const network = engine.networks.byName(name) ?? engine.networks.get(name)
    return wanted.some(value => value === name || network === undefined || network.id.startsWith(value))
  })
  return names.map(name => engine.containers.onNetwork(name))
}

/** What `id` and `name` leave (moby filterByNameIDMatches): of ids the unambiguous starts, of names the matching ones. */
const namedCandidates = (engine: Engine, { ids, names, isNamed }: ContainerFilter): Iterable<Container> => {
  if (ids) {
    const found = ids.map(id => engine.containers.get(id) ?? onlyOne(engine.containers.withIdPrefix(id)))
    return newestFirst(new Set(found.filter(container => container !== undefined)))
  }
  const exact = (names ?? []).map(exactName)
  if (exact.every(name => name !== undefined)) {
    return newestFirst(new Set(exact.flatMap(name => engine.containers.byName(name) ?? [])))
  }
  return matching(engine.containers.newestFirst(), isNamed)
}

function* matching(
  containers: Iterable<Container>,
  isMatch: (container: Container) => boolean,
): IterableIterator<Container> {
  for (const container of containers) if (isMatch(container)) yield container
}

const onlyOne = (found: readonly Container[]): Container | undefined => (found.length === 1 ? found[0] : undefined)

/** `^/?web$` can only be `web`: no need to try it on every name. */
const exactName = (pattern: string): string | undefined => /^\^(?:\/\??)?([a-zA-Z0-9_-]+)\$$/.exec(pattern)?.[1]
