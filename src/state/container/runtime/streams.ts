import { type ByteSink, type ByteSource, endOfStream, Pipe } from '../../pipe.ts'
import { frame, streamNumbers } from '../../stdcopy.ts'
import type { Cancel } from '../../wait.ts'
import { createDetachWatch } from './detach-keys.ts'

export type OutputStream = 'stdout' | 'stderr'

/** Both directions of a connection to a process. */
export interface Session {
  /** What the client types; it ends when the client closes its half or is gone. */
  readonly input: ByteSink
  /** What the client sees; whoever reads it closes it when the client is gone. */
  readonly output: ByteSource
}

/** A client that lets more than this pile up holds the processes back (moby pkg/ioutils BytesPipe, blockThreshold). */
export const clientBufferBytes = 1_000_000
/** What one look at a process's output takes at most: io.Copy's buffer, and so the longest frame. */
const copyBytes = 32 * 1024

export interface AttachOptions {
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  /** Frames for stdout and stderr instead of bare bytes. */
  readonly multiplexed: boolean
  /** The end of the client's input is the end of the process's. */
  readonly closeStdin: boolean
  /** Only looked for when there is a terminal. */
  readonly detachKeys: readonly number[] | undefined
  detached(): void
}

interface Client {
  readonly options: AttachOptions
  readonly output: Pipe
}

/** The standard streams of a container or an execution as the daemon holds them: one process side, any number of clients. */
export class StandardStreams {
  #clients: Set<Client> | undefined
  #stdin: Pipe | undefined
  #wasAttached = false

  /** Whether any client has ever read here. */
  get wasAttached(): boolean {
    return this.#wasAttached
  }

  /** Where clients' input goes. It waits here when the process has not started. */
  get stdin(): Pipe {
    this.#stdin ??= new Pipe()
    return this.#stdin
  }

  get clientCount(): number {
    return this.#clients?.size ?? 0
  }

  /** Lets a client see what comes from now on; `before` is what it sees first. */
  attach(options: AttachOptions, before: readonly Uint8Array[] = []): Session {
    const output = new Pipe(Number.POSITIVE_INFINITY)
    for (const bytes of before) output.writeWhole(bytes)
    const client: Client = { options, output }
    this.#clients ??= new Set()
    this.#clients.add(client)
    this.#wasAttached = true
    return { input: options.stdin ? this.#inputOf(client) : discard, output: this.#outputOf(client) }
  }

  /** Copies a process's output to everybody until its end; a full client stops the copying until it has read. */
  copy(name: OutputStream, source: ByteSource, seen: (bytes: Uint8Array) => void): Copying {
    let cancel: Cancel | undefined
    const take = (): boolean => {
      const bytes = source.read(copyBytes)
      if (bytes === undefined || bytes.length === 0) return false
      seen(bytes)
      this.broadcast(name, bytes)
      return true
    }
    const copy = (): void => {
      cancel = undefined
      for (;;) {
        const full = this.#fullClient(name)
        if (full) {
          cancel = full.output.writable.subscribe(copy)
          return
        }
        if (!take()) break
      }
      cancel = source.readable.subscribe(copy)
    }
    copy()
    return {
      finish() {
        cancel?.()
        while (take());
        source.close()
      },
    }
  }

  broadcast(name: OutputStream, bytes: Uint8Array): void {
    let framed: Uint8Array | undefined
    for (const { options, output } of this.#clients ?? []) {
      if (!options[name] || output.closed || output.ended) continue
      if (options.multiplexed) framed ??= frame(streamNumbers[name], bytes)
      output.writeWhole(options.multiplexed && framed ? framed : bytes)
    }
  }

  /** The process is gone: clients see the end, and who attaches next waits for another one. */
  reset(): void {
    const clients = this.#clients
    this.#clients = undefined
    for (const { output } of clients ?? []) output.end()
    this.#stdin?.close()
    this.#stdin = undefined
  }

  #fullClient(name: OutputStream): Client | undefined {
    for (const client of this.#clients ?? []) {
      const { options, output } = client
      if (options[name] && !output.closed && !output.ended && output.size >= clientBufferBytes) return client
    }
    return undefined
  }

  #drop(client: Client): void {
    this.#clients?.delete(client)
    client.output.end()
  }

  #outputOf(client: Client): ByteSource {
    const { output } = client
    return {
      read: max => output.read(max),
      readable: output.readable,
      close: () => {
        if (!output.ended && client.options.stdin && client.options.closeStdin) this.#stdin?.end()
        this.#clients?.delete(client)
        output.close()
      },
    }
  }

  /**
   * Input that closes stdin once it ends, or, where stdin stays open for others, takes the client away with it when all
   * of it was taken, which before the start nobody does (moby daemon/internal/stream/attach.go; seen with 26.1.5).
   */
  #inputOf(client: Client): ByteSink {
    const { stdin } = this
    const { detachKeys, closeStdin, detached } = client.options
    const watch = detachKeys ? createDetachWatch(detachKeys) : undefined
    let over = false
    const leave = () => this.#drop(client)
    const isDeaf = (): boolean => over || stdin.closed || stdin.ended
    return {
      write(bytes) {
        if (isDeaf()) return bytes.length
        if (!watch) return stdin.write(bytes)
        // Keys that were held back may come on top, so a little more room than given is asked for.
        const given = bytes.subarray(0, Math.max(0, stdin.room - (detachKeys?.length ?? 0)))
        const { passed, detached: done } = watch.see(given)
        stdin.write(passed)
        if (!done) return given.length
        over = true
        leave()
        detached()
        return bytes.length
      },
      writable: stdin.writable,
      end() {
        if (over) return
        over = true
        if (closeStdin) stdin.end()
        else whenTaken(stdin, leave)
      },
    }
  }
}

/** Acts when nothing is left in a pipe. */
const whenTaken = (pipe: Pipe, act: () => void): void => {
  if (pipe.size === 0) act()
  else pipe.writable.subscribe(() => whenTaken(pipe, act))
}

export interface Copying {
  /** Takes what is left, however full the clients are, and stops. */
  finish(): void
}

/** Input of somebody whom nobody listens to. */
export const discard: ByteSink = {
  write: bytes => bytes.length,
  writable: { subscribe: () => () => undefined },
  end: () => undefined,
}

/** Moves bytes on as there is room for them; the end of the source is the end of the sink. */
export const forward = (source: ByteSource, sink: ByteSink): Cancel => {
  let held: Uint8Array = endOfStream
  let cancel: Cancel = () => undefined
  const move = (): void => {
    for (;;) {
      if (held.length === 0) {
        const bytes = source.read(copyBytes)
        if (bytes === undefined) {
          cancel = source.readable.subscribe(move)
          return
        }
        if (bytes.length === 0) {
          sink.end()
          return
        }
        held = bytes
      }
      held = held.subarray(sink.write(held))
      if (held.length > 0) {
        cancel = sink.writable.subscribe(move)
        return
      }
    }
  }
  move()
  return () => cancel()
}
