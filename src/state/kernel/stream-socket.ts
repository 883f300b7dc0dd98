import { type Stat, SystemError } from '../filesystem/contract.ts'
import { Pipe } from '../pipe.ts'
import type { StreamSocket } from './network.ts'
import { createOpenFile, writeTo } from './open-file.ts'

export interface Side {
  readonly address: string
  readonly port: number
}

/** net.core.wmem: what a connection buffers one way before a writer has to wait. */
const windowBytes = 212_992

const socketStat: Stat = {
  kind: 'socket',
  mode: 0o777,
  uid: 0,
  gid: 0,
  sizeBytes: 0,
  modifiedAt: 0,
  inode: 4,
  links: 1,
}

/**
 * Both ends of a connection: two pipes, crossed. An end that is closed before it has read everything resets the
 * connection: the other end reads ECONNRESET once instead of an end of file (tcp(7)).
 */
export const connectedPair = (
  client: Side,
  server: Side,
  closed: (socket: StreamSocket) => void,
): { clientEnd: StreamSocket; serverEnd: StreamSocket } => {
  const toServer = { pipe: new Pipe(windowBytes), reset: false }
  const toClient = { pipe: new Pipe(windowBytes), reset: false }
  return {
    clientEnd: socketEnd(client, server, toClient, toServer, closed),
    serverEnd: socketEnd(server, client, toServer, toClient, closed),
  }
}

interface Direction {
  readonly pipe: Pipe
  reset: boolean
}

const socketEnd = (
  local: Side,
  remote: Side,
  incoming: Direction,
  outgoing: Direction,
  closed: (socket: StreamSocket) => void,
): StreamSocket => {
  const file = createOpenFile({
    name: `socket:[${local.port}]`,
    read(max) {
      if (incoming.reset) {
        incoming.reset = false
        throw new SystemError('ECONNRESET')
      }
      return incoming.pipe.read(max)
    },
    write: bytes => writeTo(outgoing.pipe, bytes),
    readable: incoming.pipe.readable,
    writable: outgoing.pipe.writable,
    stat: () => socketStat,
    close() {
      const unread = incoming.pipe.size > 0
      incoming.pipe.close()
      if (unread) {
        outgoing.reset = true
        outgoing.pipe.close()
      } else outgoing.pipe.end()
      closed(socket)
    },
  })
  const socket: StreamSocket = {
    ...file,
    terminal: undefined,
    retain() {
      file.retain()
      return socket
    },
    localAddress: local.address,
    localPort: local.port,
    remoteAddress: remote.address,
    remotePort: remote.port,
    shutdown: () => outgoing.pipe.end(),
  }
  return socket
}
