import { type Fields, fieldsOf } from '../fields.ts'
import { demand } from './breach.ts'
import type { States } from './states.ts'

/** What a daemon tells of one thing that happened. */
export interface Event {
  readonly Type: string
  readonly Action: string
  readonly Actor: { readonly ID: string; readonly Attributes: Fields }
  readonly time: number
  readonly timeNano: number
}

/** Something that certainly happened: whoever asks for events is told of it. */
export interface Happened {
  readonly type: 'container' | 'network' | 'volume' | 'image'
  readonly action: string
  /** Whom it happened to, where the model knows how it is called. */
  readonly id?: string
  /** What must be said of it. */
  readonly attributes?: Readonly<Record<string, string>>
  /** What is broken when it is not told. */
  readonly requirement: string
}

export const withHappened = (states: States, ...happened: readonly Happened[]): States => ({
  ...states,
  happened: [...states.happened, ...happened],
})

/** Daemons remember few events, moby 256, and others make some as well. So many at least are never forgotten. */
const rememberedMin = 64

/** Whether nothing was forgotten of what could be told: only who asks for everything can see that. */
export const isWhole = (events: readonly Event[], filters: Fields): boolean =>
  Object.keys(filters).length === 0 && events.length < rememberedMin

const tells = ({ Type, Action, Actor }: Event, { type, action, id, attributes = {} }: Happened): boolean =>
  Type === type &&
  Action === action &&
  (id === undefined || Actor.ID === id) &&
  Object.entries(attributes).every(([key, value]) => fieldsOf(Actor.Attributes)[key] === value)

/** All that happened since the oldest thing that is still told of is told of as well. */
export const checkHappened = (
  happened: readonly Happened[],
  events: readonly Event[],
  filters: Readonly<Record<string, readonly string[]>>,
): void => {
  const { type: types, ...others } = filters
  if (Object.keys(others).length > 0) return
  const asked = types ? happened.filter(({ type }) => types.includes(type)) : happened
  const isTold = (each: Happened): boolean => events.some(event => tells(event, each))
  const oldest = isWhole(events, filters) ? 0 : asked.findIndex(isTold)
  if (oldest < 0) return
  for (const each of asked.slice(oldest))
    demand(
      isTold(each),
      each.requirement,
      `${each.action} of the ${each.type} ${each.id ?? ''}`.trim(),
      JSON.stringify(each.attributes ?? 'told'),
      events.filter(({ Type }) => Type === each.type).map(({ Action, Actor }) => [Action, Actor.ID]),
    )
}
