import type { OperationId } from '../../../spec/index.ts'
import { type PointName, pointNames } from '../../state/points.ts'
import { type Personality, personalities } from '../../state/registry/personality.ts'
import { type ControlSchema, objectSchema } from '../control/schema.ts'
import type { Position } from './frames.ts'

/** Where a fault strikes: nothing has happened; it has, and nothing is said; or while it is being said. */
export type Place = 'before' | 'after' | 'during'

/** Which requests a fault is for, and how many of them: everything that is given has to hold. */
export interface FaultMatch {
  /** By operationId, such as `ContainerStart`; any of several. */
  readonly operation?: OperationId | readonly OperationId[]
  /** `GET`, `HEAD`, `POST`, `PUT` or `DELETE`. */
  readonly method?: string
  /** Without version; `*` stands for any part of a segment. */
  readonly path?: string
  /** A moment inside of the daemon, in place of a request. */
  readonly point?: PointName
  /** Name or id of the object that the request is about; `*` stands for anything. */
  readonly object?: string
  /** A label of that object: `key` or `key=value`. */
  readonly label?: string
  /** What inspect says of that object, or a create of the one to come: `{ 'State.Running': true }`. */
  readonly where?: Readonly<Record<string, string | number | boolean | null>>
  /** Only the first, second … of them; the same as skipping those before it and `max: 1`. */
  readonly nth?: number
  /** So many of them go by first. */
  readonly skip?: number
  /** So many are struck, and then no more. */
  readonly max?: number
  /** From 0 to 1, drawn from the engine's seed. */
  readonly probability?: number
  /** Default: the first place that the kind can have; `before`, where it has a choice. */
  readonly when?: Place
  /** For `during`: how much of the body has been said. */
  readonly at?: Position
}

/** Somebody who waits at a hold. */
export interface Held {
  /** `GET /containers/json`, or the point. */
  readonly what: string
  /** Lets this one go on. */
  release(): void
}

/** What happens: exactly one of these. */
export interface FaultKinds {
  /** Another answer: a JSON error with this message, or this body. */
  readonly reply?: {
    readonly status: number
    readonly message?: string
    readonly body?: unknown
    readonly headers?: Readonly<Record<string, string>>
  }
  /** `5s`, or milliseconds, on the engine's clock. */
  readonly delay?: string | number
  /** Nothing more is said. */
  readonly hang?: true
  /** The connection is reset. */
  readonly reset?: true
  /** The connection ends in the middle of the body. */
  readonly cut?: true
  /** The body ends early, as if that were all. */
  readonly end?: true
  /** What should be the size of a chunk is none. */
  readonly malformedChunk?: true
  /** At most so many bytes at a time. */
  readonly split?: number
  /** So many frames or lines at a time. */
  readonly merge?: number
  /** Frames of the multiplexed format of so many bytes of payload at most. */
  readonly reframe?: number
  /** So many bytes every so often, on the engine's clock. */
  readonly drip?: { readonly bytes: number; readonly every: string | number }
  /** An error message after so many messages of a progress stream (default 0), then its end. */
  readonly errorFrame?: { readonly message: string; readonly after?: number }
  /** How the registry treats whatever this request asks of it. */
  readonly registry?: Personality
  /** Wait until somebody releases it; a function is told who waits. */
  readonly hold?: true | ((held: Held) => void)
}

export type FaultKind = keyof FaultKinds
/** A fault as it is added: which requests, and exactly one kind of what happens to them. */
export type FaultDescription = FaultMatch & FaultKinds

interface KindRow {
  readonly value: ControlSchema
  /** The first is the default. */
  readonly places: readonly Place[]
  /** Whether `during` takes an `at`. */
  readonly hasPosition?: boolean
}

const yes: ControlSchema = { type: 'boolean', enum: [true] }
const count: ControlSchema = { type: 'integer', minimum: 1 }
const duration: ControlSchema = {
  anyOf: [
    { type: 'string', description: 'a duration such as 1m30s' },
    { type: 'number', minimum: 0, description: 'milliseconds' },
  ],
}
const status: ControlSchema = { type: 'integer', minimum: 200, maximum: 599 }
const texts: ControlSchema = { type: 'object', additionalProperties: { type: 'string' } }

export const faultKinds: { readonly [Kind in FaultKind]-?: KindRow } = {
  reply: {
    value: objectSchema({ status, message: { type: 'string' }, body: {}, headers: texts }, [
      'message',
      'body',
      'headers',
    ]),
    places: ['before', 'after'],
  },
  delay: { value: duration, places: ['before', 'after', 'during'], hasPosition: true },
  hang: { value: yes, places: ['before', 'after', 'during'], hasPosition: true },
  reset: { value: yes, places: ['before', 'after', 'during'], hasPosition: true },
  cut: { value: yes, places: ['during'], hasPosition: true },
  end: { value: yes, places: ['during'], hasPosition: true },
  malformedChunk: { value: yes, places: ['during'], hasPosition: true },
  split: { value: count, places: ['during'] },
  merge: { value: count, places: ['during'] },
  reframe: { value: count, places: ['during'] },
  drip: { value: objectSchema({ bytes: count, every: duration }), places: ['during'] },
  errorFrame: {
    value: objectSchema({ message: { type: 'string' }, after: { type: 'integer', minimum: 0 } }, ['after']),
    places: ['during'],
  },
  registry: { value: { type: 'string', enum: personalities }, places: ['before'] },
  hold: { value: yes, places: ['before', 'after', 'during'], hasPosition: true },
}

const whole: ControlSchema = { type: 'integer', minimum: 0 }

const matchProperties: { readonly [Name in keyof FaultMatch]-?: ControlSchema } = {
  operation: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
  method: { type: 'string', enum: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] },
  path: { type: 'string', pattern: '^/', description: 'a path such as /containers/*/start' },
  point: { type: 'string', enum: pointNames },
  object: { type: 'string', minLength: 1, description: 'the name or id of the object that the request is about' },
  label: { type: 'string', minLength: 1, description: 'key or key=value of that object' },
  where: { type: 'object', description: 'what inspect says of that object, by dotted names' },
  nth: count,
  skip: whole,
  max: count,
  probability: { type: 'number', minimum: 0, maximum: 1 },
  when: { type: 'string', enum: ['before', 'after', 'during'] },
  at: {
    anyOf: [objectSchema({ bytes: whole }), objectSchema({ frame: count, byte: whole }, ['byte'])],
    description: 'so many bytes of the body, or so many of a frame',
  },
}

/** A fault as it is described, in JSON and to the library. */
export const faultSchema: ControlSchema = objectSchema(
  { ...matchProperties, ...Object.fromEntries(Object.entries(faultKinds).map(([kind, { value }]) => [kind, value])) },
  [...Object.keys(matchProperties), ...Object.keys(faultKinds)],
)
