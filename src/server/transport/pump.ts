import type { Duplex, Writable } from 'node:stream'
import { BrokenPipe, type ByteSink, type ByteSource } from '../../state/pipe.ts'
import type { Cancel } from '../../state/wait.ts'
import type { Session } from '../answer.ts'

/** Where a source's bytes go. */
export interface Outlet {
  /** False: no more before `onDrain` says so. */
  write(bytes: Uint8Array): boolean
  end(): void
  onDrain(listener: () => void): void
  onGone(listener: () => void): void
}

/** Moves a source's bytes out, no faster than the outlet takes them. The source is closed when nobody is there any more. */
export const pumpOut = (source: ByteSource, outlet: Outlet): void => {
  let cancel: Cancel | undefined
  let over = false
  const pump = (): void => {
    cancel = undefined
    while (!over) {
      const bytes = source.read()
      if (bytes === undefined) {
        cancel = source.readable.subscribe(pump)
        return
      }
      if (bytes.length === 0) {
        over = true
        outlet.end()
        return
      }
      if (!outlet.write(bytes)) {
        outlet.onDrain(pump)
        return
      }
    }
  }
  outlet.onGone(() => {
    if (over) return
    over = true
    cancel?.()
    source.close()
    outlet.end()
  })
  pump()
}

/** What a socket has received before it was given away, and whether that was all. */
export interface Received {
  readonly early: Uint8Array
  readonly ended: boolean
}

const nothing: Received = { early: new Uint8Array(), ended: false }

export const streamOutlet = (stream: Writable): Outlet => ({
  write: bytes => stream.write(bytes),
  end: () => void stream.end(),
  onDrain: listener => void stream.once('drain', listener),
  onGone: listener => void stream.once('close', listener),
})

/** Moves what a socket receives into a sink, no faster than it takes it. The sink ends when the socket's half does. */
export const pumpIn = (socket: Duplex, sink: ByteSink, before: Received = nothing): void => {
  let rest: Uint8Array | undefined
  let ended = false
  let deaf = false
  let cancel: Cancel | undefined
  const end = (): void => {
    if (ended) return
    ended = true
    if (!rest) sink.end()
  }
  /** How much the sink takes now; all of it when nobody reads any more, which no terminal would tell its user either. */
  const write = (bytes: Uint8Array): number => {
    if (deaf) return bytes.length
    try {
      return sink.write(bytes)
    } catch (error) {
      if (!(error instanceof BrokenPipe)) throw error
      deaf = true
      return bytes.length
    }
  }
  const give = (bytes: Uint8Array): void => {
    // The reader may empty the sink while it is being filled: only a write that takes nothing says that it is full.
    for (let left = bytes; left.length > 0; ) {
      const taken = write(left)
      left = left.subarray(taken)
      if (taken > 0) continue
      rest = left
      socket.pause()
      cancel = sink.writable.subscribe(() => rest && give(rest))
      return
    }
    rest = undefined
    if (ended) sink.end()
    else socket.resume()
  }
  socket.on('data', (chunk: Buffer) => {
    // The socket may reuse its memory; the sink may keep what it is given.
    give(new Uint8Array(chunk))
  })
  if (before.early.length > 0) give(before.early)
  if (before.ended) end()
  socket.on('end', end)
  socket.on('close', () => {
    cancel?.()
    rest = undefined
    if (ended) return
    ended = true
    sink.end()
  })
}

export interface SessionOptions {
  /** How long output has to wait. */
  readonly waitMilliseconds?: number
  /** Where output goes; default: the socket. */
  readonly outlet?: Outlet
}

/** Gives a socket to a session, both ways, until the output ends or the client is gone. */
export const runSession = (
  socket: Duplex,
  session: Session,
  before?: Received,
  { waitMilliseconds = 0, outlet = streamOutlet(socket) }: SessionOptions = {},
): void => {
  socket.on('error', () => socket.destroy())
  const begin = (): void => {
    if (socket.destroyed) session.output.close()
    else pumpOut(session.output, outlet)
  }
  if (waitMilliseconds === 0) begin()
  else setTimeout(begin, waitMilliseconds)
  pumpIn(socket, session.input, before)
}
