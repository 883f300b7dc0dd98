import { invalid, notFound } from '../error.ts'
import type { Container, ContainerState } from './entity.ts'
import { createContainerIndexes } from './store/indexes.ts'
import { createLinkIndex, type LinkIndex } from './store/links.ts'

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
  /** The same, without taking it; set when a former life had got so far. */
  sequence: number
  /** How often something was written to a log. */
  logged: number
}

export const createContainerStore = (): ContainerStore => {
  const byId = new Map<string, Container>()
  const byName = new Map<string, Container>()
  const indexes = createContainerIndexes()
  const links = createLinkIndex()
  let sequence = 0
  return {
    get size() {
      return byId.size
    },
    add(container) {
      byId.set(container.id, container)
      byName.set(container.name, container)
      indexes.add(container)
    },
    remove(container) {
      if (!byId.delete(container.id)) return
      if (byName.get(container.name) === container) byName.delete(container.name)
      indexes.remove(container)
      links.drop(container)
    },
    move(container, state) {
      if (container.state === state) return
      if (byId.has(container.id)) {
        indexes.states.remove(container.state, container)
        indexes.states.add(state, container)
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
      const found = /^[0-9a-f]{1,64}$/.test(reference) ? indexes.withIdPrefix(reference) : []
      if (found.length > 1) throw invalid(`multiple IDs found with provided prefix: ${reference}`)
      const [only] = found
      if (!only) throw notFound(`No such container: ${reference}`)
      return only
    },
    get: id => byId.get(id),
    byName: name => byName.get(name),
    inState: state => indexes.states.get(state),
    withLabel: label => indexes.labels.get(label),
    ofImage: imageId => indexes.images.get(imageId),
    withIdPrefix: prefix => indexes.withIdPrefix(prefix),
    onNetwork: name => indexes.networks.get(name),
    networkNames: () => indexes.networks.keys(),
    mounting: key => indexes.mounts.get(key),
    links,
    all: () => byId.values(),
    newestFirst: () => indexes.order.newestFirst(),
    logged: 0,
    nextSequence: () => sequence++,
    get sequence() {
      return sequence
    },
    set sequence(next) {
      sequence = next
    },
  }
}
