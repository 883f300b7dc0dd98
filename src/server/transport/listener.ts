import net from 'node:net'
import type { TlsOptions as NodeTlsOptions } from 'node:tls'
import type { App } from '../app.ts'
import { bind, type Host, parseHost } from './address.ts'
import { Connection, type Serve } from './connection.ts'
import { SocketRequest } from './request.ts'
import { SocketWay } from './socket-way.ts'

/** TLS as dockerd's `--tlskey`, `--tlscert` and `--tlsverify --tlscacert` have it, all in PEM. */
export interface TlsOptions {
  readonly key: string
  readonly cert: string
  /** With it, clients must show a certificate of this authority. */
  readonly ca?: string
}

/** Where an app is served. */
export interface ListenOptions {
  /** `unix:///path`, `tcp://127.0.0.1:0` or `npipe:////./pipe/name`. */
  readonly hosts: readonly string[]
  /** For the TCP hosts. Default: plain. */
  readonly tls?: TlsOptions
}

/** An app that is being served. */
export interface Listener {
  /** As given, with the ports that the system chose. */
  readonly hosts: readonly string[]
  /** Ends every connection, stops listening and removes socket files. */
  close(): Promise<void>
}

/** How long connections get to flush and leave before they are destroyed. */
const farewellMilliseconds = 1000

type FrontOptions = net.ServerOpts & TlsOptions

const createFront = async (
  options: TlsOptions | undefined,
  accept: (socket: net.Socket) => void,
): Promise<net.Server> => {
  const sockets = { allowHalfOpen: true, noDelay: true } as const
  if (!options) return net.createServer(sockets, accept)
  const clients = options.ca ? { requestCert: true, rejectUnauthorized: true } : {}
  const both: FrontOptions & NodeTlsOptions = { ...sockets, ...options, ...clients }
  // Node's cryptography is slow to load, and most daemons listen without it.
  const { createServer } = await import('node:tls')
  return createServer(both, accept)
}

/** Serves an app on sockets: the same code on Node, Bun and Deno, whose own servers cannot give a connection away. */
export const listen = async (app: Pick<App, 'serve'>, { hosts, tls: tlsOptions }: ListenOptions): Promise<Listener> => {
  const sockets = new Set<net.Socket>()
  const accepting = (overNetwork: boolean): ((socket: net.Socket) => void) => {
    const serve: Serve = (connection, head) =>
      void app.serve(new SocketRequest(connection, head, overNetwork), new SocketWay(connection, head))
    return socket => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => {})
      new Connection(socket, serve)
    }
  }

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
      const front = await createFront(host.isNetwork ? tlsOptions : undefined, accepting(host.isNetwork))
      bound.push(await bind(front, host))
      fronts.push({ front, host })
    }
    return { hosts: bound, close }
  } catch (error) {
    await close()
    throw error
  }
}
