import type { Stat } from '../filesystem/contract.ts'
import type { Datagram, DatagramSocket, StreamSocket } from './network.ts'
import { createOpenFile } from './open-file.ts'

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

/** A datagram socket that is connected to one peer, as connect(2) does it: what others send is not heard. It never ends. */
export const datagramFile = (
  socket: DatagramSocket,
  peer: Omit<Datagram, 'bytes'>,
  first?: Uint8Array,
): StreamSocket => {
  const waiting = first ? [first] : []
  const receive = (): Uint8Array | undefined => {
    for (let datagram = socket.receive(); datagram; datagram = socket.receive())
      if (datagram.address === peer.address && datagram.port === peer.port) return datagram.bytes
    return undefined
  }
  const file = createOpenFile({
    name: `socket:[${socket.port}]`,
    // What does not fit is lost, as with every datagram.
    read: max => (waiting.shift() ?? receive())?.subarray(0, max),
    write(bytes) {
      socket.send(bytes, peer.address, peer.port)
      return bytes.length
    },
    readable: socket.readable,
    stat: () => socketStat,
    close: () => socket.close(),
  })
  const connected: StreamSocket = {
    ...file,
    terminal: undefined,
    retain() {
      file.retain()
      return connected
    },
    localAddress: socket.address,
    localPort: socket.port,
    remoteAddress: peer.address,
    remotePort: peer.port,
    shutdown: () => undefined,
  }
  return connected
}
