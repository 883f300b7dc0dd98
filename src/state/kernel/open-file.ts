import type { Stat } from '../filesystem/contract.ts'
import type { Wait } from '../wait.ts'
import type { Terminal } from './terminal.ts'

/**
 * An open file description: what a descriptor number of a process points to. `dup` and inheritance share it
 * (`retain`), the last `release` closes it. Reads and writes never block; they say that they would.
 */
export interface OpenFile {
  /** Up to `max` bytes; an empty array at end of file; undefined when nothing is there yet. */
  read(max: number): Uint8Array | undefined
  /** How many bytes were taken; 0 when it would block. Throws `SystemError` (EPIPE, ENOSPC, EBADF, EROFS). */
  write(bytes: Uint8Array): number
  readonly readable: Wait
  readonly writable: Wait
  stat(): Stat
  /** Absolute position, or ESPIPE. `seek()` tells the position. */
  seek(offset?: number, whence?: 'start' | 'current' | 'end'): number
  readonly terminal: Terminal | undefined
  /** The path that it was opened with, or something like `pipe:[12]`. */
  readonly name: string
  retain(): OpenFile
  release(): void
}
