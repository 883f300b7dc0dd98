import type { Target, WireConversation, WireReply, WireRequest } from '../conformance/index.ts'
import { TargetLost } from '../conformance/index.ts'
import { type App, createApp } from '../server/app.ts'
import type { Encoded } from '../server/encode.ts'
import { handlers } from '../server/handlers/index.ts'
import type { ApiRequest } from '../server/request.ts'
import type { Way } from '../server/way.ts'
import { createManualClock } from '../state/clock.ts'
import { createEngine, type EngineOptions } from '../state/engine.ts'
import type { ByteSource } from '../state/pipe.ts'

/** How far time moves at once while somebody waits: less than anything that a program tells apart. */
const stepMilliseconds = 50
/** Nobody is waited for longer than this, in the time of the fake. */
const patienceSeconds = 60
/** What other threads do, such as unpacking, takes time of the machine and none of the fake: so long it is waited for. */
const workMilliseconds = 30_000

/** An answer that did not arrive, for whoever does not wait for a connection to break. */
const nothing: Encoded = { status: 500, headers: '', body: undefined }

/** As it is: nothing is written to a socket, so nothing is framed. */
const bare: Way<Encoded> = {
  send: encoded => encoded,
  fail: () => nothing,
  lose: () => nothing,
}

/** The answer, or that none came. */
const inTime = async <T>(answer: Promise<T>, what: string): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TargetLost(`${what}: no answer`)), workMilliseconds)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** Everything that can happen without time passing has happened. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>(resolve => setImmediate(resolve))
}

const apiRequest = ({ method, target, headers, body }: WireRequest, signal: AbortSignal): ApiRequest => {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const))
  const bytes = body ?? new Uint8Array()
  return {
    method,
    target,
    header: name => (name === 'content-length' && body ? String(body.length) : byName.get(name)),
    hasBody: bytes.length > 0,
    overNetwork: false,
    bytes: async () => bytes,
    stream: () =>
      new ReadableStream({
        start(controller) {
          if (bytes.length > 0) controller.enqueue(bytes)
          controller.close()
        },
      }),
    signal,
  }
}

const headersOf = (lines: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines
      .split('\r\n')
      .filter(line => line.includes(':'))
      .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )

/** Reads a source as fast as it comes, to its end. */
const collect = (source: ByteSource, parts: Uint8Array[]): Promise<void> =>
  new Promise(resolve => {
    const read = (): void => {
      for (let bytes = source.read(); ; bytes = source.read()) {
        if (bytes === undefined) {
          source.readable.subscribe(read)
          return
        }
        if (bytes.length === 0) {
          resolve()
          return
        }
        parts.push(bytes)
      }
    }
    read()
  })

const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What has been answered, as a connection that may go on. */
const conversation = ({ status, headers, body }: Encoded, isHead: boolean, leave: () => void): WireConversation => {
  const parts: Uint8Array[] = []
  const received = (): Uint8Array => Buffer.concat(parts)
  const over = { ended: Promise.resolve(), received, close: leave, write: () => undefined, end: () => undefined }
  if (isHead || body === undefined) return { status, headers: headersOf(headers), ...over }
  if (typeof body === 'string') parts.push(textBytes(body))
  if (typeof body === 'string' || body.kind === 'websocket') return { status, headers: headersOf(headers), ...over }
  if (body.kind === 'later') {
    const ended = body.text.then(text => void parts.push(textBytes(text)))
    return { status, headers: headersOf(headers), ...over, ended }
  }
  if (body.kind === 'stream') {
    const { source } = body
    const close = (): void => {
      source.close()
      leave()
    }
    return { status, headers: headersOf(headers), ...over, ended: collect(source, parts), close }
  }
  const [head = '', ...rest] = body.head.split('\r\n\r\n')
  const line = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? status)
  parts.push(textBytes(rest.join('\r\n\r\n')))
  const { session } = body
  const upgraded = { status: line, headers: headersOf(head.slice(head.indexOf('\r\n'))), ...over }
  if (!session) return upgraded
  return {
    ...upgraded,
    ended: collect(session.output, parts),
    write: bytes => void session.input.write(typeof bytes === 'string' ? textBytes(bytes) : bytes),
    end: () => session.input.end(),
    close() {
      session.input.end()
      session.output.close()
      leave()
    },
  }
}

/**
 * A fake without sockets, whose time passes only when somebody waits for an answer or lets it pass: nothing about it
 * depends on how fast the machine is.
 */
export const inProcessTarget = (name: string, options: Omit<EngineOptions, 'clock'> = {}): Target => {
  const clock = createManualClock()
  const app: App = createApp(createEngine({ ...options, clock }), handlers)
  const pass = async (seconds: number, enough?: AbortSignal): Promise<void> => {
    await settle()
    for (let passed = 0; passed < seconds * 1000 && !enough?.aborted; passed += stepMilliseconds) {
      clock.advance(Math.min(stepMilliseconds, seconds * 1000 - passed))
      await settle()
    }
  }
  /** Lets time pass until a promise is kept, or nobody can wait any longer. */
  const passUntil = async (kept: Promise<unknown>): Promise<void> => {
    const enough = new AbortController()
    // A reason of one's own costs nothing; the usual one is an error with a stack.
    const stop = (): void => enough.abort('kept')
    kept.then(stop, stop)
    await pass(patienceSeconds, enough.signal)
  }
  const begin = async (request: WireRequest): Promise<WireConversation> => {
    const abort = new AbortController()
    const answer = Promise.resolve(app.serve(apiRequest(request, abort.signal), bare))
    await passUntil(answer)
    const encoded = await inTime(answer, `${request.method} ${request.target}`)
    return conversation(encoded, request.method === 'HEAD', () => abort.abort('left'))
  }
  return {
    name,
    pass,
    async send(request): Promise<WireReply> {
      const { status, headers, ended, received } = await begin(request)
      await passUntil(ended)
      return { status, headers, body: received() }
    },
    open: begin,
    upgrade: request => begin({ ...request, headers: { ...request.headers, connection: 'Upgrade', upgrade: 'tcp' } }),
    async close() {
      clock.stop()
    },
  }
}
