import { invalid, notFound } from '../error.ts'
import { IndexedEndpoints } from './endpoints.ts'
import type { Container, ContainerState } from './entity.ts'
import { createLinkIndex, type LinkIndex } from './links.ts'
import { createCreationOrder } from './order.ts'
import { createSetIndex } from './set-index.ts'

/** Length of the id prefix that groups containers, so that a prefix looks only at its own few. */
const bucketDigits = 3

/**
 * All containers of an engine, indexed by everything that requests look them up by: no command scans the world.
 * `add`, `remove`, `move` and `rename` keep the indexes; nobody else changes `state` or `name`.
 */
export interface ContainerStore {
  readonly size: number
  add(container: Container): void
  remove(container: Container): void
  move(container: Container, state: ContainerState): void
  rename(container: Container, name: string): void
  /** Full id, then exact name (a leading slash is allowed), then id prefix; throws 404 or 400 in moby's words. */
  resolve(reference: string): Container
  get(id: string): Container | undefined
  byName(name: string): Container | undefined
  inState(state: ContainerState): ReadonlySet<Container>
  /** `key` or `key=value`. */
  withLabel(label: string): ReadonlySet<Container>
  ofImage(imageId: string): ReadonlySet<Container>
  withIdPrefix(prefix: string): Container[]
  /** Whose endpoints stand under this name, running or not. */
  onNetwork(name: string): ReadonlySet<Container>
  /** The names under which containers have endpoints. */
  networkNames(): IterableIterator<string>
  /** Whose mounts have this volume name, host path or destination. */
  mounting(key: string): ReadonlySet<Container>
  readonly links: LinkIndex
  /** In order of creation. */
  all(): IterableIterator<Container>
  newestFirst(): IterableIterator<Container>
  nextSequence(): number
}

export const createContainerStore = (): ContainerStore => {
  const byId = new Map<string, Container>()
  const byName = new Map<string, Container>()
  const buckets = new Map<string, Container[]>()
  const states = createSetIndex<ContainerState, Container>()
  const labels = createSetIndex<string, Container>()
  const images = createSetIndex<string, Container>()
  const networks = createSetIndex<string, Container>()
  const mounts = createSetIndex<string, Container>()
  const order = createCreationOrder()
  const links = createLinkIndex()
  let sequence = 0

  const withIdPrefix = (prefix: string): Container[] => {
    if (prefix.length >= bucketDigits) {
      return (buckets.get(prefix.slice(0, bucketDigits)) ?? []).filter(({ id }) => id.startsWith(prefix))
    }
    const found: Container[] = []
    for (const [key, bucket] of buckets) if (key.startsWith(prefix)) found.push(...bucket)
    return found
  }
  return {
    get size() {
      return byId.size
    },
    add(container) {
      byId.set(container.id, container)
      byName.set(container.name, container)
      const key = container.id.slice(0, bucketDigits)
      const bucket = buckets.get(key)
      if (bucket) bucket.push(container)
      else buckets.set(key, [container])
      states.add(container.state, container)
      images.add(container.imageId, container)
      for (const label of labelKeys(container)) labels.add(label, container)
      for (const key of mountKeys(container)) mounts.add(key, container)
      if (container.endpoints instanceof IndexedEndpoints) container.endpoints.follow(networks, container)
      order.add(container)
    },
    remove(container) {
      byId.delete(container.id)
      if (byName.get(container.name) === container) byName.delete(container.name)
      const key = container.id.slice(0, bucketDigits)
      const rest = (buckets.get(key) ?? []).filter(other => other !== container)
      if (rest.length > 0) buckets.set(key, rest)
      else buckets.delete(key)
      states.remove(container.state, container)
      images.remove(container.imageId, container)
      for (const label of labelKeys(container)) labels.remove(label, container)
      for (const key of mountKeys(container)) mounts.remove(key, container)
      if (container.endpoints instanceof IndexedEndpoints) container.endpoints.follow(undefined, container)
      order.remove(container)
      links.drop(container)
    },
    move(container, state) {
      if (container.state === state) return
      if (byId.has(container.id)) {
        states.remove(container.state, container)
        states.add(state, container)
      }
      container.state = state
    },
    rename(container, name) {
      byName.delete(container.name)
      container.name = name
      byName.set(name, container)
    },
    resolve(reference) {
      if (reference === '') throw invalid('invalid name or ID supplied: ""')
      const exact =
        byId.get(reference) ??
        byName.get(reference.startsWith('/') ? reference.slice(1) : reference) ??
        links.byName(reference, name => byName.get(name))
      if (exact) return exact
      const found = /^[0-9a-f]{1,64}$/.test(reference) ? withIdPrefix(reference) : []
      if (found.length > 1) throw invalid(`multiple IDs found with provided prefix: ${reference}`)
      const only = found[0]
      if (!only) throw notFound(`No such container: ${reference}`)
      return only
    },
    get: id => byId.get(id),
    byName: name => byName.get(name),
    inState: state => states.get(state),
    withLabel: label => labels.get(label),
    ofImage: imageId => images.get(imageId),
    withIdPrefix,
    onNetwork: name => networks.get(name),
    networkNames: () => networks.keys(),
    mounting: key => mounts.get(key),
    links,
    all: () => byId.values(),
    newestFirst: () => order.newestFirst(),
    nextSequence: () => sequence++,
  }
}

function* labelKeys({ config }: Container): IterableIterator<string> {
  for (const [key, value] of Object.entries(config.Labels ?? {})) {
    yield key
    yield `${key}=${value}`
  }
}

/** What the `volume` filter may say of a mount: its volume's name or else its source, and where it is mounted. */
function* mountKeys({ mounts }: Container): IterableIterator<string> {
  for (const { name, source, destination } of mounts) {
    yield name ?? source
    yield destination
  }
}
