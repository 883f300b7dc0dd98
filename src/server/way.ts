import type { Encoded } from './encode.ts'

/** The way back to a client: how an encoded answer leaves. What is sent goes back to whoever brought the request. */
export interface Way<Sent> {
  /** The request is here as a whole: from now on only the world decides when it is answered. */
  received?(): void
  send(encoded: Encoded): Sent
  /** There was an answer, but it could not be sent. */
  fail(): Sent
}
