import type { Engine } from '../../state/engine.ts'
import type { Faults } from '../faults/faults.ts'
import type { Journal } from '../journal/journal.ts'
import { type ControlSchema, objectSchema } from './schema.ts'

/** What a route acts on. */
export interface Double {
  readonly engine: Engine
  readonly faults: Faults
  readonly journal: Journal
}

export interface ControlRequest extends Double {
  /** What stands in the braces of the path. */
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Fits the route's schema. */
  readonly body: unknown
}

/**
 * One row of the control plane: what it takes and answers. Requests are routed and checked by it, and the OpenAPI
 * document is written from it, so that neither can say what the other does not.
 */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/_mockerd`: `/containers/{id}/exit`. A parameter that ends with `*` takes slashes. */
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly query?: Readonly<Record<string, ControlSchema>>
  readonly body?: ControlSchema
  /** How large it may be. Default 16 MiB. */
  readonly bodyLimitBytes?: number
  /** What a success says. */
  readonly reply: ControlSchema
  /** Default 200. */
  readonly status?: number
  /** Statuses of its own refusals, with when. */
  readonly refusals?: Readonly<Record<number, string>>
  /** Answers the body of a success; throws `ControlRefusal`, or a `DockerError` of the command that it runs. */
  readonly act: (request: ControlRequest) => unknown
}

/** What the control plane refuses: one line that says what is wrong and what to do. */
export class ControlRefusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'ControlRefusal'
    this.status = status
  }
}

export const nothing: ControlSchema = objectSchema({})
