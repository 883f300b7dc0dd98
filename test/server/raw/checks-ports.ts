import { deepEqual, equal, ok } from 'node:assert/strict'
import dgram from 'node:dgram'
import net from 'node:net'
import { createHostPorts, type HostPorts } from '../../../src/server/transport/host-ports.ts'
import { createFabric } from '../../../src/state/kernel/fabric.ts'
import type { StreamSocket } from '../../../src/state/kernel/network.ts'
import { createNetworkStack } from '../../../src/state/kernel/network-stack.ts'
import type { HostPort, PortTarget } from '../../../src/state/network/port-host.ts'
import { portTarget } from '../../../src/state/network/port-target.ts'
import { until, whenItRests } from './client.ts'
import type { Checks } from './main.ts'

const address = '172.17.0.2'

const stackAt = (fabric: ReturnType<typeof createFabric>, own: string) =>
  createNetworkStack({
    fabric,
    interfaces: [],
    routes: [],
    attachments: [{ networkId: 'bridge', address: `${own}/16` }],
    resolve: () => [],
  })

/** A container with a stack of its own, and a host that publishes its port 80. */
const world = () => {
  const fabric = createFabric()
  const container = stackAt(fabric, address)
  const host = stackAt(fabric, '172.17.0.1')
  const accepted: StreamSocket[] = []
  /** Runs a program for everybody who connects to port 80. */
  const serve = (program: (socket: StreamSocket) => void): void => {
    const listener = container.listen('0.0.0.0', 80)
    const look = (): void => {
      for (let socket = listener.accept(); socket; socket = listener.accept()) {
        accepted.push(socket)
        program(socket)
      }
      listener.acceptable.subscribe(look)
    }
    look()
  }
  return { container, accepted, serve, target: portTarget(host, () => address, 80) }
}

/** Sends everything back, and at the end says goodbye. */
const echo = (socket: StreamSocket): void => {
  for (;;) {
    const bytes = socket.read(65_536)
    if (bytes === undefined) {
      socket.readable.subscribe(() => echo(socket))
      return
    }
    if (bytes.length > 0) {
      socket.write(bytes)
      continue
    }
    try {
      socket.write(new TextEncoder().encode('goodbye'))
    } catch {
      // Whoever said goodbye first does not listen any more.
    }
    socket.release()
    return
  }
}

/** Reads what there is; whether that was all. */
const hasEnded = (socket: StreamSocket): boolean => {
  try {
    for (;;) {
      const bytes = socket.read(1 << 20)
      if (!bytes || bytes.length === 0) return bytes !== undefined
    }
  } catch {
    return true
  }
}

/** Publishes on a port that nobody else has, as long as `check` runs. */
const published = async (
  protocol: HostPort['protocol'],
  target: PortTarget,
  check: (port: number, ports: HostPorts) => Promise<void>,
): Promise<void> => {
  const ports = createHostPorts()
  try {
    for (let port = 47_100; ; port++) {
      const bound = await ports.bind({ protocol, address: '0.0.0.0', port })
      if ('refused' in bound) continue
      bound.forward(target)
      await check(port, ports)
      bound.close()
      return
    }
  } finally {
    ports.close()
  }
}

const connect = async (port: number, allowHalfOpen = true) => {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen })
  const seen = { text: '', bytes: 0, over: false, reset: false }
  socket.on('data', chunk => {
    seen.bytes += chunk.length
    if (seen.text.length < 10_000) seen.text += chunk.toString('latin1')
  })
  for (const event of ['end', 'close'])
    socket.on(event, () => {
      seen.over = true
    })
  socket.on('error', () => {
    seen.reset = true
    seen.over = true
  })
  await new Promise<void>(resolve => socket.once('connect', resolve))
  return { socket, seen }
}

export const portChecks: Checks = {
  'joins a published port with the program, and lets each half end by itself': async () => {
    const { serve, target, accepted } = world()
    serve(echo)
    await published('tcp', target, async port => {
      const { socket, seen } = await connect(port)
      socket.write('hello ')
      await until('the echo', () => seen.text === 'hello ')
      socket.end('world ')
      await until('the end', () => seen.over)
      equal(seen.text, 'hello world goodbye')
      equal(accepted[0]?.remoteAddress, '172.17.0.1')
    })
  },

  'stops a client that sends faster than the program reads': async () => {
    const { serve, target, accepted } = world()
    serve(() => undefined)
    await published('tcp', target, async port => {
      const { socket } = await connect(port)
      const total = 64 * (1 << 20)
      socket.write(new Uint8Array(total))
      await whenItRests('what the program takes', () => socket.bytesWritten - socket.writableLength)
      ok(socket.writableLength > 0, 'everything was swallowed')
      socket.destroy()
      await until('the program sees the end', () => accepted.every(hasEnded))
    })
  },

  'stops a program that writes faster than the client reads, and tells it when the client is gone': async () => {
    const { serve, target } = world()
    let written = 0
    let broken = false
    const pour = (socket: StreamSocket): void => {
      try {
        for (let taken = 1; taken > 0; written += taken) taken = socket.write(new Uint8Array(65_536))
        socket.writable.subscribe(() => pour(socket))
      } catch {
        broken = true
      }
    }
    serve(pour)
    await published('tcp', target, async port => {
      const { socket } = await connect(port)
      socket.pause()
      await whenItRests('what the client is sent', () => written)
      ok(written < 64 * (1 << 20), `${written} bytes were taken`)
      socket.destroy()
      await until('the program is told', () => broken)
    })
  },

  'accepts and hangs up where no program listens': async () => {
    const { target } = world()
    await published('tcp', target, async port => {
      const { socket, seen } = await connect(port)
      socket.write('GET / HTTP/1.1\r\n\r\n')
      await until('the end', () => seen.over)
      equal(seen.text, '')
      socket.destroy()
    })
  },

  'lets a client go whose program has closed without reading': async () => {
    const { serve, target } = world()
    serve(socket => socket.release())
    await published('tcp', target, async port => {
      const { socket, seen } = await connect(port)
      await until('the end', () => seen.over)
      // The machine tells it by the way: only when it writes again.
      await until('the connection is gone', () => seen.reset || socket.destroyed || !socket.write('more'))
    })
  },

  'gives a port back, and cuts everybody at the end': async () => {
    const { serve, target } = world()
    serve(echo)
    await published('tcp', target, async (port, ports) => {
      const { socket, seen } = await connect(port)
      socket.write('hello')
      await until('the echo', () => seen.text === 'hello')
      ports.close()
      await until('the end', () => seen.over)
      const again = await ports.bind({ protocol: 'tcp', address: '127.0.0.1', port })
      ok(!('refused' in again))
      again.close()
      socket.destroy()
    })
  },

  'carries datagrams, each peer getting its own answers': async () => {
    const { container, target } = world()
    const server = container.datagrams('0.0.0.0', 80)
    const peers = new Set<string>()
    const answer = (): void => {
      for (let datagram = server.receive(); datagram; datagram = server.receive()) {
        peers.add(`${datagram.address}:${datagram.port}`)
        server.send(datagram.bytes, datagram.address, datagram.port)
      }
      server.readable.subscribe(answer)
    }
    answer()
    await published('udp', target, async port => {
      const heard: string[] = []
      const clients = ['a', 'b'].map(name => {
        const client = dgram.createSocket('udp4')
        client.on('message', message => heard.push(`${name}<${message}`))
        client.send(name, port, '127.0.0.1')
        return client
      })
      await until('both answers', () => heard.length === 2)
      for (const client of clients) client.close()
      deepEqual(heard.sort(), ['a<a', 'b<b'])
      equal(peers.size, 2)
      ok([...peers].every(peer => peer.startsWith('172.17.0.1:')))
      equal(container.connections.length, 0)
    })
  },

  'refuses a port that somebody else has': async () => {
    const { target } = world()
    for (const protocol of ['tcp', 'udp'] as const)
      await published(protocol, target, async port => {
        const other = createHostPorts()
        deepEqual(await other.bind({ protocol, address: '127.0.0.1', port }), { refused: 'address already in use' })
      })
  },
}
