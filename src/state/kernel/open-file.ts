import { type Stat, SystemError } from '../filesystem/contract.ts'
import { BrokenPipe, type ByteSink, type ByteSource, Pipe } from '../pipe.ts'
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

/** The wait of what is always ready: nobody ever has to listen to it. */
const alwaysReady: Wait = { subscribe: () => () => undefined }

/** What differs between kinds of open files. Without `read` or `write` it is not open for that. */
export interface OpenFileParts {
  readonly name: string
  read?(max: number): Uint8Array | undefined
  write?(bytes: Uint8Array): number
  readonly readable?: Wait
  readonly writable?: Wait
  stat(): Stat
  seek?(offset?: number, whence?: 'start' | 'current' | 'end'): number
  readonly terminal?: Terminal
  /** The last reference is gone. */
  close?(): void
}

/** An open file with one reference, which is the caller's. */
export const createOpenFile = (parts: OpenFileParts): OpenFile => {
  let references = 1
  const requireOpen = <T>(operation: T | undefined): T => {
    if (references === 0 || operation === undefined) throw new SystemError('EBADF')
    return operation
  }
  const file: OpenFile = {
    read: max => requireOpen(parts.read?.bind(parts))(max),
    write: bytes => requireOpen(parts.write?.bind(parts))(bytes),
    readable: parts.readable ?? alwaysReady,
    writable: parts.writable ?? alwaysReady,
    stat: () => parts.stat(),
    seek(offset, whence) {
      if (!parts.seek) throw new SystemError('ESPIPE')
      return parts.seek(offset, whence)
    },
    get terminal() {
      return parts.terminal
    },
    name: parts.name,
    retain() {
      if (references === 0) throw new SystemError('EBADF')
      references++
      return file
    },
    release() {
      if (references === 0) return
      references--
      if (references === 0) parts.close?.()
    },
  }
  return file
}

const pipeStat = (inode: number): Stat => ({
  kind: 'fifo',
  mode: 0o600,
  uid: 0,
  gid: 0,
  sizeBytes: 0,
  modifiedAt: 0,
  inode,
  links: 1,
})

/** A write in a process's words: EPIPE instead of our own exception. */
export const writeTo = (sink: ByteSink, bytes: Uint8Array): number => {
  try {
    return sink.write(bytes)
  } catch (error) {
    if (error instanceof BrokenPipe) throw new SystemError('EPIPE')
    throw error
  }
}

/** Lets processes read what comes from outside. The last release closes the source. */
export const fromSource = (source: ByteSource, name = 'pipe:[1]'): OpenFile =>
  createOpenFile({
    name,
    read: max => (max === 0 ? new Uint8Array(0) : source.read(max)),
    readable: source.readable,
    stat: () => pipeStat(1),
    close: () => source.close(),
  })

/** Lets processes write to the outside. The last release ends the sink. */
export const fromSink = (sink: ByteSink, name = 'pipe:[2]'): OpenFile =>
  createOpenFile({
    name,
    write: bytes => writeTo(sink, bytes),
    writable: sink.writable,
    stat: () => pipeStat(2),
    close: () => sink.end(),
  })

/** pipe(2): when all writers have gone readers see the end, when all readers have gone writers get EPIPE. */
export const createPipe = (inode = 3): { reader: OpenFile; writer: OpenFile } => {
  const pipe = new Pipe()
  const name = `pipe:[${inode}]`
  return { reader: fromSource(pipe, name), writer: fromSink(pipe, name) }
}
