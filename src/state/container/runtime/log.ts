import type { HostConfig } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import type { Instant } from '../../time.ts'
import { Notifier, type Wait } from '../../wait.ts'
import type { Container } from '../entity.ts'

/** One record of the json-file log: a line, or a 16 KiB part of a longer one. */
export interface LogRecord {
  readonly stream: 'stdout' | 'stderr'
  readonly at: Instant
  /** With its newline, unless it is a part that goes on or the last words before the end. */
  readonly line: Uint8Array
}

/** What a container wrote, in order, bounded like a rotating json-file. */
export interface ContainerLog {
  /** Adds output as it comes: split into lines, a half line waits for its rest until `flush`. */
  append(stream: 'stdout' | 'stderr', bytes: Uint8Array, at: Instant): void
  /** Records half lines that wait: the process has ended. */
  flush(at: Instant): void
  /** Records from `position` (0 for the oldest kept) and the position after them. */
  since(position: number): { readonly records: readonly LogRecord[]; readonly position: number }
  /** Fires at every new record. */
  readonly grown: Wait
  readonly sizeBytes: number
}

/** A container has said something: its log grows. */
export const writeLog = (
  { clock, containers }: Engine,
  { log }: Container,
  stream: LogRecord['stream'],
  bytes: Uint8Array,
): void => {
  log.append(stream, bytes, clock.now())
  containers.logged++
}

/** Lines longer than this are recorded in parts (moby daemon/logger/copier.go, defaultBufSize). */
export const partBytes = 16 * 1024

/** However much a container writes, no more than this is kept of it: the world lives in memory. */
export const keptBytesMax = 4 * 1024 * 1024

/** Files of one log when nothing else is asked for: the oldest goes as a whole. */
const filesDefault = 4

/** What a record costs beside its line, about what json-file writes around it. */
const recordBytes = 70

/** Whether the daemon can read back what a driver of that name was given (moby daemon/logger/loggerutils/cache). */
export const isReadable = (config: HostConfig['LogConfig']): boolean => {
  const driver = config?.Type || 'json-file'
  if (driver === 'none') return false
  if (driver === 'json-file' || driver === 'local' || driver === 'journald') return true
  return config?.Config?.['cache-disabled'] !== 'true'
}

/** The log of a container that has written nothing yet: it costs nothing until it does. */
export const createContainerLog = (config: HostConfig['LogConfig']): ContainerLog => new RotatingLog(config)

interface LogFile {
  readonly first: number
  readonly records: LogRecord[]
  sizeBytes: number
}

interface Rotation {
  readonly fileBytes: number
  readonly files: number
}

interface Pending {
  bytes: Uint8Array
  length: number
  /** The parts of one line share the time of its first (copier.go, partialTS). */
  partAt: Instant | undefined
}

class RotatingLog implements ContainerLog {
  readonly #config: HostConfig['LogConfig']
  readonly #grown = new Notifier()
  #files: LogFile[] | undefined
  #rotation: Rotation | undefined
  #pending: Partial<Record<LogRecord['stream'], Pending>> | undefined
  #next = 0
  #sizeBytes = 0

  constructor(config: HostConfig['LogConfig']) {
    this.#config = config
  }

  get grown(): Wait {
    return this.#grown
  }

  get sizeBytes(): number {
    return this.#sizeBytes
  }

  append(stream: LogRecord['stream'], bytes: Uint8Array, at: Instant): void {
    if (!isReadable(this.#config)) return
    const pending = this.#pendingOf(stream)
    for (let start = 0; start < bytes.length; ) {
      const limit = Math.min(bytes.length, start + partBytes - pending.length)
      const newline = bytes.subarray(start, limit).indexOf(10)
      const end = newline < 0 ? limit : start + newline + 1
      hold(pending, bytes.subarray(start, end))
      start = end
      if (newline >= 0) this.#recordLine(stream, pending, at)
      else if (pending.length === partBytes) this.#recordPart(stream, pending, at)
    }
    this.#grown.notify()
  }

  flush(at: Instant): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const pending = this.#pending?.[stream]
      if (pending && pending.length > 0) this.#recordPart(stream, pending, at)
    }
    this.#pending = undefined
    this.#grown.notify()
  }

  since(position: number): { readonly records: readonly LogRecord[]; readonly position: number } {
    const files = this.#files ?? []
    const records: LogRecord[] = []
    for (const file of files) {
      if (file.first + file.records.length <= position) continue
      const skip = Math.max(0, position - file.first)
      for (let index = skip; index < file.records.length; index++) records.push(file.records[index] as LogRecord)
    }
    return { records, position: this.#next }
  }

  #pendingOf(stream: LogRecord['stream']): Pending {
    this.#pending ??= {}
    const found = this.#pending[stream]
    if (found) return found
    const pending: Pending = { bytes: new Uint8Array(0), length: 0, partAt: undefined }
    this.#pending[stream] = pending
    return pending
  }

  #recordLine(stream: LogRecord['stream'], pending: Pending, at: Instant): void {
    this.#record({ stream, at: pending.partAt ?? at, line: taken(pending) })
    pending.partAt = undefined
  }

  #recordPart(stream: LogRecord['stream'], pending: Pending, at: Instant): void {
    pending.partAt ??= at
    this.#record({ stream, at: pending.partAt, line: taken(pending) })
  }

  #record(record: LogRecord): void {
    this.#files ??= []
    this.#rotation ??= rotation(this.#config)
    const { fileBytes, files } = this.#rotation
    let file = this.#files.at(-1)
    if (!file || file.sizeBytes >= fileBytes) {
      file = { first: this.#next, records: [], sizeBytes: 0 }
      this.#files.push(file)
      if (this.#files.length > files) this.#sizeBytes -= this.#files.shift()?.sizeBytes ?? 0
    }
    const size = record.line.length + recordBytes
    file.records.push(record)
    file.sizeBytes += size
    this.#sizeBytes += size
    this.#next++
  }
}

const hold = (pending: Pending, bytes: Uint8Array): void => {
  const length = pending.length + bytes.length
  if (length > pending.bytes.length) {
    const larger = new Uint8Array(Math.min(partBytes + 1, Math.max(length, 2 * pending.bytes.length)))
    larger.set(pending.bytes.subarray(0, pending.length))
    pending.bytes = larger
  }
  pending.bytes.set(bytes, pending.length)
  pending.length = length
}

const taken = (pending: Pending): Uint8Array => {
  const line = pending.bytes.slice(0, pending.length)
  pending.length = 0
  return line
}

/** `max-size` and `max-file` of the driver's options, cut down to what is kept here. */
const rotation = (config: HostConfig['LogConfig']): Rotation => {
  const options = config?.Config ?? {}
  const asked = parseSize(options['max-size'] ?? '')
  if (asked === undefined) return { fileBytes: keptBytesMax / filesDefault, files: filesDefault }
  const files = Math.max(1, Number(options['max-file'] ?? 1) || 1)
  return { fileBytes: Math.min(asked, keptBytesMax / files), files }
}

const units: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

/** `10m`, `1.5g`, `200k` (go-units RAMInBytes); undefined when it is not set or unlimited. */
const parseSize = (text: string): number | undefined => {
  const match = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(text)
  if (!match) return undefined
  const bytes = Number(match[1]) * (units[(match[2] ?? '').toLowerCase()] ?? 1)
  return bytes > 0 ? bytes : undefined
}
