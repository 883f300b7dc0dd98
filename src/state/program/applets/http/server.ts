import { type Stat, SystemError } from '../../../filesystem/contract.ts'
import { read, sleep, write } from '../../../kernel/calls.ts'
import type { StreamSocket } from '../../../kernel/network.ts'
import type { Process, Step } from '../../../kernel/process.ts'
import { textOf } from '../binary.ts'
import { formatTime } from '../calendar.ts'
import { attempt } from '../messages.ts'
import { joinPath } from '../tree-walk.ts'
import { type Head, HttpReader, header, mediaType, reasonPhrases } from './message.ts'

export interface Request {
  readonly method: string
  /** As sent, with the query. */
  readonly target: string
  /** Decoded and clean: no `..` leads out. */
  readonly path: string
  readonly version: string
  readonly head: Head
}

export interface Response {
  readonly status: number
  readonly headers?: readonly (readonly [name: string, value: string])[]
  /** A text, or a file to stream. */
  readonly body: string | { readonly file: string; readonly stat: Stat }
  /** How long the server thinks before it answers. */
  readonly afterMilliseconds?: number
}

export interface Site {
  readonly serverHeader: string | undefined
  respond(request: Request): Response
  /** Told after each request, with the bytes of the body that were sent. */
  log?(request: Request, status: number, bodyBytes: number, socket: StreamSocket): Step<void>
}

export const httpDate = (instant: number): string => formatTime('%a, %d %b %Y %H:%M:%S GMT', instant)

const parseRequest = (head: Head): Request | undefined => {
  const match = /^([A-Z]+) (\S+) (HTTP\/1\.[01])$/.exec(head.start)
  if (!match) return undefined
  const [, method = '', target = '', version = ''] = match
  const raw = target.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/, '') || '/'
  const names: string[] = []
  for (const name of textOf(
    raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  ).split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  const path = `/${names.join('/')}${raw.endsWith('/') && names.length > 0 ? '/' : ''}`
  return { method, target, path, version, head }
}

/** Serves requests on one connection until it is closed. */
export function* serveHttp(process: Process, descriptor: number, socket: StreamSocket, site: Site): Step<void> {
  const reader = new HttpReader(process, descriptor)
  for (;;) {
    const head = yield* reader.head()
    if (head === undefined) return
    const request = head === 'invalid' ? undefined : parseRequest(head)
    const asked = request ?? {
      method: '-',
      target: '-',
      path: '/',
      version: 'HTTP/1.1',
      head: { start: '', headers: [] },
    }
    if (request) yield* reader.body(request.head, false, function* () {})
    const response: Response = request
      ? site.respond(request)
      : { status: 400, body: errorPage(400, site.serverHeader) }
    if (response.afterMilliseconds) yield* sleep(process, response.afterMilliseconds)
    const wanted = header(asked.head, 'connection')?.toLowerCase()
    const keep = request !== undefined && (asked.version === 'HTTP/1.1' ? wanted !== 'close' : wanted === 'keep-alive')
    const sent = yield* send(process, descriptor, site, asked, response, keep)
    if (site.log) yield* site.log(asked, response.status, sent, socket)
    if (!keep) {
      socket.shutdown()
      return
    }
  }
}

function* send(
  process: Process,
  descriptor: number,
  site: Site,
  request: Request,
  response: Response,
  keep: boolean,
): Step<number> {
  const { body, status } = response
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : undefined
  const length = bytes ? bytes.length : (body as { stat: Stat }).stat.sizeBytes
  const bodiless = status === 204 || status === 304
  const headers: (readonly [string, string])[] = [
    ...(site.serverHeader === undefined ? [] : [['Server', site.serverHeader] as const]),
    ['Date', httpDate(process.kernel.clock.now())],
    ...(response.headers?.some(([name]) => name === 'Content-Type') || bodiless
      ? []
      : [['Content-Type', 'text/html'] as const]),
    ...(bodiless ? [] : [['Content-Length', String(length)] as const]),
    ...(response.headers ?? []),
    ['Connection', keep ? 'keep-alive' : 'close'],
  ]
  const head = `HTTP/1.1 ${status} ${reasonPhrases[status] ?? 'Unknown'}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  yield* write(process, descriptor, head)
  if (request.method === 'HEAD' || bodiless) return 0
  if (bytes) {
    yield* write(process, descriptor, bytes)
    return bytes.length
  }
  return yield* sendFile(process, descriptor, (body as { file: string }).file, length)
}

function* sendFile(process: Process, descriptor: number, path: string, length: number): Step<number> {
  const source = process.install(process.open(path, { read: true }))
  let sent = 0
  try {
    while (sent < length) {
      const chunk = yield* read(process, source, Math.min(65_536, length - sent))
      if (chunk.length === 0) break
      yield* write(process, descriptor, chunk)
      sent += chunk.length
      yield undefined
    }
    return sent
  } finally {
    process.closeDescriptor(source)
  }
}

export const errorPage = (status: number, server: string | undefined): string => {
  const title = `${status} ${reasonPhrases[status] ?? ''}`.trim()
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${server ?? ''}</center>\r\n</body>\r\n</html>\r\n`
}

/** A file below `root`, its index for a directory, a redirect for a directory without its slash, or an error. */
export const staticResponse = (
  process: Process,
  root: string,
  request: Request,
  indexes: readonly string[],
  server: string | undefined,
): Response => {
  const fail = (status: number): Response => ({ status, body: errorPage(status, server) })
  if (request.method !== 'GET' && request.method !== 'HEAD') return fail(405)
  const path = process.path(joinPath(root, request.path.slice(1)))
  const stat = attempt(() => process.filesystem.stat(path))
  if (stat instanceof SystemError) return fail(stat.code === 'EACCES' ? 403 : 404)
  if (stat.kind !== 'directory')
    return request.path.endsWith('/') ? fail(404) : fileResponse(process, path, stat, request, server)
  if (!request.path.endsWith('/')) {
    const location = `http://${header(request.head, 'host') ?? process.kernel.hostname}${request.path}/`
    return { status: 301, headers: [['Location', location]], body: errorPage(301, server) }
  }
  for (const index of indexes) {
    const candidate = joinPath(path, index)
    const found = attempt(() => process.filesystem.stat(candidate))
    if (!(found instanceof SystemError) && found.kind === 'file')
      return fileResponse(process, candidate, found, request, server)
  }
  return fail(403)
}

const fileResponse = (
  process: Process,
  file: string,
  stat: Stat,
  request: Request,
  server: string | undefined,
): Response => {
  if (stat.kind !== 'file' || !process.filesystem.access(file, 'read'))
    return { status: 403, body: errorPage(403, server) }
  const seconds = Math.floor(stat.modifiedAt / 1e6)
  const etag = `"${seconds.toString(16)}-${stat.sizeBytes.toString(16)}"`
  const headers = [
    ['Last-Modified', httpDate(stat.modifiedAt)],
    ['ETag', etag],
  ] as const
  if (header(request.head, 'if-none-match') === etag) return { status: 304, headers, body: '' }
  return {
    status: 200,
    headers: [['Content-Type', mediaType(file)], ...headers, ['Accept-Ranges', 'bytes']],
    body: { file, stat },
  }
}
