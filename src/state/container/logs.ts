import type { Engine } from '../engine.ts'
import { invalid, notImplemented } from '../error.ts'
import { type ByteSource, endOfStream } from '../pipe.ts'
import { frame, streamNumbers } from '../stdcopy.ts'
import { type Instant, microsecondsPerSecond, rfc3339NanoFixed } from '../time.ts'
import { anyOf, type Wait } from '../wait.ts'
import type { Container } from './entity.ts'
import { table } from './lifecycle.ts'
import { isReadable, type LogRecord } from './runtime/log.ts'
import { detailsOf } from './views/log-details.ts'

export interface LogsOptions {
  readonly stdout: boolean
  readonly stderr: boolean
  readonly follow?: boolean | undefined
  /** Unix seconds with an optional fraction; empty and `0` mean no bound. */
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly timestamps?: boolean | undefined
  readonly details?: boolean | undefined
  /** How many records from the end; anything but a whole number means all of them. */
  readonly tail?: string | undefined
}

export interface Logs {
  readonly source: ByteSource
  /** Whether the bytes are frames: not when the container has a terminal. */
  readonly multiplexed: boolean
}

/** `GET /containers/{id}/logs`. */
export const containerLogs = (engine: Engine, reference: string, options: LogsOptions): Logs => {
  if (!options.stdout && !options.stderr) throw invalid("must specify at least one of 'stdout' or 'stderr'")
  const since = parseMoment('since', options.since)
  const until = parseMoment('until', options.until)
  const container = engine.containers.resolve(reference)
  table.next('logs', container.state, container, reference)
  if (!isReadable(container.hostConfig.LogConfig)) {
    throw notImplemented('configured logging driver does not support reading')
  }
  container.logAsked = true
  const multiplexed = container.config.Tty !== true
  const selection: Selection = {
    streams: { stdout: options.stdout, stderr: options.stderr },
    since: since ?? Number.NEGATIVE_INFINITY,
    until: until ?? Number.POSITIVE_INFINITY,
    encode: encoderOf(container, options, multiplexed),
  }
  const follow = options.follow === true && (container.state === 'running' || container.state === 'paused')
  return { source: new LogSource(engine, container, selection, tailOf(options.tail), follow), multiplexed }
}

interface Selection {
  readonly streams: Readonly<Record<LogRecord['stream'], boolean>>
  readonly since: Instant
  readonly until: Instant
  encode(record: LogRecord): Uint8Array
}

const tailOf = (text: string | undefined): number => {
  const count = /^[+-]?\d+$/.test(text ?? '') ? Number(text) : -1
  return count < 0 ? Number.POSITIVE_INFINITY : count
}

/**
 * Reads a moment as moby does (daemon/internal/timestamp, parseTimestamp): seconds, and what stands behind the point
 * padded to nanoseconds.
 */
const parseMoment = (name: string, text: string | undefined): Instant | undefined => {
  if (text === undefined || text === '' || text === '0') return undefined
  const [seconds = '', fraction] = text.split('.', 2)
  const refuse = (what: string, value: string) =>
    invalid(`invalid value for "${name}": invalid timestamp "${text}": invalid ${what} "${value}": invalid syntax`)
  if (!/^[+-]?\d+$/.test(seconds)) throw refuse('seconds', seconds)
  if (fraction !== undefined && !/^\d+$/.test(fraction)) throw refuse('nanoseconds', fraction)
  const nanoseconds = Number((fraction ?? '').padEnd(9, '0').slice(0, 9))
  const moment = Number(seconds) * microsecondsPerSecond + Math.floor(nanoseconds / 1000)
  return name === 'until' && moment === 0 ? undefined : moment
}

const encoder = new TextEncoder()

/** Time, details and the line, in this order (moby daemon/server/httputils/write_log_stream.go). */
const encoderOf = (container: Container, options: LogsOptions, multiplexed: boolean): Selection['encode'] => {
  const details = options.details ? `${detailsOf(container)} ` : ''
  return ({ stream, at, line }) => {
    const prefix = `${options.timestamps ? `${rfc3339NanoFixed(at)} ` : ''}${details}`
    const payload = prefix === '' ? line : joined(encoder.encode(prefix), line)
    return multiplexed ? frame(streamNumbers[stream], payload) : payload
  }
}

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}

/** Reads the log as it is asked for: a client that does not read costs nothing. */
class LogSource implements ByteSource {
  readonly #container: Container
  readonly #selection: Selection
  readonly #now: () => Instant
  /** The run that is followed ends when this changes. */
  readonly #exits: number
  #queue: readonly LogRecord[]
  #next = 0
  #position: number
  #following: boolean
  /** What did not fit into the last read. */
  #rest: Uint8Array = endOfStream

  constructor(engine: Engine, container: Container, selection: Selection, tail: number, follow: boolean) {
    this.#container = container
    this.#selection = selection
    this.#now = () => engine.clock.now()
    this.#exits = container.exits
    this.#following = follow
    const { records, position } = container.log.since(0)
    this.#position = position
    const wanted = records.filter(record => this.#isWanted(record))
    this.#queue = tail < wanted.length ? wanted.slice(wanted.length - tail) : wanted
  }

  get readable(): Wait {
    return anyOf(this.#container.log.grown, this.#container.changed)
  }

  read(max: number = Number.POSITIVE_INFINITY): Uint8Array | undefined {
    if (this.#rest.length === 0) {
      const record = this.#take()
      if (!record) return this.#following ? undefined : endOfStream
      this.#rest = this.#selection.encode(record)
    }
    const bytes = this.#rest.subarray(0, max)
    this.#rest = this.#rest.subarray(bytes.length)
    return bytes
  }

  close(): void {
    this.#following = false
    this.#queue = []
    this.#rest = endOfStream
  }

  #take(): LogRecord | undefined {
    if (this.#next >= this.#queue.length && this.#following) this.#refill()
    return this.#queue[this.#next++]
  }

  #refill(): void {
    const { log } = this.#container
    if (this.#hasEnded()) this.#following = false
    const { records, position } = log.since(this.#position)
    this.#position = position
    this.#queue = records.filter(record => this.#isWanted(record))
    this.#next = 0
  }

  #hasEnded(): boolean {
    const { exits, removed } = this.#container
    return removed || exits !== this.#exits || this.#now() > this.#selection.until
  }

  #isWanted({ stream, at }: LogRecord): boolean {
    const { streams, since, until } = this.#selection
    return streams[stream] && at >= since && at <= until
  }
}
