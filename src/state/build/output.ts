import { Pipe } from '../pipe.ts'
import { type ProgressMessage, progressLine } from '../progress.ts'

/** More than this unread holds the build back. */
const unreadBytesMax = 64 * 1024

/** What a build tells its client, line by line. */
export interface BuildOutput {
  readonly pipe: Pipe
  /** Nobody is there any more. */
  readonly isGone: boolean
  /** A line has left: no status can tell any more what went wrong. */
  readonly hasSpoken: boolean
  /** So much is unread that the build has to wait. */
  readonly isFull: boolean
  send(message: ProgressMessage): void
  /** Text as a step's standard output. */
  say(text: string): void
  /** Text as its standard error: red. */
  complain(text: string): void
}

/** `isRead` false: all of it is kept until the end, when somebody decides what is told. */
export const createOutput = (isRead: boolean): BuildOutput => {
  const pipe = new Pipe(Number.POSITIVE_INFINITY)
  let hasSpoken = false
  const send = (message: ProgressMessage): void => {
    hasSpoken = true
    if (!pipe.closed) pipe.writeWhole(progressLine(message))
  }
  return {
    pipe,
    get isGone() {
      return pipe.closed
    },
    get hasSpoken() {
      return hasSpoken
    },
    get isFull() {
      return isRead && pipe.size > unreadBytesMax
    },
    send,
    say: stream => send({ stream }),
    complain: text => send({ stream: `\u001b[91m${text}\u001b[0m` }),
  }
}
