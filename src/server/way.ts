import type { Encoded } from './encode.ts'

/** The way back to a client: how an encoded answer leaves. */
export interface Way {
  /** Sends it; what is returned goes back through the router to whoever called it. */
  send(encoded: Encoded): Response
}
