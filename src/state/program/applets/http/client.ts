import { SystemError } from '../../../filesystem/contract.ts'
import { timer, write } from '../../../kernel/calls.ts'
import type { StreamSocket } from '../../../kernel/network.ts'
import type { Process, Step } from '../../../kernel/process.ts'
import { anyOf } from '../../../wait.ts'
import { connect } from '../sockets.ts'
import { type Head, HttpReader } from './message.ts'

export interface Target {
  readonly host: string
  readonly port: number
  /** With the query, without the fragment. */
  readonly path: string
  readonly user: string | undefined
}

/** `http://user:password@host:port/path`, scheme optional; undefined for another scheme or no host. */
export const parseTarget = (url: string): Target | undefined => {
  const match = /^(?:http:\/\/)?(?:([^@/]*)@)?([^:/?#@]+|\[[^\]]+\])(?::(\d+))?([/?][^#]*)?/i.exec(url)
  if (!match || /^(?!http:)[a-z][a-z+.-]*:\/\//i.test(url)) return undefined
  const path = match[4] ?? '/'
  return {
    host: (match[2] ?? '').replace(/^\[|\]$/g, ''),
    port: Number(match[3] ?? 80),
    path: path.startsWith('?') ? `/${path}` : path,
    user: match[1],
  }
}

/** The host as a Host header shows it. */
export const hostHeader = ({ host, port }: Target): string => (port === 80 ? host : `${host}:${port}`)

export interface Exchange {
  readonly socket: StreamSocket
  readonly descriptor: number
  readonly head: Head
  readonly status: number
  readonly reader: HttpReader
}

/** Sends a request and reads the head of its reply. Throws SystemError; EINVAL for a reply that is no HTTP. */
export function* exchange(process: Process, target: Target, request: string, body: Uint8Array): Step<Exchange> {
  const socket = connect(process, target.host, target.port)
  const descriptor = process.install(socket)
  try {
    yield* write(process, descriptor, request)
    yield* write(process, descriptor, body)
    const reader = new HttpReader(process, descriptor)
    const head = yield* reader.head()
    if (head === undefined || head === 'invalid') throw new SystemError(head === undefined ? 'ECONNRESET' : 'EINVAL')
    const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})/.exec(head.start)?.[1])
    if (!status) throw new SystemError('EINVAL')
    return { socket, descriptor, head, status, reader }
  } catch (error) {
    process.closeDescriptor(descriptor)
    throw error
  }
}

/** Runs `steps` for at most so long; then it is abandoned with ETIMEDOUT. */
export function* within<T>(process: Process, milliseconds: number | undefined, steps: Step<T>): Step<T> {
  if (milliseconds === undefined) return yield* steps
  let elapsed = false
  const due = timer(process, milliseconds, () => {
    elapsed = true
  })
  try {
    for (;;) {
      const result = steps.next()
      if (result.done) return result.value
      if (elapsed) {
        steps.return(undefined as T)
        throw new SystemError('ETIMEDOUT')
      }
      yield result.value ? anyOf(result.value, due) : undefined
    }
  } finally {
    due.cancel()
  }
}
