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
const pumpIn = (socket: Duplex, sink: ByteSink): void => {
  let rest: Uint8Array | undefined
  let ended = false
  let deaf = false
  let cancel: Cancel | undefined
  const end = (): void => {
    if (ended) return
    ended = true
    if (!rest) sink.end()
  }
  const give = (bytes: Uint8Array): void => {
    let taken = 0
    try {
      taken = deaf ? bytes.length : sink.write(bytes)
    } catch (error) {
      if (!(error instanceof BrokenPipe)) throw error
      // Nobody reads what the client types any more; a terminal would not tell it either.
      deaf = true
      taken = bytes.length
    }
    if (taken === bytes.length) {
      rest = undefined
      if (ended) sink.end()
      else socket.resume()
      return
    }
    rest = bytes.subarray(taken)
    socket.pause()
    cancel = sink.writable.subscribe(() => rest && give(rest))
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
