import type { ClientRequest } from 'node:http'
import { HttpResponse, http, type RequestHandler } from 'msw'
import type { App } from '../server/app.ts'
import type { Encoded } from '../server/encode.ts'
import { fetchWay, headWay } from '../server/fetch-way.ts'
import { FetchRequest } from '../server/request.ts'
import type { Way } from '../server/way.ts'
import { type Addresses, readAddresses, usualAddresses } from './address.ts'
import { takeOver } from './take-over.ts'

/** Which requests are answered. */
export interface DockerHandlersOptions {
  /**
   * Where clients look for the daemon: `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port` or URLs. Default: the usual
   * socket and pipe, `localhost:2375` and `http://docker`.
   */
  readonly at?: readonly string[]
}

/** The request of Node's that a web `Request` was made of. msw keeps it under a symbol, which it has no name for. */
const originOf = (request: Request): ClientRequest | undefined => {
  const key = Object.getOwnPropertySymbols(request).find(({ description }) => description === 'kRawRequest')
  const origin: unknown = key && Reflect.get(request, key)
  return typeof origin === 'object' && origin !== null && 'socket' in origin ? (origin as ClientRequest) : undefined
}

const isFor = (addresses: Addresses, request: Request, origin: ClientRequest | undefined): boolean => {
  const path: unknown = origin && 'socketPath' in origin ? origin.socketPath : undefined
  return typeof path === 'string' ? addresses.isSocket(path) : addresses.isUrl(new URL(request.url))
}

/** What cannot be done is said, never half done. */
const impossible = (what: string): Response =>
  HttpResponse.json(
    { message: `mockerd/msw: ${what}; use the socket of startMockerd() for it` },
    { status: 501, statusText: 'Not Implemented' },
  )

/**
 * msw writes an answer's head together with the first of its body: an empty piece lets the head of a stream go at once,
 * however long it stays silent. A client that has left is no longer read to.
 */
const withHeadAtOnce = (response: Response, origin: ClientRequest): Response => {
  if (!response.body) return response
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start: controller => controller.enqueue(new Uint8Array(0)),
  })
  const abort = new AbortController()
  origin.once('close', () => abort.abort())
  response.body.pipeTo(writable, { signal: abort.signal }).catch(() => {})
  return new Response(readable, response)
}

type Sent = Response | Promise<Response>

const never = new Promise<Response>(() => {})

const wayFor = (request: Request, origin: ClientRequest | undefined): Way<Sent> => {
  const usual: Way<Sent> = request.method === 'HEAD' ? headWay : fetchWay
  const upgrade = request.headers.get('upgrade')
  const send = (encoded: Encoded): Sent => {
    const { body } = encoded
    if (typeof body === 'object' && body.kind === 'websocket')
      return impossible('a WebSocket is not intercepted together with requests')
    if (upgrade === null || typeof body !== 'object' || body.kind !== 'raw' || !body.session) {
      const sent = usual.send(encoded)
      return origin && typeof body === 'object' && sent instanceof Response ? withHeadAtOnce(sent, origin) : sent
    }
    if (!origin) {
      body.session.input.end()
      body.session.output.close()
      return impossible('a connection can only be taken over from http.request')
    }
    takeOver(origin, body.head, body.session)
    return never
  }
  return { ...usual, send, lose: () => HttpResponse.error() }
}

/**
 * Handlers for msw that answer every request for a Docker daemon in this process, with and without a socket path.
 * Attached terminals and executions are taken over as on a socket, when the client asks with an `Upgrade`.
 */
export const dockerHandlers = (
  docker: { readonly app: Pick<App, 'serve'> },
  { at = usualAddresses }: DockerHandlersOptions = {},
): RequestHandler[] => {
  const addresses = readAddresses(at)
  return [
    http.all('*', async ({ request }) => {
      const origin = originOf(request)
      if (!isFor(addresses, request, origin)) return undefined
      return await docker.app.serve(new FetchRequest(request), wayFor(request, origin))
    }),
  ]
}
