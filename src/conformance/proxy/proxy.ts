import { rmSync } from 'node:fs'
import { connect, createServer, type ListenOptions, type NetConnectOpts, type Server, type Socket } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import type { Audience } from '../exchange.ts'
import type { Address } from '../target/address.ts'
import { createTap } from './tap.ts'

/** Stands in front of a daemon, passes on every byte as it comes, both ways, and shows what was asked and answered. */
export interface RunningProxy {
  /** Where it listens, as DOCKER_HOST wants it, with the port that it got. */
  readonly host: string
  /** Ends all connections. */
  close(): Promise<void>
}

export interface ProxyOptions {
  /** The daemon. */
  readonly address: Address
  /** Where to listen: an address of this machine. */
  readonly listen: Address
  readonly audience: Audience
}

const dial = ({ secure, options: { socketPath, host, port, ca, cert, key } }: Address): Socket => {
  const place = socketPath ? { path: socketPath } : { host: host ?? 'localhost', port: Number(port) }
  const options = { ...place, allowHalfOpen: true } as NetConnectOpts
  if (!secure) return connect(options)
  return connectSecurely({
    ...options,
    servername: host ?? '',
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
  })
}

/** Each half ends by itself: a client that has no input closes its half at once and goes on reading. */
const join = (client: Socket, daemon: Socket): void => {
  client.pipe(daemon)
  daemon.pipe(client)
  for (const [one, other] of [
    [client, daemon],
    [daemon, client],
  ] as const) {
    one.setNoDelay(true)
    one.on('error', () => other.destroy())
    one.on('close', () => {
      if (!one.readableEnded) other.destroy()
    })
  }
}

const listening = (server: Server, { options: { socketPath, host, port } }: Address): Promise<string> => {
  const place: ListenOptions = socketPath ? { path: socketPath } : { host: host ?? '127.0.0.1', port: Number(port) }
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(place, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound ? `tcp://${host}:${bound.port}` : `unix://${socketPath}`)
    })
  })
}

/** Rejects when it cannot listen there. */
export const startProxy = async ({ address, listen, audience }: ProxyOptions): Promise<RunningProxy> => {
  let place = 0
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, client => {
    const daemon = dial(address)
    const tap = createTap({ audience, nextPlace: () => ++place })
    for (const socket of [client, daemon]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    client.on('data', bytes => tap.fromClient(bytes))
    daemon.on('data', bytes => tap.fromDaemon(bytes))
    daemon.once('end', () => tap.daemonEnded())
    daemon.once('close', () => tap.closed())
    join(client, daemon)
  })
  const host = await listening(server, listen)
  return {
    host,
    close: () =>
      new Promise(resolve => {
        server.close(() => {
          if (listen.options.socketPath) rmSync(listen.options.socketPath, { force: true })
          resolve()
        })
        for (const socket of sockets) socket.destroy()
      }),
  }
}
