import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import {
  type Target,
  TargetLost,
  type WireConversation,
  type WireHead,
  type WireRequest,
  type WireStream,
} from '../wire.ts'
import type { Address } from './address.ts'

const patienceMilliseconds = 30_000

export interface SocketTargetOptions {
  readonly name: string
  readonly address: Address
  /** Absent: time passes there as it does here. */
  readonly pass?: Target['pass']
  readonly isOwn?: boolean
  readonly close?: () => Promise<void>
}

const hostTime: Target['pass'] = (seconds, enough) =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, seconds * 1000)
    enough?.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })

/** A daemon behind a socket, of whatever kind. */
export const createSocketTarget = ({
  name,
  address,
  pass = hostTime,
  isOwn = false,
  close,
}: SocketTargetOptions): Target => {
  const client = address.secure ? https : http
  const agent = new client.Agent({ keepAlive: true, maxSockets: 8 })
  const begin = (request: WireRequest, own: boolean): http.ClientRequest => {
    const { method, target, headers, body } = request
    const length = body === undefined ? {} : { 'Content-Length': String(body.length) }
    return client.request({
      ...address.options,
      method,
      path: target,
      // A stream that never ends must not hold one of the shared connections.
      agent: own ? false : agent,
      // Elsewhere the host is that of the address, which TLS holds against the certificate.
      headers: { ...('socketPath' in address.options && { Host: 'docker' }), ...length, ...headers },
    })
  }
  return {
    name,
    pass,
    isOwn,
    async send(request) {
      const response = await answerTo(begin(request, false), request)
      return { ...headOf(response), body: await wholeBody(response, request) }
    },
    async open(request) {
      return streamOf(await answerTo(begin(request, true), request))
    },
    upgrade: request =>
      converse(begin({ ...request, headers: { ...upgradeHeaders, ...request.headers } }, true), request),
    async close() {
      agent.destroy()
      await close?.()
    },
  }
}

const upgradeHeaders = { Connection: 'Upgrade', Upgrade: 'tcp' }

const lost = (request: WireRequest, why: string): TargetLost =>
  new TargetLost(`${request.method} ${request.target}: ${why}`)

const headOf = ({ statusCode = 0, headers }: http.IncomingMessage): WireHead => ({
  status: statusCode,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
})

/** Resolves with the head of the reply; never, when the connection becomes a pipe. */
const answerTo = (client: http.ClientRequest, request: WireRequest): Promise<http.IncomingMessage> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      client.destroy()
      reject(lost(request, 'no answer within 30 s'))
    }, patienceMilliseconds)
    client.once('response', response => {
      clearTimeout(timer)
      resolve(response)
    })
    client.once('upgrade', () => clearTimeout(timer))
    client.once('error', error => {
      clearTimeout(timer)
      reject(lost(request, error.message))
    })
    client.end(request.body)
  })

const wholeBody = (response: http.IncomingMessage, request: WireRequest): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const timer = setTimeout(() => {
      response.destroy()
      reject(lost(request, 'the body did not end within 30 s'))
    }, patienceMilliseconds)
    response.on('data', (part: Buffer) => parts.push(part))
    response.once('end', () => {
      clearTimeout(timer)
      resolve(Buffer.concat(parts))
    })
    response.once('error', error => {
      clearTimeout(timer)
      reject(lost(request, error.message))
    })
  })

/** What arrives on a readable, from now on. */
const collect = (
  source: http.IncomingMessage | Socket,
  first: Buffer = Buffer.alloc(0),
): Omit<WireStream, keyof WireHead> => {
  const parts: Buffer[] = [first]
  source.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>(resolve => {
    for (const event of ['end', 'close', 'error']) source.once(event, () => resolve())
  })
  return { received: () => Buffer.concat(parts), ended, close: () => source.destroy() }
}

const streamOf = (response: http.IncomingMessage): WireStream => ({ ...headOf(response), ...collect(response) })

const converse = (client: http.ClientRequest, request: WireRequest): Promise<WireConversation> =>
  new Promise((resolve, reject) => {
    client.once('upgrade', (response, socket: Socket, first) => {
      resolve({
        ...headOf(response),
        ...collect(socket, first),
        write: bytes => socket.write(bytes),
        end: () => socket.end(),
      })
    })
    answerTo(client, request).then(response => {
      resolve({ ...streamOf(response), write: () => undefined, end: () => undefined })
    }, reject)
  })
