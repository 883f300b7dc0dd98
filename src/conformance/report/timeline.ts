import type { OperationId } from '../../../spec/index.ts'
import type { TraceEntry } from '../client.ts'
import { type Route, routeOf } from '../route.ts'
import { createdId } from './curl.ts'

/** What one object was after each request of a trace. */
export interface Life {
  readonly kind: 'container' | 'execution' | 'network' | 'volume'
  /** Its name; of an execution the beginning of its id. */
  readonly name: string
  /** One for each request; undefined: nothing was known of it yet. */
  readonly states: readonly (string | undefined)[]
}

type Kind = Life['kind']

const creations: Readonly<Partial<Record<OperationId, Kind>>> = {
  ContainerCreate: 'container',
  ContainerExec: 'execution',
  NetworkCreate: 'network',
  VolumeCreate: 'volume',
}

/** What somebody may expect who was answered well. */
const outcomes: Readonly<Partial<Record<OperationId, readonly [kind: Kind, state: string]>>> = {
  ContainerStart: ['container', 'running'],
  ContainerRestart: ['container', 'running'],
  ContainerUnpause: ['container', 'running'],
  ContainerPause: ['container', 'paused'],
  ContainerStop: ['container', 'exited'],
  ContainerWait: ['container', 'exited'],
  // It may have lived on.
  ContainerKill: ['container', 'signalled'],
  ContainerDelete: ['container', 'removed'],
  ExecStart: ['execution', 'running'],
  NetworkDelete: ['network', 'removed'],
  VolumeDelete: ['volume', 'removed'],
}

/** What the daemon itself says; a reply that is kept has its beginning, and there it stands. */
const sayings: Readonly<
  Partial<Record<OperationId, readonly [kind: Kind, read: (reply: string) => string | undefined]>>
> = {
  ContainerInspect: ['container', reply => /"State":\s*\{\s*"Status":\s*"(\w+)"/.exec(reply)?.[1]],
  ExecInspect: [
    'execution',
    reply => {
      const running = /"Running":\s*(true|false)/.exec(reply)?.[1]
      return running && (running === 'true' ? 'running' : 'not running')
    },
  ],
  NetworkInspect: ['network', () => 'there'],
  VolumeInspect: ['volume', () => 'there'],
}

const isGood = ({ status }: TraceEntry): boolean => status < 300

/** By what an object that was just made is called from now on: its id, where it has one, and its name. */
const namesOf = ({ operation, query }: Route, entry: TraceEntry): string[] => {
  const { reply = '', body = '' } = entry
  const given = operation === 'ContainerCreate' ? query.get('name') : /"Name":\s*"([^"]+)"/.exec(reply + body)?.[1]
  return [given, createdId(entry)].filter(each => typeof each === 'string')
}

const shortLength = 12

interface Known {
  readonly kind: Kind
  readonly names: readonly string[]
  readonly states: (string | undefined)[]
}

const isCalled =
  (kind: Kind, name: string) =>
  ({ kind: own, names }: Known): boolean =>
    own === kind && names.some(each => each === name || (name.length >= shortLength && each.startsWith(name)))

/** What a request tells of an object: the names of one that it has made, or the name of one that was there, and its state. */
const toldBy = (
  route: Route,
  entry: TraceEntry,
): { kind: Kind; names: readonly string[]; state: string } | undefined => {
  const { operation, path } = route
  const made = creations[operation]
  if (made !== undefined)
    return isGood(entry) ? { kind: made, names: namesOf(route, entry), state: 'created' } : undefined
  const [kind, read] = sayings[operation] ?? []
  const [meant = kind, outcome] = outcomes[operation] ?? []
  const [name] = Object.values(path)
  if (meant === undefined || name === undefined) return undefined
  const found = isGood(entry) || entry.status === 101 ? (outcome ?? read?.(entry.reply ?? '')) : undefined
  const state = entry.status === 404 ? 'missing' : found
  return state === undefined ? undefined : { kind: meant, names: [name], state }
}

const nameOf = ({ kind, names: [name = ''] }: Known): string =>
  kind === 'execution' ? name.slice(0, shortLength) : name

/** The objects of a trace, in the order in which they came up, and what they were when, as far as its answers tell. */
export const livesIn = (trace: readonly TraceEntry[]): Life[] => {
  const known: Known[] = []
  trace.forEach((entry, index) => {
    for (const { states } of known) states.push(states.at(-1))
    const route = routeOf(entry.method, entry.target)
    const told = route && toldBy(route, entry)
    if (!told || told.names.length === 0) return
    const { kind, names, state } = told
    const object = known.find(isCalled(kind, names.at(-1) ?? ''))
    if (object) object.states[index] = state
    else known.push({ kind, names, states: [...Array.from({ length: index }, () => undefined), state] })
  })
  return known.map(each => ({ kind: each.kind, name: nameOf(each), states: each.states }))
}
