import type { Duplex, Writable } from 'node:stream'
import { BrokenPipe, type ByteSink, type ByteSource } from '../../state/pipe.ts'
import type { Cancel } from '../../state/wait.ts'
import type { Session } from '../answer.ts'

/** Moves a source's bytes to a writable, no faster than it takes them. The source is closed when the writable is gone. */
export const pumpOut = (source: ByteSource, writable: Writable): void => {
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
        writable.end()
        return
      }
      if (!writable.write(bytes)) {
        writable.once('drain', pump)
        return
      }
    }
  }
  writable.once('close', () => {
    if (over) return
    over = true
    cancel?.()
    source.close()
  })
  pump()
}

/** Moves what a socket receives into a sink, no faster than it takes it. The sink ends when the socket's half does. */
export const pumpIn = (socket: Duplex, sink: ByteSink): void => {
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
  socket.on('end', end)
  socket.on('close', () => {
    cancel?.()
    rest = undefined
    if (ended) return
    ended = true
    sink.end()
  })
}

/** Gives a socket to a session, both ways, until the output ends or the client is gone. */
export const runSession = (socket: Duplex, session: Session): void => {
  socket.on('error', () => socket.destroy())
  pumpOut(session.output, socket)
  pumpIn(socket, session.input)
}
