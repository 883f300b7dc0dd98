import { ensureStatus } from '../../observation.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import { decodeText, type WireStream } from '../../wire.ts'
import type { Made, World } from '../../world.ts'

export const eventEvidence = ['/events; moby daemon/events.go']

/** What has happened, and to whom. */
export interface Event {
  readonly Type: string
  readonly Action: string
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
  readonly time: number
  readonly timeNano: number
}

/** One event a line. */
export const parse = (text: string): Event[] =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line))

/** What a stream has told so far; the line that is still coming is left out. */
export const toldBy = (stream: WireStream): Event[] => parse(decodeText(stream.received()).replace(/[^\n]*$/, ''))

/** What was told of a kind while `act` ran: live, as a client sees it. */
export const eventsOf = async (
  world: World,
  filters: object,
  act: () => Promise<void>,
  enough: (events: Event[]) => boolean,
) => {
  const stream = await world.openAtOnce('SystemEvents', { query: { filters } })
  ensure(stream.status === 200, 'the status of SystemEvents', '200', stream.status)
  const told = () => toldBy(stream)
  const patienceSeconds = 10
  try {
    await act()
    const shown = () =>
      told()
        .map(({ Type, Action }) => `${Type} ${Action}`)
        .join(', ')
    return await world.comes('the events', async () => (enough(told()) ? told() : undefined), patienceSeconds, shown)
  } finally {
    stream.close()
  }
}

/** What happened, in the order in which it was told. */
export const actions = (events: readonly Event[]): string[] => events.map(({ Action }) => Action)

/** Whether there is one of just this action. */
export const has = (action: string) => (events: readonly Event[]) => actions(events).includes(action)

/** The filters for what a container does. */
export const ofContainer = ({ id }: Made) => ({ type: ['container'], container: [id] })

const find = (events: readonly Event[], action: string): Event | undefined =>
  events.find(({ Action }) => Action === action || Action.startsWith(`${action}: `))

/** Whether there is one of this action, alone or with more behind it: `exec_create: true x`. */
export const named = (action: string) => (events: readonly Event[]) => find(events, action) !== undefined

export type Attributes = Readonly<Record<string, string>>

/** The attributes of an event, as far as they are wanted. */
export const ensureAttributes = (events: readonly Event[], action: string, wanted: Attributes): void => {
  const { Attributes = {} } = find(events, action)?.Actor ?? {}
  const given = Object.fromEntries(Object.keys(wanted).map(key => [key, Attributes[key]]))
  ensureEqual(given, wanted, `the attributes of ${action}`)
}

/** Asks for a change of a container that is answered with nothing. */
export const command = async (
  world: World,
  operation:
    | 'ContainerStart'
    | 'ContainerStop'
    | 'ContainerKill'
    | 'ContainerPause'
    | 'ContainerUnpause'
    | 'ContainerDelete',
  { id }: Made,
  query = {},
) => ensureStatus(await world.ask(operation, { path: { id }, query }), 204)
