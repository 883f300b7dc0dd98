import type { Clock } from './clock.ts'
import { BrokenPipe, type ByteSource, Pipe } from './pipe.ts'
import { type Pause, type Resume, type Task, whenReady } from './task.ts'
import type { Cancel } from './wait.ts'

export type ProgressDetail = Readonly<Record<string, number | boolean | string>>

/** One message of a progress stream, in moby's order of keys (api/types/jsonstream). */
export interface ProgressMessage {
  readonly status?: string
  readonly progressDetail?: ProgressDetail
  /** The bar that daemons before 29 drew for terminals. */
  readonly progress?: string
  readonly id?: string
  readonly error?: string
  readonly errorDetail?: { readonly message: string; readonly code?: number }
  readonly stream?: string
  readonly aux?: unknown
}

/** What happens next in a transfer: wait, say something, or do something. */
export interface ProgressStep extends Pause {
  readonly message?: ProgressMessage
  /** Runs when the step is due; what it throws ends the stream with an error message. */
  readonly act?: () => void
}

export type Progress<T = void> = Task<T, ProgressStep>

const encoder = new TextEncoder()

/** moby writes these streams with HTML escaping on, unlike every other answer. */
const escaped = (json: string): string =>
  json.replace(/[<>&]/g, character => `\\u00${character.charCodeAt(0).toString(16)}`)

export const progressLine = (message: ProgressMessage): Uint8Array =>
  encoder.encode(`${escaped(JSON.stringify(message))}\r\n`)

export const errorMessage = (message: string): ProgressMessage => ({ error: message, errorDetail: { message } })

/** Arrays of steps become what generators of steps are. */
function* progressOf(steps: Iterable<ProgressStep>): Progress {
  yield* steps
}

const asProgress = (steps: Iterable<ProgressStep>): Progress =>
  'throw' in steps ? (steps as Progress) : progressOf(steps)

/**
 * Plays steps on the clock into a stream. A reader that is slow holds the play back, one that leaves ends it: what
 * had not happened by then never does, as when the CLI's pull is interrupted.
 */
export const progressStream = (clock: Clock, steps: Iterable<ProgressStep>): ByteSource => {
  const progress = asProgress(steps)
  return play(clock, progress, () => progress.next(undefined))
}

/**
 * The same for what can be refused before its first message: then no stream begins, and the refusal is thrown
 * (moby daemon/server/router/image/image_routes.go asks whether anything was written).
 */
export const refusableProgress = (clock: Clock, progress: Progress): ByteSource | Promise<ByteSource> => {
  const begin = (result: IteratorResult<ProgressStep, void>): ByteSource | undefined =>
    result.done || result.value.message ? play(clock, progress, () => result) : undefined
  const first = progress.next(undefined)
  const source = begin(first)
  if (source || first.done) return source ?? play(clock, progress, () => first)
  return new Promise((resolve, reject) => {
    const go = (pause: Pause): void => {
      whenReady(clock, progress, pause, resume => {
        try {
          const result = resume()
          const opened = begin(result)
          if (opened) resolve(opened)
          else if (!result.done) go(result.value)
        } catch (error) {
          reject(error)
        }
      })
    }
    go(first.value)
  })
}

const play = (clock: Clock, progress: Progress, first: Resume<void, ProgressStep>): ByteSource => {
  const pipe = new Pipe()
  let cancel: Cancel | undefined

  const say = (message: ProgressMessage, next: () => void): void => {
    if (pipe.writeWhole(progressLine(message))) next()
    else cancel = pipe.writable.subscribe(() => guarded(() => say(message, next)))
  }
  const guarded = (work: () => void): void => {
    cancel = undefined
    try {
      work()
    } catch (error) {
      if (error instanceof BrokenPipe) return
      pipe.writeWhole(progressLine(errorMessage(error instanceof Error ? error.message : String(error))))
      pipe.end()
    }
  }
  const advance = (resume: Resume<void, ProgressStep>): void => {
    const { done, value } = resume()
    if (done) {
      pipe.end()
      return
    }
    const { act, message, settle, until } = value
    if (settle || until) {
      cancel = whenReady(clock, progress, value, resume => guarded(() => advance(resume)))
      return
    }
    const due = (): void => {
      act?.()
      const next = () => advance(() => progress.next(undefined))
      if (message) say(message, next)
      else next()
    }
    cancel = clock.after(value.afterMilliseconds ?? 0, () => guarded(due))
  }
  guarded(() => advance(first))
  return {
    read: max => pipe.read(max),
    readable: pipe.readable,
    close() {
      if (pipe.closed) return
      cancel?.()
      pipe.close()
      progress.return()
    },
  }
}
