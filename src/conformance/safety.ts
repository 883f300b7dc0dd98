import { type OperationId, operations } from '../../spec/index.ts'
import type { Entry, ObjectKind } from './ledger.ts'
import { UnsafeRequest } from './violation.ts'

/**
 * What an operation may be used for on a daemon that is not ours. `own`: on objects that this run made. `create`: under
 * a name of this run. `filtered`: with a filter for this run's label. What changes something and is not listed is never
 * sent.
 */
const rules: Readonly<Partial<Record<OperationId, 'harmless' | 'own' | 'create' | 'filtered'>>> = {
  ContainerCreate: 'create',
  ContainerStart: 'own',
  ContainerStop: 'own',
  ContainerRestart: 'own',
  ContainerKill: 'own',
  ContainerUpdate: 'own',
  ContainerRename: 'own',
  ContainerPause: 'own',
  ContainerUnpause: 'own',
  ContainerAttach: 'own',
  ContainerWait: 'own',
  ContainerResize: 'own',
  ContainerDelete: 'own',
  PutContainerArchive: 'own',
  ContainerExec: 'own',
  ContainerPrune: 'filtered',
  ExecStart: 'own',
  ExecResize: 'own',
  NetworkCreate: 'create',
  NetworkDelete: 'own',
  NetworkConnect: 'own',
  NetworkDisconnect: 'own',
  NetworkPrune: 'filtered',
  VolumeCreate: 'create',
  VolumeDelete: 'own',
  VolumePrune: 'filtered',
  ImageCreate: 'harmless',
  SystemAuth: 'harmless',
  ImageTag: 'create',
  ImageDelete: 'own',
}

/** Where a creating operation has the name of what it makes. */
const namePlaces: Readonly<Partial<Record<OperationId, { kind: ObjectKind; query?: string; body?: string }>>> = {
  ContainerCreate: { kind: 'container', query: 'name' },
  NetworkCreate: { kind: 'network', body: 'Name' },
  VolumeCreate: { kind: 'volume', body: 'Name' },
  ImageTag: { kind: 'image', query: 'repo' },
}

export const runLabel = 'dev.mockerd.conformance.run'

/** What a request is about to do, as far as safety goes. */
export interface Intent {
  readonly operation: OperationId
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined

/** The one gate between the suite and a daemon with other people's objects on it. */
export interface Gate {
  /** Throws `UnsafeRequest`; writes what is about to be made into the ledger. */
  check(intent: Intent): void
  /** The daemon gave one of our objects this id. */
  know(id: string): void
}

export interface GateOptions {
  readonly run: string
  /** What every name of this run begins with. */
  readonly prefix: string
  /** Ids that daemons gave to objects of this run. */
  readonly known: Set<string>
  /** Hears of everything that is about to be made. */
  readonly record: (entry: Entry) => void
}

export const createGate = ({ run, prefix, known, record }: GateOptions): Gate => {
  const isOurs = (value: unknown): boolean =>
    typeof value === 'string' &&
    (value.replace(/^\//, '').startsWith(prefix) || known.has(value) || [...known].some(id => id.startsWith(value)))
  return {
    know: id => known.add(id),
    check({ operation, path, query, body }) {
      const { method } = operations[operation]
      if (method === 'GET' || method === 'HEAD') return
      const refuse = (why: string): never => {
        throw new UnsafeRequest(`${operation} ${JSON.stringify({ path, query })}: ${why}`)
      }
      const rule = rules[operation] ?? refuse('this operation is never sent')
      if (rule === 'own') {
        const named = [...Object.values(path), fieldOf(body, 'Container') ?? prefix]
        if (!named.every(isOurs)) refuse('not an object of this run')
      }
      if (rule === 'filtered' && !JSON.stringify(query.filters ?? '').includes(`${runLabel}=${run}`))
        refuse('a prune without the filter for this run')
      const place = rule === 'create' ? namePlaces[operation] : undefined
      if (!place) return
      const name = place.query === undefined ? fieldOf(body, place.body ?? '') : query[place.query]
      if (!isOurs(name)) refuse('a name that does not show whose it is')
      // A tag is part of an image's name, and stands apart.
      const tag = operation === 'ImageTag' && query.tag !== undefined ? `:${query.tag}` : ''
      record({ kind: place.kind, name: `${name}${tag}` })
    },
  }
}
