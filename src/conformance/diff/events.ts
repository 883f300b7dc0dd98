import { jsonOf } from '../observation.ts'
import { decodeText } from '../wire.ts'
import type { World } from '../world.ts'
import type { Difference } from './compare.ts'
import { type Comparable, comparableText, isRecord, type Naming } from './holes.ts'

/** The daemon's own time, in seconds as its events are asked for. */
const momentOf = async (world: World): Promise<string> => {
  const { SystemTime } = jsonOf<{ SystemTime: string }>(await world.ask('SystemInfo'))
  const [, fraction = ''] = /\.(\d+)/.exec(SystemTime) ?? []
  return `${Math.floor(Date.parse(SystemTime) / 1000)}.${fraction.padEnd(9, '0')}`
}

interface Message {
  readonly Type?: string
  readonly Action?: string
}

/** Executions of health checks are as many as there was time for. */
const isOfCheck = ({ Action = '' }: Message, text: string): boolean => /^exec_/.test(Action) && !/\{e\d+/.test(text)

const sortedKeys = (attributes: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1)))

/** What happened to the program's objects, one line a message, in no order: moby promises none. */
export const comparableMessages = (body: string, naming: Naming): string[] => {
  const checks = new Set<string>()
  const ended = new Set<unknown>()
  return body
    .split('\n')
    .flatMap(line => {
      const text = comparableText(line, naming)
      // Others may be at work on the same daemon; and the last line may be cut.
      if (!/\{[cenvi]\d+/.test(text) || !line.endsWith('}')) return []
      const { time: _, timeNano: __, ...message } = JSON.parse(text)
      if (isOfCheck(message, text)) return []
      if (message.Action === 'kill' || message.Action === 'die') ended.add(message.Actor?.ID)
      if (message.Action === 'start') ended.delete(message.Actor?.ID)
      // A check that was under way fails.
      if (/^health_status/.test(message.Action) && ended.has(message.Actor?.ID)) return []
      const { Attributes: { execDuration = undefined, ...attributes } = {} } = message.Actor ?? {}
      const shown = JSON.stringify({
        ...message,
        Actor: {
          ...message.Actor,
          Attributes: sortedKeys({ ...attributes, ...(execDuration !== undefined && { execDuration: '<number>' }) }),
        },
      })
      // A check is made again and again.
      if (/^health_status/.test(message.Action) && checks.has(shown)) return []
      checks.add(shown)
      return [shown]
    })
    .sort()
}

/** An answer that tells of events without some of these. */
export const withoutEvents = (answer: Comparable | undefined, lost: ReadonlySet<string>): Comparable | undefined => {
  if (!isRecord(answer) || !Array.isArray(answer.body)) return answer
  return { ...answer, body: answer.body.filter(line => !lost.has(line)) }
}

/** So many events a daemon remembers, less some that are still on their way here: dockerd has 256. */
const rememberedMin = 200

/** Of what has been told so far, one line a message, what a daemon may have forgotten. */
export const forgottenOf = (told: string): string => told.split('\n').slice(0, -rememberedMin).join('\n')

/** So long an event may be on its way. */
const lateSeconds = 0.3

/**
 * Listens to what happens to the program's objects. It does not ask afterwards: daemons remember few events, and other
 * programs make many.
 */
export const listen = async (world: World) => {
  const stream = await world.open('SystemEvents', { query: { since: await momentOf(world) } })
  return {
    close: () => stream.close(),
    /** As it came. */
    forgotten: () => forgottenOf(decodeText(stream.received())),
    async heard(naming: Naming): Promise<string[]> {
      await world.sleep(lateSeconds)
      return comparableMessages(decodeText(stream.received()), naming)
    },
  }
}

const without = (lines: readonly string[], others: readonly string[]): string[] => {
  const left = [...others]
  return lines.filter(line => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

const nameOf = (line: string): string => {
  const { Type, Action } = JSON.parse(line) as Message
  return `events.${Type} ${String(Action).replace(/:.*/s, '')}`
}

/** Messages that only one of them told, those of one kind held against each other. */
export const compareEvents = (left: readonly string[], right: readonly string[]): Difference[] => {
  const missing = without(left, right)
  const extra = without(right, left)
  const kinds = [...new Set([...missing, ...extra].map(nameOf))]
  const told = (lines: readonly string[], kind: string): Comparable | undefined => {
    const found = lines.filter(line => nameOf(line) === kind)
    return found.length === 0 ? undefined : found.map(line => JSON.parse(line))
  }
  return kinds.map(where => ({ where, left: told(missing, where), right: told(extra, where) }))
}
