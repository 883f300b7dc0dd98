import net from 'node:net'
import type { StreamSocket } from '../../state/kernel/network.ts'
import type { BoundPort, PortTarget } from '../../state/network/port-host.ts'
import { BrokenPipe, type ByteSink, type ByteSource, endOfStream } from '../../state/pipe.ts'
import { pumpIn, pumpOut, streamOutlet } from './pump.ts'

const chunkBytes = 65_536

/** Listens on a TCP port; whoever comes is noted in `connections` while there. */
export const listenTcp = (host: string, port: number, connections: Set<net.Socket>): Promise<BoundPort> =>
  new Promise((resolve, reject) => {
    let target: PortTarget | undefined
    const server = net.createServer({ allowHalfOpen: true, noDelay: true }, socket => {
      connections.add(socket)
      socket.on('close', () => connections.delete(socket))
      socket.on('error', () => socket.destroy())
      const stream = connected(target)
      if (stream) join(socket, stream)
      else socket.destroy()
    })
    server.on('error', reject)
    server.listen({ host, port }, () =>
      resolve({
        forward(to) {
          target = to
        },
        close: () => void server.close(),
      }),
    )
  })

/** Where nobody listens the daemon's proxy has accepted already: all it can do is to close. */
const connected = (target: PortTarget | undefined): StreamSocket | undefined => {
  try {
    return target?.connect()
  } catch {
    return undefined
  }
}

/** Joins a connection of the machine with one of the simulated world: both ways, each half ending by itself. */
const join = (socket: net.Socket, stream: StreamSocket): void => {
  let deaf = false
  /** The program reads no more: once it has said everything there is nothing left to wait for. */
  const leave = (): void => {
    if (deaf && socket.writableFinished) socket.destroy()
  }
  const input: ByteSink = {
    write(bytes) {
      try {
        return stream.write(bytes)
      } catch {
        deaf = true
        leave()
        throw new BrokenPipe()
      }
    },
    writable: stream.writable,
    end: () => stream.shutdown(),
  }
  const output: ByteSource = {
    read(max = chunkBytes) {
      try {
        return stream.read(max)
      } catch {
        socket.resetAndDestroy()
        return endOfStream
      }
    },
    readable: stream.readable,
    close: () => undefined,
  }
  socket.once('finish', leave)
  socket.once('close', () => stream.release())
  pumpOut(output, streamOutlet(socket))
  pumpIn(socket, input)
}
