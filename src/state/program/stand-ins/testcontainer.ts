import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { header } from '../applets/http/message.ts'
import { type Request, type Response, type Site, serveHttp } from '../applets/http/server.ts'
import { attempt } from '../applets/messages.ts'
import { serveAll } from '../applets/sockets.ts'

const port = 8080
/** Announced and listened on, but the simulated wire has no TLS: a connection there is closed. */
const securePort = 8443

const page = (status: number, body: string, type = 'text/html'): Response => ({
  status,
  headers: [
    ['X-Powered-By', 'Express'],
    ['Content-Type', `${type}; charset=utf-8`],
  ],
  body,
})

const json = (value: unknown): Response => page(200, JSON.stringify(value), 'application/json')

const hello = page(200, 'hello-world')

const mayEnter = ({ head }: Request): boolean => {
  const [, encoded = ''] = header(head, 'authorization')?.split(' ') ?? []
  return encoded === btoa('user:pass')
}

/** By method and path (testcontainers-node packages/testcontainers/fixtures/docker/docker/index.js). */
const routes: Readonly<Record<string, (process: Process, request: Request) => Response>> = {
  'GET /hello-world': () => hello,
  'GET /hello-world-delay': () => ({ ...hello, afterMilliseconds: 3000 }),
  'POST /hello-world-post': () => hello,
  'GET /env': process => json(Object.fromEntries(process.environment)),
  'GET /cmd': process => json([process.executable, '/index.js', ...process.argv.slice(2)]),
  'GET /auth': (_, request) => page(mayEnter(request) ? 200 : 401, ''),
}

const siteOf = (process: Process): Site => ({
  serverHeader: undefined,
  respond(request) {
    const route = routes[`${request.method === 'HEAD' ? 'GET' : request.method} ${request.path}`]
    if (route) return route(process, request)
    const wanted = /^\/header-or-400\/([^/]+)$/.exec(request.path)?.[1]
    if (wanted !== undefined && request.method === 'GET')
      return page(header(request.head, wanted.toLowerCase()) === undefined ? 400 : 200, '')
    return page(404, `Cannot ${request.method} ${request.path}\n`)
  },
})

/** The server that Testcontainers for Node tests itself with, in an image of its maintainer's. */
export const testcontainer: Program = function* (process) {
  const listeners = attempt(() => [port, securePort].map(number => process.kernel.network.listen('0.0.0.0', number)))
  if (listeners instanceof SystemError) {
    yield* write(process, 2, `Error: listen EADDRINUSE: address already in use :::${port}\n`)
    return 1
  }
  try {
    for (const signal of ['TERM', 'INT'] as const) process.signals.set(signal, 'catch')
    yield* write(process, 1, `Listening on port ${port}\nListening on secure port ${securePort}\n`)
    const signal = yield* serveAll(process, {
      listeners,
      *serve(descriptor, socket): Step<void> {
        if (socket.localPort === port) yield* serveHttp(process, descriptor, socket, siteOf(process))
      },
      onSignal: () => 'stop',
    })
    return signal === 'INT' ? 130 : 143
  } finally {
    for (const listener of listeners) listener.close()
  }
}
