/** One line of a registry's `errors` (OCI distribution specification, error codes). */
export interface RegistryComplaint {
  readonly code: string
  readonly message: string
  readonly detail: unknown
}

/** The request that failed. */
export interface RegistryRequest {
  readonly method: string
  readonly url: string
}

/** Why a registry did not do what it was asked for. */
export type RegistryFailure =
  /** There was no answer: `reason` is what Go's client says of it. */
  | ({ readonly kind: 'unreachable'; readonly reason: string } & RegistryRequest)
  | ({ readonly kind: 'missing'; readonly complaints: readonly RegistryComplaint[] } & RegistryRequest)
  /** Any other status that is no success. `headOnly` says that daemons saw no body. */
  | ({
      readonly kind: 'status'
      readonly status: number
      readonly reason: string
      readonly complaints: readonly RegistryComplaint[]
      readonly body: string
      readonly headOnly: boolean
    } & RegistryRequest)
  /** The service that gives tokens for it refused. */
  | ({
      readonly kind: 'token'
      readonly tokenUrl: string
      readonly status: number
      readonly reason: string
      readonly complaints: readonly RegistryComplaint[]
    } & RegistryRequest)
  /** A token was given, and is worth nothing here: how Docker Hub hides what it has. */
  | { readonly kind: 'denied' }
  /** It asks for a login, and there are no credentials. */
  | ({ readonly kind: 'no-credentials' } & RegistryRequest)
  /** `isBroken`: the connection ended before the answer did. */
  | {
      readonly kind: 'truncated'
      readonly expectedBytes: number
      readonly receivedBytes: number
      readonly isBroken: boolean
    }
  | { readonly kind: 'size'; readonly expectedBytes: number; readonly receivedBytes: number }
  | { readonly kind: 'digest'; readonly actual: string }

/** Go's HTTP client writes methods like words: `Get "http://…"`. */
export const requestText = ({ method, url }: RegistryRequest): string =>
  `${method.slice(0, 1)}${method.slice(1).toLowerCase()} "${url}"`

/** What a registry refused, before a daemon has put it into its own words. */
export class RegistryError extends Error {
  readonly failure: RegistryFailure

  constructor(failure: RegistryFailure) {
    super(`the registry failed: ${failure.kind}`)
    this.name = 'RegistryError'
    this.failure = failure
  }
}
