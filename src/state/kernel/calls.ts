import { SystemError } from '../filesystem/contract.ts'
import { endOfStream } from '../pipe.ts'
import { anyOf, type Wait } from '../wait.ts'
import type { Datagram, DatagramSocket, Listener, StreamSocket } from './network.ts'
import { createPipe, type OpenFile } from './open-file.ts'
import type { ExitStatus, Process, Step } from './process.ts'

/** The blocking system calls, as coroutines. Programs use these and never yield a `Wait` of their own making. */

const encoder = new TextEncoder()

const fileOf = (process: Process, descriptor: number) => {
  const file = process.files.get(descriptor)
  if (!file) throw new SystemError('EBADF')
  return file
}

/** Moving so many bytes costs a step, so that streams are paced like loops are. */
const bytesPerStep = 1024

/** Up to `max` bytes; an empty array at end of file. A caught signal interrupts it with EINTR. */
export function* read(process: Process, descriptor: number, max = 65_536): Step<Uint8Array> {
  const file = fileOf(process, descriptor)
  for (;;) {
    const bytes = file.read(max)
    if (bytes !== undefined) {
      // A source that always has more must not hold everybody up, nor a reader that is being killed.
      process.work(Math.floor(bytes.length / bytesPerStep))
      if (bytes.length >= bytesPerStep) yield undefined
      return bytes
    }
    if (process.signals.pending) throw new SystemError('EINTR')
    yield anyOf(file.readable, process.signals.arrived)
  }
}

/** Writes everything, sleeping while the other side is full. Without a reader the process dies of SIGPIPE (or EPIPE). */
export function* write(process: Process, descriptor: number, data: Uint8Array | string): Step<void> {
  const file = fileOf(process, descriptor)
  let bytes = typeof data === 'string' ? encoder.encode(data) : data
  while (bytes.length > 0) {
    let taken: number
    try {
      taken = file.write(bytes)
    } catch (error) {
      if (error instanceof SystemError && error.code === 'EPIPE') {
        process.kernel.kill(process.pid, 'PIPE')
        yield undefined
      }
      throw error
    }
    bytes = bytes.subarray(taken)
    process.work(Math.floor(taken / bytesPerStep))
    if (bytes.length > 0) yield taken > 0 ? undefined : file.writable
    else if (taken >= bytesPerStep) yield undefined
  }
}

/** Everything up to end of file, charged to the process's memory while it is held; `release` gives it back. */
export function* readAll(process: Process, descriptor: number): Step<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const chunk = yield* read(process, descriptor)
    if (chunk.length === 0) break
    process.charge(chunk.length)
    chunks.push(chunk)
    size += chunk.length
    yield undefined
  }
  if (chunks.length === 0) return endOfStream
  const all = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.length
  }
  return all
}

/** Sleeps on the engine's clock. Returns early, with false, when a caught signal arrives. */
export function* sleep(process: Process, milliseconds: number): Step<boolean> {
  let elapsed = false
  const due = timer(process, milliseconds, () => {
    elapsed = true
  })
  try {
    while (!elapsed && !process.signals.pending) yield anyOf(due, process.signals.arrived)
    return elapsed
  } finally {
    due.cancel()
  }
}

/** A `Wait` for a moment, for select-like loops; `cancel` it in a `finally`. */
export const timer = (process: Process, milliseconds: number, expired?: () => void): Wait & { cancel(): void } => {
  const listeners = new Set<() => void>()
  const cancel = process.kernel.clock.after(milliseconds, () => {
    expired?.()
    for (const wake of [...listeners]) wake()
  })
  return {
    subscribe(wake) {
      listeners.add(wake)
      return () => listeners.delete(wake)
    },
    cancel,
  }
}

/** Sleeps until `child` has ended. Not interrupted by signals; a shell that must be uses `waitInterruptible`. */
export function* waitFor(child: Process): Step<ExitStatus> {
  for (;;) {
    if (child.exit) return child.exit
    yield child.changed
  }
}

/** The same, but undefined when a caught signal arrives first. */
export function* waitInterruptible(process: Process, child: Process): Step<ExitStatus | undefined> {
  for (;;) {
    if (child.exit) return child.exit
    if (process.signals.pending) return undefined
    yield anyOf(child.changed, process.signals.arrived)
  }
}

/** Sleeps until one of `children` has ended and returns it; undefined when a caught signal arrives first. */
export function* waitAny(process: Process, children: readonly Process[]): Step<Process | undefined> {
  if (children.length === 0) throw new SystemError('ECHILD')
  for (;;) {
    const ended = children.find(child => child.exit)
    if (ended) return ended
    if (process.signals.pending) return undefined
    yield anyOf(...children.map(child => child.changed), process.signals.arrived)
  }
}

/**
 * Sleeps until `ready` answers something other than undefined, asking now and whenever one of `waits` fires; undefined
 * when a caught signal arrives first, or when `timeoutMilliseconds` have passed.
 */
export function* select<T>(
  process: Process,
  waits: readonly Wait[],
  ready: () => T | undefined,
  timeoutMilliseconds?: number,
): Step<T | undefined> {
  let expired = false
  const due =
    timeoutMilliseconds === undefined
      ? undefined
      : timer(process, timeoutMilliseconds, () => {
          expired = true
        })
  try {
    for (;;) {
      const value = ready()
      if (value !== undefined || expired || process.signals.pending) return value
      yield anyOf(...waits, ...(due ? [due] : []), process.signals.arrived)
    }
  } finally {
    due?.cancel()
  }
}

/** pipe(2): two open files, to be installed or given to a child. */
export const pipe = (process: Process): { reader: OpenFile; writer: OpenFile } => {
  const used = new Set([...process.files.values()].map(file => file.name))
  let inode = 16 + process.pid * 64
  while (used.has(`pipe:[${inode}]`)) inode++
  return createPipe(inode)
}

/** The next connection of a listener. A caught signal interrupts it with EINTR, closing the listener with EINVAL. */
export function* accept(process: Process, listener: Listener): Step<StreamSocket> {
  const { network } = process.kernel
  for (;;) {
    const socket = listener.accept()
    if (socket) return socket
    if (!network.listeners.includes(listener)) throw new SystemError('EINVAL')
    if (process.signals.pending) throw new SystemError('EINTR')
    yield anyOf(listener.acceptable, process.signals.arrived)
  }
}

/** Connects after giving others a turn. Throws what `NetworkStack.connect` throws. */
export function* connect(process: Process, address: string, port: number): Step<StreamSocket> {
  yield undefined
  return process.kernel.network.connect(address, port)
}

/** The next datagram. A caught signal interrupts it with EINTR. */
export function* receive(process: Process, socket: DatagramSocket): Step<Datagram> {
  for (;;) {
    const datagram = socket.receive()
    if (datagram) return datagram
    if (process.signals.pending) throw new SystemError('EINTR')
    yield anyOf(socket.readable, process.signals.arrived)
  }
}
