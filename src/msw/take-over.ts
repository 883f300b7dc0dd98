import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { Session } from '../server/answer.ts'
import { runSession } from '../server/transport/pump.ts'

type Written = [chunk?: unknown, encoding?: unknown, callback?: unknown]

/** Streams leave out what they do not say: the last function is the callback. */
const readWritten = (written: Written) => {
  const callback = written.find((each): each is () => void => typeof each === 'function')
  const [chunk, encoding] = written
  const isBytes = typeof chunk === 'string' || chunk instanceof Uint8Array
  const bytes = isBytes
    ? Buffer.from(chunk as string, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
    : undefined
  return { bytes, callback }
}

/**
 * Gives an intercepted request's socket to a session, both ways. msw has no word for a connection that leaves HTTP, but
 * the socket that it gave the client is a stream like others: what is pushed into it the client reads, as an answer's
 * head first, and what the client writes to it is the session's.
 */
export const takeOver = ({ socket }: ClientRequest, head: string, session: Session): void => {
  if (!socket) throw new Error('the request has no socket yet')
  const line = lineTo(socket)
  line.write(head)
  runSession(line, session)
}

const lineTo = (socket: Socket): Duplex => {
  const line = new Duplex({
    allowHalfOpen: true,
    read() {},
    write(chunk, _encoding, done) {
      socket.push(chunk)
      done()
    },
    final(done) {
      socket.push(null)
      done()
    },
  })
  let isEnded = false
  const end = (): void => {
    if (isEnded) return
    isEnded = true
    line.push(null)
  }
  Object.assign(socket, {
    connecting: false,
    write(...written: Written): boolean {
      const { bytes, callback } = readWritten(written)
      if (bytes && bytes.length > 0 && !isEnded) line.push(bytes)
      callback?.()
      return true
    },
    end(...written: Written): Socket {
      const { bytes, callback } = readWritten(written)
      if (bytes && bytes.length > 0 && !isEnded) line.push(bytes)
      end()
      callback?.()
      return socket
    },
  })
  socket.once('end', () => socket.destroy())
  socket.once('close', () => {
    end()
    line.destroy()
  })
  return line
}
