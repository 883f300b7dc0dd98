import type { Clock } from './clock.ts'
import { BrokenPipe, type ByteSource, Pipe } from './pipe.ts'

/** One message of a progress stream, in moby's order of keys (api/types/jsonstream). */
export interface ProgressMessage {
  readonly status?: string
  readonly progressDetail?: Readonly<Record<string, number | boolean | string>>
  readonly id?: string
  readonly error?: string
  readonly errorDetail?: { readonly message: string; readonly code?: number }
  readonly stream?: string
  readonly aux?: unknown
}

/** What happens next in a transfer: wait, say something, or do something. */
export interface ProgressStep {
  readonly afterMilliseconds?: number
  readonly message?: ProgressMessage
  /** Runs when the step is due; what it throws ends the stream with an error message. */
  readonly act?: () => void
}

const encoder = new TextEncoder()

/** moby writes these streams with HTML escaping on, unlike every other answer. */
const escaped = (json: string): string =>
  json.replace(/[<>&]/g, character => `\\u00${character.charCodeAt(0).toString(16)}`)

export const progressLine = (message: ProgressMessage): Uint8Array =>
  encoder.encode(`${escaped(JSON.stringify(message))}\r\n`)

export const errorMessage = (message: string): ProgressMessage => ({ error: message, errorDetail: { message } })

/**
 * Plays steps on the clock into a stream. A reader that is slow holds the play back, one that leaves ends it: what
 * had not happened by then never does, as when the CLI's pull is interrupted.
 */
export const progressStream = (clock: Clock, steps: Iterable<ProgressStep>): ByteSource => {
  const pipe = new Pipe()
  const remaining = steps[Symbol.iterator]()
  let current: ProgressStep | undefined

  const advance = (): void => {
    const next = remaining.next()
    if (next.done) {
      pipe.end()
      return
    }
    current = next.value
    clock.after(current.afterMilliseconds ?? 0, play)
  }
  const play = (): void => {
    if (pipe.closed || !current) return
    try {
      current.act?.()
      if (current.message && !pipe.writeWhole(progressLine(current.message))) {
        current = { message: current.message }
        pipe.writable.subscribe(play)
        return
      }
    } catch (error) {
      if (!(error instanceof BrokenPipe)) {
        pipe.writeWhole(progressLine(errorMessage(error instanceof Error ? error.message : String(error))))
        pipe.end()
      }
      return
    }
    advance()
  }
  advance()
  return pipe
}
