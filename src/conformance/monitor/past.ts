import type { OperationId } from '../../../spec/index.ts'
import { replyJson, requestJson } from '../exchange.ts'
import { type Fields, fieldsOf } from '../fields.ts'
import type { Asked, Known } from './monitor.ts'

/** What traffic can make and unmake under a name of its own choice. */
export type Kind = 'container' | 'network' | 'volume'

/** An object that traffic has told of. */
export interface Remembered {
  readonly id: string
  /** Undefined when nobody has said it. */
  readonly name: string | undefined
  readonly isGone: boolean
  /** It may vanish without anybody asking for it. */
  readonly mayVanish: boolean
  /** What it was created with. */
  readonly created?: Fields
  /** What inspect has said last. */
  readonly inspected?: Fields
  /** When the last of this was learnt. */
  readonly learnt: number
}

/** What is known of a daemon's objects from the traffic that went by, as far as it all went by. */
export interface Past {
  begins(asked: Asked): void
  learns(exchange: Known): void
  /** What was known of an object when an exchange began, and nothing that could change it has happened since. */
  settled(kind: Kind, ref: string, exchange: Known): Remembered | undefined
  /** All of which that holds. */
  allSettled(kind: Kind, exchange: Known): Remembered[]
}

/** What an operation does to the object that it names in its path; `all`: to every object of the kind. */
type Effect = readonly [kind: Kind, effect: 'makes' | 'removes' | 'changes' | 'shows', of: 'one' | 'all']

const effects: Readonly<Partial<Record<OperationId, Effect>>> = {
  ContainerCreate: ['container', 'makes', 'one'],
  ContainerInspect: ['container', 'shows', 'one'],
  ContainerStart: ['container', 'changes', 'one'],
  ContainerStop: ['container', 'changes', 'one'],
  ContainerRestart: ['container', 'changes', 'one'],
  ContainerKill: ['container', 'changes', 'one'],
  ContainerPause: ['container', 'changes', 'one'],
  ContainerUnpause: ['container', 'changes', 'one'],
  ContainerUpdate: ['container', 'changes', 'one'],
  ContainerRename: ['container', 'changes', 'one'],
  ContainerDelete: ['container', 'removes', 'one'],
  ContainerPrune: ['container', 'changes', 'all'],
  NetworkCreate: ['network', 'makes', 'one'],
  NetworkInspect: ['network', 'shows', 'one'],
  NetworkConnect: ['network', 'changes', 'one'],
  NetworkDisconnect: ['network', 'changes', 'one'],
  NetworkDelete: ['network', 'removes', 'one'],
  NetworkPrune: ['network', 'changes', 'all'],
  VolumeCreate: ['volume', 'makes', 'one'],
  VolumeInspect: ['volume', 'shows', 'one'],
  VolumeUpdate: ['volume', 'changes', 'one'],
  VolumeDelete: ['volume', 'removes', 'one'],
  VolumePrune: ['volume', 'changes', 'all'],
}

/** The object that a path names. */
export const refOf = ({ route: { path } }: Pick<Known, 'route'>): string =>
  (path.id ?? path.name ?? '').replace(/^\//, '')

const names = ({ id, name }: Remembered, ref: string): boolean =>
  ref !== '' && (id === ref || name === ref || (/^[0-9a-f]{4,}$/.test(ref) && id.startsWith(ref)))

/** A change that is under way. */
interface Change {
  readonly kind: Kind
  /** Undefined: of every object. */
  readonly ref: string | undefined
}

/** What one exchange tells of an object; undefined when it tells nothing. */
const toldBy = (exchange: Known, kind: Kind): Remembered | undefined => {
  const { operation, query } = exchange.route
  const { status } = exchange.reply
  const said = fieldsOf(replyJson(exchange))
  const learnt = exchange.ended
  if (operation === 'ContainerCreate' && status === 201) {
    const created = fieldsOf(requestJson(exchange))
    const mayVanish = fieldsOf(created.HostConfig).AutoRemove === true
    return {
      id: String(said.Id),
      name: query.get('name')?.replace(/^\//, ''),
      isGone: false,
      mayVanish,
      created,
      learnt,
    }
  }
  if (operation === 'NetworkCreate' && status === 201) {
    const created = fieldsOf(requestJson(exchange))
    return { id: String(said.Id), name: String(created.Name), isGone: false, mayVanish: false, created, learnt }
  }
  const created = fieldsOf(requestJson(exchange))
  // Creating a volume that is there is no change, and answers what it was created with.
  if (operation === 'VolumeCreate' && status === 201 && typeof created.Name === 'string' && created.Name !== '')
    return { id: created.Name, name: created.Name, isGone: false, mayVanish: false, learnt }
  if (effects[operation]?.[1] !== 'shows' || status !== 200) return undefined
  const name = String(said.Name ?? '').replace(/^\//, '')
  const mayVanish = fieldsOf(said.HostConfig).AutoRemove === true || said.Ingress === true
  return { id: kind === 'volume' ? name : String(said.Id), name, isGone: false, mayVanish, inspected: said, learnt }
}

/** Older ones are looked for by nobody. */
const remembered = 5000

/** What may change as this begins; nothing for what only looks. */
const changesOf = ({ route }: Asked): Change[] => {
  const [kind, effect, of] = effects[route.operation] ?? []
  if (kind === undefined || effect === 'shows') return []
  const ref = of === 'all' ? undefined : effect === 'makes' ? (route.query.get('name') ?? '') : refOf({ route })
  // Containers make the volumes that they mount, and take anonymous ones with them.
  const volumes: Change[] = kind === 'container' && effect !== 'changes' ? [{ kind: 'volume', ref: undefined }] : []
  return [{ kind, ref }, ...volumes]
}

export const createPast = (): Past => {
  const objects: Readonly<Record<Kind, Map<string, Remembered>>> = {
    container: new Map(),
    network: new Map(),
    volume: new Map(),
  }
  /** By where they began. */
  const underWay = new Map<number, readonly Change[]>()
  /** Where the last change of an object, or of all of a kind, ended. */
  const changed = new Map<string, number>()
  const find = (kind: Kind, ref: string): Remembered[] => {
    const exact = objects[kind].get(ref)
    return exact ? [exact] : [...objects[kind].values()].filter(each => names(each, ref))
  }
  const isSettled = (kind: Kind, object: Remembered, { begun }: Known): boolean =>
    object.learnt < begun &&
    Math.max(changed.get(kind) ?? 0, changed.get(`${kind} ${object.id}`) ?? 0) <= object.learnt &&
    ![...underWay.values()]
      .flat()
      .some(change => change.kind === kind && (change.ref === undefined || names(object, change.ref)))
  const remember = (kind: Kind, told: Remembered): void => {
    const known = objects[kind].get(told.id)
    objects[kind].delete(told.id)
    objects[kind].set(told.id, { ...known, ...told, name: told.name ?? known?.name })
    const [oldest] = objects[kind].keys()
    if (objects[kind].size > remembered && oldest !== undefined) objects[kind].delete(oldest)
  }
  return {
    begins(asked) {
      const changes = changesOf(asked)
      if (changes.length > 0) underWay.set(asked.begun, changes)
    },
    learns(exchange) {
      const { begun, ended, route, reply } = exchange
      for (const { kind, ref } of underWay.get(begun) ?? []) {
        if (ref === undefined) changed.set(kind, ended)
        else for (const each of find(kind, ref)) changed.set(`${kind} ${each.id}`, ended)
      }
      underWay.delete(begun)
      const [kind, effect] = effects[route.operation] ?? []
      if (kind === undefined) return
      const told = toldBy(exchange, kind)
      if (told) remember(kind, told)
      if (effect === 'removes' && reply.status === 204)
        for (const each of find(kind, refOf(exchange))) remember(kind, { ...each, isGone: true, learnt: ended })
    },
    settled(kind, ref, exchange) {
      const [found, ...others] = find(kind, ref).filter(each => !each.isGone || each.id === ref)
      return found && others.length === 0 && isSettled(kind, found, exchange) ? found : undefined
    },
    allSettled: (kind, exchange) => [...objects[kind].values()].filter(each => isSettled(kind, each, exchange)),
  }
}
