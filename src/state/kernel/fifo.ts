import { type Stat, SystemError } from '../filesystem/contract.ts'
import { endOfStream, Pipe } from '../pipe.ts'
import { createOpenFile, type OpenFile, writeTo } from './open-file.ts'

/**
 * A named pipe while somebody uses it. Opening never blocks here; instead a reader waits at its first read until a writer
 * has come, and a writer at its first write until a reader has: programs see the order that fifo(7) promises.
 */
export interface Fifo {
  open(want: { read: boolean; write: boolean }, name: string, stat: () => Stat): OpenFile
  /** Nobody holds it and nothing is in it. */
  readonly idle: boolean
}

export const createFifo = (): Fifo => {
  const pipe = new Pipe()
  const users = { readers: 0, writers: 0, readersSeen: 0, writersSeen: 0 }
  const notifyAll = (): void => {
    pipe.readable.notify()
    pipe.writable.notify()
  }
  return {
    get idle() {
      return users.readers === 0 && users.writers === 0 && pipe.size === 0
    },
    open({ read, write }, name, stat) {
      // A partner counts as met when it is there now, or has left something, or comes later.
      const writersBefore = users.writers > 0 || pipe.size > 0 ? -1 : users.writersSeen
      const readersBefore = users.readers > 0 ? -1 : users.readersSeen
      const count = (change: 1 | -1): void => {
        if (read) users.readers += change
        if (write) users.writers += change
      }
      count(1)
      if (read) users.readersSeen++
      if (write) users.writersSeen++
      notifyAll()
      return createOpenFile({
        name,
        readable: pipe.readable,
        writable: pipe.writable,
        stat,
        ...(read && {
          read(max: number) {
            if (pipe.size > 0) return pipe.read(max)
            return users.writers === 0 && users.writersSeen > writersBefore ? endOfStream : undefined
          },
        }),
        ...(write && {
          write(bytes: Uint8Array) {
            if (users.readers > 0) return writeTo(pipe, bytes)
            if (users.readersSeen > readersBefore) throw new SystemError('EPIPE')
            return 0
          },
        }),
        close() {
          count(-1)
          // What nobody has read is gone with the last of both sides, as in Linux, once a reader had been there.
          if (users.readers === 0 && users.writers === 0 && users.readersSeen > 0) while (pipe.size > 0) pipe.read()
          notifyAll()
        },
      })
    },
  }
}
