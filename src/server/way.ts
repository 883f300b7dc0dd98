import type { Operation } from '../../spec/index.ts'
import type { Encoded, EncodedBody } from './encode.ts'
import type { Cutter } from './faults/frames.ts'

/**
 * How an answer does not arrive: the connection is reset, it ends too early, it stays silent, or what comes next is no
 * HTTP.
 */
export type Loss = 'reset' | 'cut' | 'hang' | 'malformed'

/** The answer arrives as far as the cutter lets it. */
export interface Breach {
  readonly how: Loss
  readonly cutter: Cutter
}

/** The way back to a client: how an encoded answer leaves. What is sent goes back to whoever brought the request. */
export interface Way<Sent> {
  /** What is asked for, when there is such an operation. */
  asked?(operation: Operation): void
  /** The request is here as a whole: from now on only the world decides when it is answered. */
  received?(): void
  send(encoded: Encoded): Sent
  /** There was an answer, but it could not be sent. */
  fail(): Sent
  /** There is to be no answer at all. */
  lose(how: Loss): Sent | Promise<Sent>
}

/** Frees what nobody will read. */
export const abandon = (body: EncodedBody): void => {
  if (typeof body !== 'object') return
  if (body.kind === 'stream') body.source.close()
  else if (body.kind === 'later') body.text.catch(() => {})
  else {
    body.session?.input.end()
    body.session?.output.close()
  }
}
