import type { Clock } from './clock.ts'
import { type Instant, unixNanoseconds, unixSeconds } from './time.ts'
import type { Cancel } from './wait.ts'

export type EventType =
  | 'container'
  | 'image'
  | 'volume'
  | 'network'
  | 'plugin'
  | 'builder'
  | 'daemon'
  | 'node'
  | 'service'
  | 'secret'
  | 'config'

/** One message of `GET /events`. The legacy fields of API < 1.52 are derived from it in the view. */
export interface EventMessage {
  readonly type: EventType
  readonly action: string
  readonly actorId: string
  readonly attributes: Readonly<Record<string, string>>
  readonly scope: 'local' | 'swarm'
  readonly at: Instant
}

/** How many messages a daemon can replay (moby daemon/events/events.go, eventsLimit). */
export const eventsLimit = 256

export interface EventLog {
  record(message: Omit<EventMessage, 'at' | 'scope'> & { scope?: EventMessage['scope']; at?: Instant }): void
  /** The buffered messages with `since <= at <= until`, oldest first. */
  replay(since: Instant | undefined, until: Instant | undefined): EventMessage[]
  /** Called synchronously, in order, for every message from now on. */
  subscribe(listener: (message: EventMessage) => void): Cancel
  readonly listenerCount: number
  /** How often each kind of message was recorded: `container start`, `container health_status`. */
  readonly counts: ReadonlyMap<string, number>
  /** How many there have been so far. */
  readonly recorded: number
  /** Puts messages of a former life before those to come. */
  recall(messages: readonly EventMessage[]): void
}

/** `retell`: the messages that the daemon sends in the place of one. Default: that one. */
export const createEventLog = (
  clock: Clock,
  retell: (message: EventMessage) => readonly EventMessage[] = message => [message],
): EventLog => {
  const ring: EventMessage[] = []
  const listeners = new Set<(message: EventMessage) => void>()
  const counts = new Map<string, number>()
  let recorded = 0
  return {
    counts,
    record({ type, action, actorId, attributes, scope = 'local', at = clock.now() }) {
      const message: EventMessage = { type, action, actorId, attributes, scope, at }
      const kind = `${type} ${action.split(':', 1)[0]}`
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      recorded++
      for (const told of retell(message)) {
        ring.push(told)
        if (ring.length > eventsLimit) ring.shift()
        for (const listener of listeners) listener(told)
      }
    },
    replay: (since, until) =>
      ring.filter(({ at }) => (since === undefined || at >= since) && (until === undefined || at <= until)),
    subscribe(listener) {
      const own = (message: EventMessage) => listener(message)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    recall(messages) {
      ring.push(...messages)
    },
    get recorded() {
      return recorded
    },
    get listenerCount() {
      return listeners.size
    },
  }
}

/** The message as the API encodes it, in moby's order of keys. */
export const eventView = (message: EventMessage) => ({
  Type: message.type,
  Action: message.action,
  Actor: { ID: message.actorId, Attributes: message.attributes },
  scope: message.scope,
  time: unixSeconds(message.at),
  timeNano: unixNanoseconds(message.at),
})
