import type { Instant } from '../time.ts'
import type { Wait } from '../wait.ts'

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
