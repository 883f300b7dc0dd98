import http from 'node:http'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import type { App } from '../app.ts'
import { bind, type Host, parseHost } from './address.ts'
import { Connection } from './connection.ts'
import { SocketRequest } from './request.ts'
import { SocketWay, sent } from './socket-way.ts'

export interface TlsOptions {
  /** All in PEM. */
  readonly key: string
  readonly cert: string
  /** With it, clients must show a certificate of this authority. */
  readonly ca?: string
}

export interface ListenOptions {
  /** `unix:///path`, `tcp://127.0.0.1:0` or `npipe:////./pipe/name`. */
  readonly hosts: readonly string[]
  readonly tls?: TlsOptions
}

export interface Listener {
  /** As given, with the ports that the system chose. */
  readonly hosts: readonly string[]
  /** Ends every connection, stops listening and removes socket files. */
  close(): Promise<void>
}

/** How long connections get to flush and leave before they are destroyed. */
const farewellMilliseconds = 1000

const httpOptions: http.ServerOptions = {
  // Clients send whole configurations in X-Registry-Config and X-Registry-Auth.
  maxHeaderSize: 1 << 20,
  requestTimeout: 0,
  headersTimeout: 60_000,
  keepAliveTimeout: 0,
  requireHostHeader: false,
}

declare const Bun: unknown

/** Bun's parser asks for more without resuming its socket: whoever reads the body does it. */
const resumeOnRead = (incoming: http.IncomingMessage, connection: Connection): void => {
  const read = incoming._read
  incoming._read = function (size: number) {
    if (!connection.detached) connection._read()
    return read.call(this, size)
  }
}

const isBun = typeof Bun !== 'undefined'

const notHttp = '400 Bad Request'

/** What Go's server says before it has read a request, by the code of the parser's error (net/http/server.go). */
const refusals: Readonly<Record<string, string>> = {
  HPE_INVALID_VERSION: '505 HTTP Version Not Supported: unsupported protocol version',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

const refuse = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  const status = refusals[error.code ?? ''] ?? notHttp
  if (!socket.writable) return
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${status}`)
}

const createHttpServer = (app: App): http.Server => {
  const server = http.createServer(httpOptions, (incoming, outgoing) => {
    const connection = incoming.socket as unknown as Connection
    connection.request = incoming
    if (isBun) resumeOnRead(incoming, connection)
    outgoing.once('finish', () => connection.release())
    const finish = (response: Response): void => {
      if (response !== sent) outgoing.destroy()
    }
    const served = app.serve(new SocketRequest(incoming, outgoing), new SocketWay(incoming, outgoing))
    if (served instanceof Promise) void served.then(finish)
    else finish(served)
  })
  return server.on('clientError', refuse)
}

type FrontOptions = net.ServerOpts & TlsOptions

const createFront = (options: TlsOptions | undefined, accept: (socket: net.Socket) => void): net.Server => {
  const sockets = { allowHalfOpen: true, noDelay: true } as const
  if (!options) return net.createServer(sockets, accept)
  const clients = options.ca ? { requestCert: true, rejectUnauthorized: true } : {}
  const both: FrontOptions & tls.TlsOptions = { ...sockets, ...options, ...clients }
  return tls.createServer(both, accept)
}

/** Serves an app on sockets: the same code on Node, Bun and Deno, whose own servers cannot give a connection away. */
export const listen = async (app: App, { hosts, tls: tlsOptions }: ListenOptions): Promise<Listener> => {
  const server = createHttpServer(app)
  const sockets = new Set<net.Socket>()
  const accept = (socket: net.Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    server.emit('connection', new Connection(socket))
  }
  // Deno ends keep-alive connections of a server that does not listen; this one never does, its fronts do.
  Object.defineProperty(server, 'listening', { get: () => true, configurable: true })

  const fronts: { readonly front: net.Server; readonly host: Host }[] = []
  const close = async (): Promise<void> => {
    const closed = fronts.map(({ front }) => new Promise<void>(resolve => front.close(() => resolve())))
    for (const socket of sockets) socket.end()
    const farewell = setTimeout(
      () => {
        for (const socket of sockets) socket.destroy()
      },
      sockets.size > 0 ? farewellMilliseconds : 0,
    )
    for (const { host } of fronts) await host.unlink()
    await Promise.all(closed)
    clearTimeout(farewell)
  }
  try {
    const bound: string[] = []
    for (const text of hosts) {
      const host = parseHost(text)
      const front = createFront(host.secure ? tlsOptions : undefined, accept)
      bound.push(await bind(front, host))
      fronts.push({ front, host })
    }
    return { hosts: bound, close }
  } catch (error) {
    await close()
    throw error
  }
}
