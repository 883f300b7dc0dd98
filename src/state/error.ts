/** How a refusal reads to a client; `server/encode.ts` holds the only table from kind to HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'not-modified'
  | 'too-many-requests'
  | 'unavailable'
  | 'not-implemented'
  | 'internal'

/**
 * The one failure type: what the real daemon would say. Anything else that is thrown is a defect of ours.
 * `internal` is for what a real daemon answers with 500 (moby errors without a type).
 */
export class DockerError extends Error {
  readonly kind: ErrorKind

  constructor(kind: ErrorKind, message: string) {
    super(message)
    this.name = 'DockerError'
    this.kind = kind
  }

  /** The same failure under a longer message, as moby's errors.Wrap does. */
  wrap(prefix: string, kind: ErrorKind = this.kind): DockerError {
    return new DockerError(kind, `${prefix}: ${this.message}`)
  }
}

const refusal =
  (kind: ErrorKind) =>
  (message: string): DockerError =>
    new DockerError(kind, message)

export const invalid = refusal('invalid')
export const unauthorized = refusal('unauthorized')
export const forbidden = refusal('forbidden')
export const notFound = refusal('not-found')
export const conflict = refusal('conflict')
export const notModified = refusal('not-modified')
export const tooManyRequests = refusal('too-many-requests')
export const unavailable = refusal('unavailable')
export const notImplemented = refusal('not-implemented')
export const internal = refusal('internal')

/** Does it, or fails with the same failure under a longer message. */
export const wrapped = <T>(prefix: string, act: () => T, kind?: ErrorKind): T => {
  try {
    return act()
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(prefix, kind) : error
  }
}

/** One stands alone, several are a list (moby daemon/internal/multierror). */
export const joinedFaults = (faults: readonly string[]): string =>
  faults.length === 1 ? (faults[0] ?? '') : faults.map(fault => `* ${fault.replaceAll('\n', '\n\t')}`).join('\n')
