import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { Socket } from 'node:net'

/** One request that went by, and the status that came back; undefined while none did. */
export interface Exchange {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  status: number | undefined
}

export interface Recorder {
  readonly host: string
  /** What has been seen since the last time, in the order of the requests. */
  take(): readonly Exchange[]
  stop(): Promise<void>
}

/** Stands in front of a daemon's socket, passes everything on as it comes, and notes what was asked and answered. */
export const startRecorder = async (daemonSocket: string, socketPath: string): Promise<Recorder> => {
  let exchanges: Exchange[] = []
  const sockets = new Set<Socket>()
  const note = ({ method = '', url = '' }: IncomingMessage): Exchange => {
    const exchange: Exchange = { method, target: url, status: undefined }
    exchanges.push(exchange)
    return exchange
  }
  // One connection to the daemon for each of the client's: what the client keeps open, the daemon keeps open.
  const agents = new WeakMap<Socket, Agent>()
  const server = createServer((request, response) =>
    passOn(daemonSocket, request, response, note(request), agents.get(request.socket)),
  )
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
    passOnHijacked(daemonSocket, request, socket, head, note(request)),
  )
  server.on('connection', socket => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    agents.set(socket, agent)
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      agent.destroy()
    })
  })
  server.requestTimeout = 0
  server.headersTimeout = 0
  await new Promise<void>(resolve => server.listen(socketPath, resolve))
  return {
    host: `unix://${socketPath}`,
    take() {
      const taken = exchanges
      exchanges = []
      return taken
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const sendOn = (socketPath: string, { method, url, headers }: IncomingMessage, agent?: Agent) =>
  send({ socketPath, method, path: url, headers, setHost: false, agent: agent ?? false })

const passOn = (
  daemonSocket: string,
  request: IncomingMessage,
  response: ServerResponse,
  exchange: Exchange,
  agent: Agent | undefined,
): void => {
  const upstream = sendOn(daemonSocket, request, agent)
  upstream.on('response', answer => {
    exchange.status = answer.statusCode
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
    // The head must not wait for the body: a client may act on it long before.
    response.flushHeaders()
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  upstream.on('error', () => response.destroy())
  response.on('close', () => {
    if (!response.writableFinished) upstream.destroy()
  })
  request.pipe(upstream)
}

const passOnHijacked = (
  daemonSocket: string,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  exchange: Exchange,
): void => {
  const upstream = sendOn(daemonSocket, request)
  const answerWith = (answer: IncomingMessage): void => {
    exchange.status = answer.statusCode
    const fields = answer.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
    )
    socket.write([`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`, ...fields, '', ''].join('\r\n'))
  }
  upstream.on('upgrade', (answer, daemon: Socket, first: Buffer) => {
    answerWith(answer)
    socket.write(first)
    // Each end is closed by itself: a client that has no input closes its half at once and goes on reading.
    daemon.pipe(socket)
    socket.pipe(daemon)
    daemon.on('error', () => socket.destroy())
    socket.on('error', () => daemon.destroy())
  })
  upstream.on('response', answer => {
    answerWith(answer)
    answer.pipe(socket)
  })
  upstream.on('error', () => socket.destroy())
  takeBody(socket, head, Number(request.headers['content-length'] ?? 0), body => upstream.end(body))
}

/** A request that wants to upgrade is handed over after its head: whatever of its body has not come yet is still in the socket. */
const takeBody = (socket: Socket, head: Buffer, length: number, taken: (body: Buffer) => void): void => {
  let received = head
  const look = (): void => {
    if (received.length < length) return
    socket.off('data', more)
    socket.pause()
    if (received.length > length) socket.unshift(received.subarray(length))
    taken(received.subarray(0, length))
  }
  const more = (bytes: Buffer): void => {
    received = Buffer.concat([received, bytes])
    look()
  }
  socket.on('data', more)
  look()
}
