import net from 'node:net'

export const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

/** Looks again and again until it is so; a check that waits for ever says what it waited for. */
export const until = async (what: string, isSo: () => boolean, limitMilliseconds = 5000): Promise<void> => {
  for (let waited = 0; !isSo(); waited += 10) {
    if (waited > limitMilliseconds) throw new Error(`still not so after ${limitMilliseconds} ms: ${what}`)
    await pause(10)
  }
}

/** A count that has not moved for a while: how much flows until the other side stops taking more. */
export const whenItRests = async (what: string, count: () => number): Promise<number> => {
  let last = count()
  let looks = 0
  const rests = (): boolean => {
    looks = count() === last ? looks + 1 : 0
    last = count()
    return looks >= 30
  }
  await until(`${what} rests`, rests, 30_000)
  return last
}

/** A client that sees bytes, not messages. */
export interface RawClient {
  readonly socket: net.Socket
  readonly received: () => string
  readonly ended: () => boolean
  send(text: string | Uint8Array): void
  /** Waits until the text has come; answers everything received. */
  sees(text: string): Promise<string>
  /** Waits for the end of what the server sends. */
  end(): Promise<string>
}

export const connect = (path: string): Promise<RawClient> =>
  clientOf(net.connect({ path, allowHalfOpen: true }), 'connect')

/** A client of a socket that is about to say that it is `ready`. */
export const clientOf = async (socket: net.Socket, ready: 'connect' | 'secureConnect'): Promise<RawClient> => {
  let received = ''
  let ended = false
  socket.on('data', chunk => {
    received += chunk.toString('latin1')
  })
  socket.on('end', () => {
    ended = true
  })
  socket.on('error', () => {
    ended = true
  })
  socket.on('close', () => {
    ended = true
  })
  await new Promise<void>((resolve, reject) => {
    socket.once(ready, () => resolve())
    socket.once('error', reject)
  })
  return {
    socket,
    received: () => received,
    ended: () => ended,
    send: bytes => void socket.write(bytes),
    async sees(text) {
      await until(`${JSON.stringify(text)} in ${JSON.stringify(received.slice(-300))}`, () => received.includes(text))
      return received
    },
    async end() {
      await until(`the end, after ${JSON.stringify(received.slice(-300))}`, () => ended)
      return received
    },
  }
}

export const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: docker\r\n${headers}\r\n`
