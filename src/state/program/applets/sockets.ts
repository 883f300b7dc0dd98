import { SystemError } from '../../filesystem/contract.ts'
import type { Listener, StreamSocket } from '../../kernel/network.ts'
import type { Process, Step } from '../../kernel/process.ts'
import type { SignalName } from '../../kernel/signal.ts'
import { anyOf, type Wait } from '../../wait.ts'
import { attempt } from './messages.ts'

/** Waits for a connection; undefined when a caught signal arrives first. */
export function* accept(process: Process, listener: Listener): Step<StreamSocket | undefined> {
  for (;;) {
    const socket = listener.accept()
    if (socket) return socket
    if (process.signals.pending) return undefined
    yield anyOf(listener.acceptable, process.signals.arrived)
  }
}

/** The first address of a name, or the address itself; undefined when nobody knows it. */
export const addressOf = (process: Process, host: string): string | undefined => {
  if (/^\d+(\.\d+){3}$/.test(host) || host.includes(':')) return host
  return process.kernel.network.resolve(host)[0]
}

/** Connects to a host by name. Throws SystemError; ENOENT stands for a name that does not resolve. */
export const connect = (process: Process, host: string, port: number): StreamSocket => {
  const address = addressOf(process, host)
  if (address === undefined) throw new SystemError('ENOENT', host)
  return process.kernel.network.connect(address, port)
}

export interface Service {
  readonly listeners: readonly Listener[]
  /** Serves one connection, which is open at `descriptor`; closing is done for it. */
  serve(descriptor: number, socket: StreamSocket): Step<void>
  /** What a caught signal means: go on, stop when the connections are done, or stop at once. */
  onSignal(signal: SignalName): 'continue' | 'drain' | 'stop'
  /** Runs beside the connections, after each of their turns; the service ends with it. */
  readonly background?: Step<void>
}

interface Connection {
  readonly steps: Step<void>
  readonly descriptor: number
  waits: Wait | undefined
}

/** An event loop: all connections of a server in one process, as nginx and redis have them. */
export function* serveAll(process: Process, service: Service): Step<SignalName | undefined> {
  // A client that went away must not end the server.
  process.signals.set('PIPE', 'ignore')
  const connections = new Set<Connection>()
  let draining: SignalName | undefined
  try {
    for (;;) {
      for (let signal = process.signals.take(); signal; signal = process.signals.take()) {
        const action = service.onSignal(signal)
        if (action === 'stop') return signal
        if (action === 'drain') draining = signal
      }
      if (draining && connections.size === 0) return draining
      if (!draining) acceptAll(process, service, connections)
      const busy = advance(process, connections)
      const beside = service.background?.next()
      if (beside?.done) return undefined
      if (busy || (beside && !beside.value)) yield undefined
      else
        yield anyOf(
          process.signals.arrived,
          ...service.listeners.map(({ acceptable }) => acceptable),
          ...[...connections].flatMap(({ waits }) => (waits ? [waits] : [])),
          ...(beside?.value ? [beside.value] : []),
        )
    }
  } finally {
    for (const { steps } of connections) steps.return()
    service.background?.return()
  }
}

const acceptAll = (process: Process, service: Service, connections: Set<Connection>): void => {
  for (const listener of service.listeners) {
    for (let socket = listener.accept(); socket; socket = listener.accept()) {
      const descriptor = process.install(socket)
      connections.add({ steps: service.serve(descriptor, socket), descriptor, waits: undefined })
    }
  }
}

/** One step for everybody. Answers whether any of them can go on without waiting. */
const advance = (process: Process, connections: Set<Connection>): boolean => {
  let busy = false
  for (const connection of connections) {
    const result = attempt(() => connection.steps.next())
    if (result instanceof SystemError || result.done) {
      connections.delete(connection)
      process.closeDescriptor(connection.descriptor)
      continue
    }
    connection.waits = result.value ?? undefined
    if (!result.value) busy = true
  }
  return busy
}
