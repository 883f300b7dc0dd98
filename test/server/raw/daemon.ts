import { hijack, json, later, stream } from '../../../src/server/answer.ts'
import { createApp } from '../../../src/server/app.ts'
import { type Listener, listen } from '../../../src/server/transport/listener.ts'
import { createSystemClock } from '../../../src/state/clock.ts'
import { notFound } from '../../../src/state/error.ts'
import { type ByteSource, Pipe } from '../../../src/state/pipe.ts'
import { ownHandlers, smallWorld } from '../world.ts'
import { authority, serverCertificate, serverKey } from './certificates.ts'

/** What the fake handlers saw, for the checks to look at. */
export interface Observations {
  closedSources: number
  firehoseBytes: number
  uploadedBytes: number
  abortedWaits: number
  /** Where the daemon speaks TLS on this machine. */
  securePort: number
  readonly attached: Pipe[]
  readonly defects: unknown[]
}

const encoder = new TextEncoder()

/** Far more than any socket holds. */
export const longBytes = 8 << 20

const watched = (source: ByteSource, seen: Observations): ByteSource => ({
  read: max => source.read(max),
  readable: source.readable,
  close() {
    seen.closedSources++
    source.close()
  },
})

/** Bytes without end, made when asked for: what was made is what the transport took. */
const firehose = (seen: Observations): ByteSource => ({
  read() {
    seen.firehoseBytes += 65_536
    return new Uint8Array(65_536)
  },
  readable: { subscribe: () => () => {} },
  close() {
    seen.closedSources++
  },
})

/** A session that never stops talking. */
const chatter = (seen: Observations) => {
  const input = new Pipe()
  seen.attached.push(input)
  return { input, output: firehose(seen) }
}

/** Sends back what it reads, and when that has ended says so, and ends. */
const echo = (seen: Observations) => {
  const input = new Pipe()
  const output = new Pipe()
  seen.attached.push(input)
  const move = (): void => {
    for (;;) {
      if (output.closed) return
      if (output.room === 0) {
        output.writable.subscribe(move)
        return
      }
      const bytes = input.read(output.room)
      if (bytes === undefined) {
        input.readable.subscribe(move)
        return
      }
      if (bytes.length === 0) {
        output.write(encoder.encode('goodbye'))
        output.end()
        return
      }
      output.write(bytes)
    }
  }
  move()
  return { input, output: watched(output, seen) }
}

const count = async (body: ReadableStream<Uint8Array> | undefined, seen: Observations): Promise<void> => {
  if (!body) return
  for await (const chunk of body) seen.uploadedBytes += chunk.length
}

/** A daemon whose handlers are as simple as the way to them is not. */
export const startRawDaemon = async (host: string): Promise<{ listener: Listener; seen: Observations }> => {
  const { engine, defects } = smallWorld(createSystemClock())
  const seen: Observations = {
    closedSources: 0,
    firehoseBytes: 0,
    uploadedBytes: 0,
    abortedWaits: 0,
    securePort: 0,
    attached: [],
    defects,
  }
  const contentType = 'application/vnd.docker.raw-stream'
  const app = createApp(engine, {
    ...ownHandlers,
    ContainerList: () => json([]),
    SystemVersion: () => json('a'.repeat(longBytes)),
    ContainerStats: () => stream({ contentType: 'application/json', source: watched(new Pipe(), seen) }),
    ContainerExport: () => stream({ contentType: 'application/x-tar', source: firehose(seen) }),
    ContainerWait: exchange =>
      later(
        'application/json',
        new Promise((resolve, reject) => {
          exchange.signal.addEventListener('abort', () => {
            seen.abortedWaits++
            reject(exchange.signal.reason)
          })
          setTimeout(() => resolve({ StatusCode: 3 }), 150)
        }),
      ),
    ContainerAttach: (_, { path }) => {
      if (path.id === 'ghost') throw notFound('No such container: ghost')
      return hijack({ contentType, copyHeaders: false, session: path.id === 'firehose' ? chatter(seen) : echo(seen) })
    },
    ExecStart: (_, { body }) =>
      body?.Detach
        ? json({ detached: true })
        : hijack({ contentType, copyHeaders: true, session: echo(seen), speaksAtOnce: true }),
    ContainerAttachWebsocket: () => ({ kind: 'websocket', binary: true, session: echo(seen) }),
    PutContainerArchive: async (_, { path, body }) => {
      if (path.id === 'ghost') throw notFound('No such container: ghost')
      await count(body, seen)
      return json({ bytes: seen.uploadedBytes })
    },
  })
  const tls = { ca: authority, cert: serverCertificate, key: serverKey }
  const listener = await listen(app, { hosts: [host, 'tcp://127.0.0.1:0'], tls })
  seen.securePort = Number(listener.hosts[1]?.split(':').at(-1))
  return { listener, seen }
}
