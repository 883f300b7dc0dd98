import { type ApiVersion, compareVersions } from '../../../spec/version.ts'
import type { Engine } from '../engine.ts'
import { type EventMessage, eventView } from '../events.ts'
import { type Filters, labelsMatch } from '../filters.ts'
import { BrokenPipe, type ByteSource, Pipe } from '../pipe.ts'
import { type Instant, microsecondsPerMillisecond } from '../time.ts'
import type { Cancel } from '../wait.ts'

/** How messages are separated: `application/json-seq` begins each with a record separator. */
export type EventFraming = 'lines' | 'sequence'

export interface EventQuery {
  readonly since: Instant | undefined
  readonly until: Instant | undefined
  readonly filters: Filters
  readonly apiVersion: ApiVersion
  readonly framing: EventFraming
}

/** About as much as moby's 1024 messages; a client that reads slower than that loses messages. */
const backlogBytes = 1024 * 512

const encoder = new TextEncoder()

/** Types whose filter compares the beginning of the actor's id or name, whatever the message's own type is. */
const actorFilters = ['container', 'volume', 'network', 'plugin', 'service', 'node', 'secret', 'config', 'daemon']
/** Actions with an argument behind them: asking for one of these asks for what begins with it. */
const prefixedActions: readonly string[] = ['health_status', 'exec_create', 'exec_start']

const oneOf = (values: readonly string[] | undefined, matches: (value: string) => boolean): boolean =>
  !values || values.length === 0 || values.some(matches)

const withoutTag = (name: string): string => name.replace(/:[^:/]*$/, '')

const imageMatches = ({ type, actorId, attributes }: EventMessage, values: readonly string[] | undefined): boolean => {
  const name = attributes[type === 'image' ? 'name' : 'image'] ?? ''
  return oneOf(values, value => [actorId, name, withoutTag(actorId), withoutTag(name)].includes(value))
}

/** All keys must match, and of each key one value (moby daemon/events/filter.go); unknown keys are ignored. */
export const eventMatches = (message: EventMessage, filters: Filters): boolean => {
  if (filters.size === 0) return true
  const { action, actorId, attributes } = message
  const actions = filters.get('event')
  const byPrefix = actions?.some(value => prefixedActions.includes(value)) ?? false
  return (
    oneOf(actions, value => action === value || (byPrefix && action.startsWith(value))) &&
    oneOf(filters.get('type'), value => message.type === value) &&
    oneOf(filters.get('scope'), value => message.scope === value) &&
    labelsMatch(filters.get('label') ?? [], attributes) &&
    imageMatches(message, filters.get('image')) &&
    actorFilters.every(key =>
      oneOf(filters.get(key), value => actorId.startsWith(value) || (attributes.name ?? '').startsWith(value)),
    )
  )
}

/** The message as a version of the API shows it: before 1.52 some of it was said twice. */
const messageView = (message: EventMessage, apiVersion: ApiVersion): unknown => {
  const view = eventView(message)
  if (compareVersions(apiVersion, '1.52') >= 0) return view
  const { type, action, actorId, attributes } = message
  if (type === 'container') {
    const from = attributes.image
    return { status: action, id: actorId, ...(from && { from }), ...view }
  }
  return type === 'image' ? { status: action, id: actorId, ...view } : view
}

/** Everybody who sees a message the same way gets the same bytes: a thousand subscribers are one encoding. */
const encodings = new WeakMap<EventMessage, Map<string, Uint8Array>>()

const encoded = (message: EventMessage, apiVersion: ApiVersion, framing: EventFraming): Uint8Array => {
  const known = encodings.get(message) ?? new Map<string, Uint8Array>()
  if (known.size === 0) encodings.set(message, known)
  const key = `${apiVersion} ${framing}`
  const before = known.get(key)
  if (before) return before
  const text = JSON.stringify(messageView(message, apiVersion))
  const bytes = encoder.encode(framing === 'sequence' ? `\u001e${text}\n` : `${text}\n`)
  known.set(key, bytes)
  return bytes
}

/** `create` of images came with 1.46 and is kept from older clients. */
const existed = ({ type, action }: EventMessage, apiVersion: ApiVersion): boolean =>
  type !== 'image' || action !== 'create' || compareVersions(apiVersion, '1.46') >= 0

/** The messages that a query asks for, from the buffer and then as they happen, until its time is up. */
export const openEventStream = (engine: Engine, query: EventQuery): ByteSource => {
  const { since, until, filters, apiVersion, framing } = query
  const pipe = new Pipe(backlogBytes)
  const cancels: Cancel[] = []
  const stop = (): void => {
    for (const cancel of cancels) cancel()
  }
  const show = (message: EventMessage): void => {
    if (!existed(message, apiVersion) || !eventMatches(message, filters)) return
    try {
      pipe.writeWhole(encoded(message, apiVersion, framing))
    } catch (error) {
      if (!(error instanceof BrokenPipe)) throw error
      stop()
    }
  }
  if (since !== undefined || until !== undefined)
    for (const message of engine.events.replay(since, until)) show(message)
  const now = engine.clock.now()
  if (until !== undefined && until <= now) pipe.end()
  else {
    cancels.push(engine.events.subscribe(show))
    const finish = () => {
      stop()
      pipe.end()
    }
    if (until !== undefined) cancels.push(engine.clock.after((until - now) / microsecondsPerMillisecond, finish))
  }
  return {
    read: max => pipe.read(max),
    readable: pipe.readable,
    close() {
      stop()
      pipe.close()
    },
  }
}
