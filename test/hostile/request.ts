import { type Operation, operations, type Parameter } from '../../spec/index.ts'
import type { ApiRequest } from '../../src/server/request.ts'
import { archiveBytes } from './archive.ts'
import { bodyText } from './body.ts'
import { type Choice, createChoice } from './choice.ts'
import * as material from './material.ts'

export interface HostileRequest {
  /** The operation that it began as; what it became may be another or none. */
  readonly operation: string
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | undefined
}

const all = Object.values(operations)
/** Operations on containers and executions have the most to break. */
const favoured = all.filter(({ tag }) => tag === 'Container' || tag === 'Exec')

const encoder = new TextEncoder()

const queryPair = (choice: Choice, { name }: Parameter): string => {
  const value =
    name === 'filters' && !choice.oneIn(5)
      ? encodeURIComponent(choice.pick(material.filterValues))
      : choice.pick(material.queryValues)
  return `${name}=${value}`
}

const queryText = (choice: Choice, { parameters }: Operation): string => {
  const described = choice.some(
    parameters.filter(parameter => parameter.in === 'query'),
    choice.pick([2, 4, 8, 1000]),
  )
  const pairs = described.map(parameter => queryPair(choice, parameter))
  if (choice.oneIn(10))
    pairs.push(choice.pick(['__proto__=1', 'constructor=1', '=', '&&', ';', 'a[b]=c', 'x'.repeat(50_000), '%=%']))
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** What a path parameter may mean, by its operation's kind. */
const namesFor: Readonly<Record<string, readonly string[]>> = {
  Container: ['busy', 'busy', 'idle', 'done'],
  Exec: ['{exec}'],
  Image: ['busybox', 'busybox:latest'],
  Network: ['lan', 'bridge', 'none'],
  Volume: ['shelf'],
}

const nameFor = (choice: Choice, { id, tag }: Operation): string => {
  if (choice.oneIn(5)) return choice.pick(material.pathWords)
  const kind = id === 'ContainerExec' ? 'Container' : tag
  return choice.pick(namesFor[kind] ?? material.knownNames)
}

const oddPaths: readonly string[] = [
  ...[
    '/',
    '',
    '//',
    '/nothing',
    '/containers/',
    '/containers//json',
    '/_ping/',
    '/../_ping',
    '/containers/busy/nothing',
  ],
]

const pathText = (choice: Choice, operation: Operation): string =>
  choice.oneIn(60) ? choice.pick(oddPaths) : operation.path.replace(/\{\w+\}/g, () => nameFor(choice, operation))

const versionText = (choice: Choice): string =>
  choice.pick(choice.oneIn(12) ? material.oddVersions : material.goodVersions)

const bodyOf = (choice: Choice, operation: Operation): Uint8Array<ArrayBuffer> | undefined => {
  const { body } = operation
  if (!body) return choice.oneIn(10) ? encoder.encode('{"unasked":1}') : undefined
  if (choice.oneIn(20)) return undefined
  if (!body.schema) return Uint8Array.from(archiveBytes(choice))
  const bytes = encoder.encode(bodyText(choice, body.schema))
  // What is no UTF-8 reaches daemons too.
  if (choice.oneIn(30) && bytes.length > 0) bytes[choice.integer(bytes.length)] = 0xff
  return bytes
}

export const hostileRequest = (seed: number): HostileRequest => {
  const choice = createChoice(seed)
  const operation = choice.pick(choice.oneIn(3) ? all : favoured)
  const body = bodyOf(choice, operation)
  const headers: Record<string, string> = {}
  const contentType = choice.oneIn(8) ? choice.pick(material.contentTypes) : 'application/json'
  if (body && contentType !== undefined) headers['content-type'] = contentType
  for (const { name } of choice.some(
    operation.parameters.filter(each => each.in === 'header'),
    2,
  ))
    headers[name.toLowerCase()] = choice.pick(material.headerValues)
  if (choice.oneIn(10)) headers['accept-encoding'] = choice.pick(material.headerValues)
  if (choice.oneIn(20)) headers.upgrade = choice.pick(['tcp', 'h2c', 'websocket', ''])
  return {
    operation: operation.id,
    method: choice.oneIn(25) ? choice.pick(material.methods) : operation.method,
    target: `${versionText(choice)}${pathText(choice, operation)}${queryText(choice, operation)}`,
    headers,
    body,
  }
}

/** What a socket's parser makes of bytes: a character each. */
const asBytes = (text: string): string => Array.from(encoder.encode(text), byte => String.fromCharCode(byte)).join('')

/** As a socket would hand it over: the target as it was written, which a web `Request` would have tidied. */
export const rawRequest = (
  { method, target: written, headers, body }: HostileRequest,
  signal: AbortSignal,
): ApiRequest => {
  const target = asBytes(written)
  return {
    method,
    target,
    header: name => headers[name],
    hasBody: body !== undefined && body.length > 0,
    bytes: async () => body ?? new Uint8Array(0),
    stream: () => streamOf(body),
    signal,
    overNetwork: false,
  }
}

const streamOf = (body: Uint8Array | undefined): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      if (body && body.length > 0) controller.enqueue(body)
      controller.close()
    },
  })

/** As `fetch` hands it over; undefined where no web `Request` can be made of it. */
export const webRequest = (
  { method, target, headers, body }: HostileRequest,
  signal: AbortSignal,
): Request | undefined => {
  try {
    return new Request(`http://docker${target}`, { method, headers, body: body ?? null, signal })
  } catch {
    return undefined
  }
}
