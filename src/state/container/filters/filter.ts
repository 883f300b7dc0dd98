import type { Engine } from '../../engine.ts'
import { DockerError, internal, invalid, notFound } from '../../error.ts'
import { booleanFilter, type Filters, labelsMatch, matchesPattern, parseFilters } from '../../filters.ts'
import { knownFilters } from '../../profile/podman/filters.ts'
import type { Container, ContainerState, HealthStatus } from '../entity.ts'
import { parsePortRange } from '../settings/port.ts'
import { portSummaries } from '../views/port-view.ts'
import { isRunning } from '../views/status.ts'

const acceptedFilters: ReadonlySet<string> = new Set([
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'isolation',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
])

/** A list's filters, read once. What is absent was not asked for; `matches` judges all but `before` and `since`. */
export interface ContainerFilter {
  readonly labels: readonly string[]
  readonly names: readonly string[] | undefined
  readonly ids: readonly string[] | undefined
  readonly states: readonly ContainerState[] | undefined
  readonly images: ReadonlySet<string> | undefined
  readonly volumes: readonly string[] | undefined
  readonly networks: readonly string[] | undefined
  readonly before: Container | undefined
  readonly since: Container | undefined
  /** A status was asked for: stopped containers count as well. */
  readonly wantsAll: boolean
  matches(container: Container): boolean
  /** Whether the `name` filter alone lets it pass. */
  isNamed(container: Container): boolean
}

const stateOrder = 'created, running, paused, restarting, removing, exited, dead'
const healthOrder = 'none, starting, healthy, unhealthy'
const states: ReadonlySet<string> = new Set(stateOrder.split(', '))
const healths: ReadonlySet<string> = new Set(healthOrder.split(', '))

/** The label with which swarm marks the containers of its tasks. */
const taskLabel = 'com.docker.swarm.task.id'

/** Reads and checks the filters in the daemon's order (moby daemon/list.go, foldFilter). */
export const readContainerFilter = (engine: Engine, text: string | undefined): ContainerFilter => {
  const filters = parseFilters(text, knownFilters(engine.profile, 'ContainerList', acceptedFilters))
  const exitCodes = exitCodesOf(filters)
  const wantedStates = oneOf<ContainerState>(filters, 'status', states, 'state', stateOrder)
  const isTask = filters.has('is-task') ? booleanFilter(filters, 'is-task', false) : undefined
  const wantedHealths = oneOf<HealthStatus | 'none'>(filters, 'health', healths, 'health', healthOrder)
  const before = mark(engine, filters, 'before')
  const since = mark(engine, filters, 'since')
  const images = imagesOf(engine, filters)
  const published = portsOf(filters, 'publish')
  const exposed = portsOf(filters, 'expose')
  const labels = filters.get('label') ?? []
  const names = given(filters, 'name')
  const volumes = given(filters, 'volume')
  const networks = given(filters, 'network')

  const isNamed = ({ name }: Container): boolean => matchesPattern(names, `/${name}`) || matchesPattern(names, name)
  const tests: ((container: Container) => boolean)[] = []
  if (names) tests.push(isNamed)
  if (given(filters, 'id')) tests.push(({ id }) => matchesPattern(filters.get('id'), id))
  if (isTask !== undefined) tests.push(({ config }) => Object.hasOwn(config.Labels ?? {}, taskLabel) === isTask)
  if (labels.length > 0) tests.push(({ config }) => labelsMatch(labels, textsOf(config.Labels)))
  if (exitCodes) tests.push(container => exitCodes.has(container.exitCode) && hasExited(container))
  if (wantedStates) tests.push(({ state }) => wantedStates.includes(state))
  if (wantedHealths) tests.push(({ health }) => wantedHealths.includes(health?.status ?? 'none'))
  if (volumes) tests.push(container => volumes.some(value => mounts(container, value)))
  if (images) tests.push(({ imageId }) => images.has(imageId))
  if (networks) tests.push(container => networks.some(value => isOnNetwork(container, value)))
  if (published || exposed) tests.push(container => hasPort(engine, container, published, exposed))
  return {
    labels,
    names,
    ids: given(filters, 'id'),
    states: wantedStates,
    images,
    volumes,
    networks,
    before,
    since,
    wantsAll: wantedStates !== undefined,
    isNamed,
    matches: container => tests.every(test => test(container)),
  }
}

const given = (filters: Filters, key: string): readonly string[] | undefined => {
  const values = filters.get(key)
  return values && values.length > 0 ? values : undefined
}

/** Labels are texts once they are stored. */
const textsOf = (labels: { [key: string]: string | null } | null | undefined): Readonly<Record<string, string>> =>
  (labels ?? {}) as Readonly<Record<string, string>>

const exitCodesOf = (filters: Filters): ReadonlySet<number> | undefined => {
  const values = given(filters, 'exited')
  if (!values) return undefined
  return new Set(
    values.map(value => {
      if (/^[+-]?\d+$/.test(value)) return Number(value)
      throw invalid(`invalid filter 'exited=${value}': strconv.Atoi: parsing "${value}": invalid syntax`)
    }),
  )
}

const hasExited = (container: Container): boolean => !isRunning(container) && container.startedAt !== undefined

const oneOf = <Value extends string>(
  filters: Filters,
  key: string,
  known: ReadonlySet<string>,
  word: string,
  order: string,
): readonly Value[] | undefined => {
  const values = given(filters, key)
  const odd = values?.find(value => !known.has(value))
  if (odd === undefined) return values as readonly Value[] | undefined
  throw invalid(`invalid filter '${key}=${odd}': invalid value for ${word} (${odd}): must be one of ${order}`)
}

/** By full id or full name; of several the last counts. */
const mark = (engine: Engine, filters: Filters, key: string): Container | undefined => {
  let found: Container | undefined
  for (const value of filters.get(key) ?? []) {
    found = engine.containers.get(value) ?? engine.containers.byName(value.startsWith('/') ? value.slice(1) : value)
    if (!found) throw notFound(`No such container: ${value}`)
  }
  return found
}

/** The images named and all that were made from them; what names no image stands for none. */
const imagesOf = (engine: Engine, filters: Filters): ReadonlySet<string> | undefined => {
  const values = given(filters, 'ancestor')
  if (!values) return undefined
  const ids = new Set<string>()
  for (const value of values) {
    try {
      ids.add(engine.images.resolve(value).id)
    } catch (error) {
      if (!(error instanceof DockerError)) throw error
    }
  }
  for (let isGrowing = ids.size > 0; isGrowing; ) {
    isGrowing = false
    for (const { id, parentId } of engine.images.all()) {
      if (!ids.has(parentId) || ids.has(id)) continue
      ids.add(id)
      isGrowing = true
    }
  }
  return ids
}

const portsOf = (filters: Filters, key: string): ReadonlySet<string> | undefined => {
  const values = given(filters, key)
  if (!values) return undefined
  const ports = new Set<string>()
  for (const value of values) {
    if (value.includes(':')) throw internal(`filter for '${key}' should not contain ':': ${value}`)
    const range = parsePortRange(value)
    if ('fault' in range) throw internal(`error while looking up for ${key} ${value}: ${range.fault}`)
    for (let port = range.first; port <= range.last; port++) ports.add(`${port}/${range.protocol}`)
  }
  return ports
}

const hasPort = (
  engine: Engine,
  container: Container,
  published: ReadonlySet<string> | undefined,
  exposed: ReadonlySet<string> | undefined,
): boolean =>
  portSummaries(engine, container).some(
    ({ PrivatePort, PublicPort, Type }) =>
      published?.has(`${PublicPort ?? 0}/${Type}`) || exposed?.has(`${PrivatePort}/${Type}`),
  )

const mounts = (container: Container, value: string): boolean =>
  container.mounts.some(({ name, source, destination }) => (name ?? source) === value || destination === value)

const isOnNetwork = ({ endpoints }: Container, value: string): boolean => {
  if (endpoints.has(value)) return true
  for (const { networkId } of endpoints.values()) if (networkId.startsWith(value)) return true
  return false
}
