import type { ApiVersion, Operation } from '../../spec/index.ts'
import type { Engine } from '../state/engine.ts'
import type { Exchange } from './answer.ts'
import { errorsArePlainText, requestedVersion } from './negotiate.ts'
import type { ApiRequest } from './request.ts'

/** One request under way, as its handler sees it. */
export class RequestExchange implements Exchange {
  readonly engine: Engine
  readonly operation: Operation
  readonly apiVersion: ApiVersion
  readonly #request: ApiRequest
  #signal: AbortSignal | undefined

  constructor(engine: Engine, operation: Operation, apiVersion: ApiVersion, request: ApiRequest) {
    this.engine = engine
    this.operation = operation
    this.apiVersion = apiVersion
    this.#request = request
  }

  /** The same request, to another engine. */
  on(engine: Engine): RequestExchange {
    return new RequestExchange(engine, this.operation, this.apiVersion, this.#request)
  }

  /** A function of its own, because handlers take it out of the exchange. */
  readonly header = (name: string): string | undefined => this.#request.header(name.toLowerCase())

  get signal(): AbortSignal {
    this.#signal ??= this.#request.signal
    return this.#signal
  }

  /** Whether the client is known to be gone; it never makes a signal to find out. */
  get abandoned(): boolean {
    return this.#signal?.aborted ?? false
  }

  /** Path and query as the client wrote them. */
  get target(): string {
    return this.#request.target
  }

  get errorsArePlainText(): boolean {
    return errorsArePlainText(this.engine.profile, requestedVersion(this.target))
  }

  get upgrade(): string | undefined {
    return this.header('upgrade')
  }
}
