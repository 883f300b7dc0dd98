import dgram from 'node:dgram'
import type { BoundPort, DatagramExchange, PortTarget } from '../../state/network/port-host.ts'

/** After so long a peer that was silent is a new one (moby cmd/docker-proxy/udp_proxy_linux.go). */
const silenceMilliseconds = 90_000
/** More peers at a time than this, and the one that was silent for longest is forgotten. */
const peersMax = 1024

interface Peer {
  readonly exchange: DatagramExchange
  heardAt: number
}

export const listenUdp = (address: string, port: number): Promise<BoundPort> =>
  new Promise((resolve, reject) => {
    let target: PortTarget | undefined
    const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4')
    /** In the order in which they were last heard. */
    const peers = new Map<string, Peer>()
    const forget = (name: string, { exchange }: Peer): void => {
      peers.delete(name)
      exchange.close()
    }
    const makeRoom = (now: number): void => {
      for (const [name, peer] of peers) {
        if (peers.size < peersMax && now - peer.heardAt < silenceMilliseconds) return
        forget(name, peer)
      }
    }
    const welcome = (to: PortTarget, from: dgram.RemoteInfo): Peer => {
      const exchange = to.exchange()
      const answer = (): void => {
        for (let bytes = exchange.receive(); bytes; bytes = exchange.receive())
          socket.send(bytes, from.port, from.address, () => undefined)
        exchange.readable.subscribe(answer)
      }
      answer()
      return { exchange, heardAt: 0 }
    }
    socket.on('message', (message, from) => {
      if (!target) return
      const now = performance.now()
      const name = `${from.address} ${from.port}`
      const known = peers.get(name)
      if (known) peers.delete(name)
      else makeRoom(now)
      const peer = known ?? welcome(target, from)
      peer.heardAt = now
      peers.set(name, peer)
      peer.exchange.send(new Uint8Array(message))
    })
    socket.on('error', reject)
    socket.bind({ address, port, exclusive: true }, () =>
      resolve({
        forward(to) {
          target = to
        },
        close() {
          for (const [name, peer] of peers) forget(name, peer)
          socket.close()
        },
      }),
    )
  })
