import { SystemError } from '../filesystem/contract.ts'
import { endOfStream } from '../pipe.ts'
import { anyOf, type Wait } from '../wait.ts'
import type { ExitStatus, Process, Step } from './process.ts'

/** The blocking system calls, as coroutines. Programs use these and never yield a `Wait` of their own making. */

const encoder = new TextEncoder()

const fileOf = (process: Process, descriptor: number) => {
  const file = process.files.get(descriptor)
  if (!file) throw new SystemError('EBADF')
  return file
}

/** Up to `max` bytes; an empty array at end of file. A caught signal interrupts it with EINTR. */
export function* read(process: Process, descriptor: number, max = 65_536): Step<Uint8Array> {
  const file = fileOf(process, descriptor)
  for (;;) {
    const bytes = file.read(max)
    if (bytes !== undefined) return bytes
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
    if (bytes.length > 0) yield taken > 0 ? undefined : file.writable
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
