import { write } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { formatTime } from '../applets/calendar.ts'

export type Level = 'INFO' | 'WARN' | 'ERROR'

export type Attributes = Readonly<Record<string, string | number | boolean>>

/** A line of Go's slog.TextHandler: `time=… level=INFO msg="prune check" clients=0`. */
export function* log(process: Process, level: Level, message: string, attributes: Attributes = {}): Step<void> {
  const time = formatTime('%Y-%m-%dT%H:%M:%S.%3NZ', process.kernel.clock.now())
  const pairs = Object.entries({ time, level, msg: message, ...attributes })
  yield* write(process, 1, `${pairs.map(([key, value]) => `${key}=${quoted(String(value))}`).join(' ')}\n`)
}

/** A line of Go's default logger, which `main` complains with before there is another. */
export function* complain(process: Process, message: string): Step<void> {
  const time = formatTime('%Y/%m/%d %H:%M:%S', process.kernel.clock.now())
  yield* write(process, 2, `${time} ERROR run error=${quoted(message)}\n`)
}

/** slog quotes what is empty or has a space, a quote, an equals sign or a character that does not print. */
const quoted = (text: string): string => (/^[^\s"=\p{C}]+$/u.test(text) ? text : JSON.stringify(text))
