import { Notifier } from '../wait.ts'
import type { Datagram, DatagramSocket, Listener, StreamSocket } from './network.ts'

/** Datagrams that wait to be received; more are lost. */
const datagramsMax = 256

/** A TCP socket that listens, and what waits to be accepted there. */
export class ListeningSocket implements Listener {
  readonly protocol = 'tcp'
  readonly address: string
  readonly port: number
  readonly acceptable = new Notifier()
  readonly close: () => void
  readonly #waiting: StreamSocket[] = []

  constructor(address: string, port: number, forget: () => void) {
    this.address = address
    this.port = port
    this.close = () => {
      forget()
      for (const socket of this.#waiting.splice(0)) socket.release()
      this.acceptable.notify()
    }
  }

  get backlog(): number {
    return this.#waiting.length
  }

  offer(socket: StreamSocket): void {
    this.#waiting.push(socket)
    this.acceptable.notify()
  }

  accept(): StreamSocket | undefined {
    return this.#waiting.shift()
  }
}

/** A UDP socket, and what waits to be received there. */
export class BoundDatagramSocket implements DatagramSocket {
  readonly protocol = 'udp'
  readonly address: string
  readonly port: number
  readonly readable = new Notifier()
  readonly send: DatagramSocket['send']
  readonly close: () => void
  readonly #waiting: Datagram[] = []

  constructor(address: string, port: number, actions: Pick<DatagramSocket, 'send' | 'close'>) {
    this.address = address
    this.port = port
    this.send = actions.send
    this.close = actions.close
  }

  offer(datagram: Datagram): void {
    if (this.#waiting.length >= datagramsMax) return
    this.#waiting.push(datagram)
    this.readable.notify()
  }

  receive(): Datagram | undefined {
    return this.#waiting.shift()
  }
}
