import type { OperationId } from '../../../spec/index.ts'
import type { Entry, ObjectKind } from '../ledger.ts'
import { UnsafeRequest } from '../violation.ts'
import { decodeText, type Target, type WireReply, type WireRequest } from '../wire.ts'
import { permit } from './gate.ts'
import { createHouse, type Reference, runLabel } from './house.ts'
import { type Intent, intentOf } from './intent.ts'
import type { Mode } from './mode.ts'
import { fieldsOf, textOr } from './settings.ts'

export interface GuardOptions {
  readonly mode: Mode
  readonly run: string
  /** What every name of this run begins with. */
  readonly prefix: string
  /** The image of workloads. */
  readonly image: string
  /** Names and ids that the daemon has confirmed as ours; grows. */
  readonly known: Set<string>
  /** Hears of everything that is about to be made. */
  readonly record: (entry: Entry) => void
  /** Hears when the daemon has answered to that. */
  readonly settle?: (entry: Entry) => void
}

/** Where the labels of an object are seen. Executions, images and plugins have none, or share them. */
const places: Readonly<Partial<Record<Reference['kind'], (name: string) => string>>> = {
  container: name => `/containers/${encodeURIComponent(name)}/json`,
  network: name => `/networks/${encodeURIComponent(name)}`,
  volume: name => `/volumes/${encodeURIComponent(name)}`,
}

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(decodeText(bytes))
  } catch {
    return undefined
  }
}

/** Whose label an object carries, as inspect shows it. */
export const ownerOf = (inspected: unknown): unknown => {
  const { labels, config } = fieldsOf(inspected)
  return fieldsOf(fieldsOf(config).labels ?? labels)[runLabel]
}

const creations: Readonly<Partial<Record<OperationId, ObjectKind | 'execution'>>> = {
  ContainerCreate: 'container',
  ContainerExec: 'execution',
  NetworkCreate: 'network',
  VolumeCreate: 'volume',
  ImageCommit: 'image',
}

/**
 * The only way to a daemon: the same target, behind two locks. What a request names must be called as this run calls
 * its own, and carry its label where it is there at all; what it makes is written down first.
 */
export const guardedTarget = (target: Target, options: GuardOptions): Target => {
  const { known, record, settle, mode } = options
  const house = createHouse(options)

  /** The second lock. */
  const look = async ({ kind, name, isMissing }: Reference): Promise<void> => {
    const bare = name.replace(/^\//, '')
    const place = isMissing ? `/images/${name}/json` : places[kind]?.(bare)
    if (place === undefined || known.has(bare)) return
    const { status, body } = await target.send({ method: 'GET', target: place, headers: {} })
    if (status !== 200) return
    if (isMissing) throw new UnsafeRequest(`the image ${name} is there already: what has its name now would lose it`)
    const owner = ownerOf(parsed(body))
    if (owner !== options.run) throw new UnsafeRequest(`${kind} ${name} carries no label of this run`)
    known.add(bare)
  }

  /** What the daemon says it has made for us. */
  const learn = ({ operation, query }: Intent, { status, body }: WireReply): void => {
    if (status !== 201 || creations[operation] === undefined) return
    const made = parsed(body)
    const { id } = fieldsOf(made)
    // A volume that was there is answered like a new one.
    if (operation === 'VolumeCreate' ? ownerOf(made) === options.run : textOr(id) !== '')
      known.add(operation === 'VolumeCreate' ? textOr(fieldsOf(made).name) : textOr(id))
    if (operation === 'ContainerCreate') known.add((query.get('name') ?? '').replace(/^\//, ''))
  }

  const pass = async (request: WireRequest): Promise<{ intent: Intent; makes: readonly Entry[] }> => {
    const intent = intentOf(request)
    if ('unreadable' in intent) throw new UnsafeRequest(`${request.method} ${request.target}: ${intent.unreadable}`)
    const { refers, makes } = permit(intent, { mode, house })
    for (const reference of refers) await look(reference)
    for (const entry of makes) record(entry)
    return { intent, makes }
  }

  const settleAll = (entries: readonly Entry[]): void => {
    for (const entry of entries) settle?.(entry)
  }

  return {
    ...target,
    async send(request) {
      const { intent, makes } = await pass(request)
      const reply = await target.send(request)
      learn(intent, reply)
      settleAll(makes)
      return reply
    },
    async open(request) {
      const { makes } = await pass(request)
      const stream = await target.open(request)
      if (makes.length > 0) stream.ended.then(() => settleAll(makes))
      return stream
    },
    async upgrade(request) {
      await pass(request)
      return target.upgrade(request)
    },
  }
}
