import {
  type ApiVersion,
  compareVersions,
  corrections,
  existsIn,
  type OperationId,
  operations,
} from '../../../spec/index.ts'
import { contentTypeOf, replyJson } from '../exchange.ts'
import { ensure, ensureMatch } from '../violation.ts'
import { decodeText } from '../wire.ts'
import type { Known, Monitor } from './monitor.ts'

/** Debugging routes are those of Go's packages, not of the API. */
const every = (Object.keys(operations) as OperationId[]).filter(
  id => id !== 'SystemOptions' && operations[id].tag !== 'Debug',
)

/** Heads of replies that hand the connection over are written by hand, without what the middleware adds. */
const withPlainHead = every.filter(id => !['hijack', 'websocket'].includes(operations[id].stream))

/** ContainerAttach refuses after it has taken the connection over: plain text (see its correction). */
const withPlainRefusal = every.filter(id => id !== 'ContainerAttach')

/** Until this version what was refused was told as plain text. */
const lastWithTextErrors: ApiVersion = '1.23'

/** What is said whatever was asked: that the version is not served. */
const versionRefusal = /client version .+ is too (old|new)|requires minimum API version/

const messageOf = (exchange: Known): unknown =>
  (replyJson(exchange) as { message?: unknown } | null | undefined)?.message

const isVersionRefused = (exchange: Known): boolean =>
  exchange.reply.status === 400 && versionRefusal.test(decodeText(exchange.reply.body))

/** No route at all, which is told before anybody says who is there (moby daemon/server/server.go): it is newer than the daemon. */
const isUnrouted = (exchange: Known): boolean =>
  exchange.reply.status === 404 && messageOf(exchange) === 'page not found'

const documentedStatus: Monitor = {
  name: 'documented-status',
  level: 'must',
  claim: 'Every status is one that the description or a correction of it has for the operation',
  evidence: ['the description of the operation', 'spec/corrections.ts'],
  operations: every,
  watch: () => exchange => {
    const { replies } = operations[exchange.route.operation]
    const { status, body } = exchange.reply
    ensure(
      replies[status] !== undefined || status === notImplemented || isVersionRefused(exchange),
      'the status',
      Object.keys(replies).join(', '),
      `${status} ${decodeText(body.subarray(0, 200))}`,
    )
    return true
  },
}

/** The honest answer of whoever cannot do it. */
const notImplemented = 501

/** Whether the body must be an error of the API. */
const isRefusal = ({ request, reply, route, isWhole }: Known): boolean =>
  reply.status >= 400 &&
  request.method !== 'HEAD' &&
  isWhole &&
  (route.version === undefined || compareVersions(route.version, lastWithTextErrors) > 0)

/** Types that a correction adds to those of the description; '' for none at all. */
const correctedTypes = ({ route, reply }: Known): readonly string[] => {
  const version = route.version ?? reply.headers['api-version'] ?? ''
  return corrections.flatMap(({ operation, contentTypes = [], since, until }) =>
    operation === route.operation && existsIn(version, since, until) ? contentTypes : [],
  )
}

const errorBody: Monitor = {
  name: 'error-has-message',
  level: 'must',
  claim: 'Whatever is refused is refused with a JSON object that has a message',
  evidence: [
    'ErrorResponse of the description',
    'moby daemon/server/httpstatus/status.go',
    'socktainer#294: error in the place of message',
  ],
  operations: withPlainRefusal,
  watch: () => exchange => {
    if (!isRefusal(exchange)) return false
    const message = messageOf(exchange)
    ensure(
      typeof message === 'string' && message !== '',
      'the body of a refusal',
      'an object with a message',
      decodeText(exchange.reply.body.subarray(0, 200)),
    )
    return true
  },
}

const contentType: Monitor = {
  name: 'content-type',
  level: 'must',
  claim: 'The content type is one that the description has for the reply',
  evidence: ['the description of the operation', 'podman pull 19696, moby#35761: clients choose by it how to read'],
  operations: withPlainRefusal,
  watch: () => exchange => {
    const type = contentTypeOf(exchange)
    const { status, body } = exchange.reply
    if (status >= 400 && !isRefusal(exchange)) return false
    const described = operations[exchange.route.operation].replies[status]?.contentTypes ?? []
    if (described.length === 0 || (body.length === 0 && type === undefined)) return false
    const expected = status >= 400 ? ['application/json'] : [...described, ...correctedTypes(exchange)]
    ensure(expected.includes(type ?? ''), 'the header Content-Type', expected.join(', '), type)
    return true
  },
}

const identification: Monitor = {
  name: 'names-the-daemon',
  level: 'should',
  claim: 'Every reply tells the API version, the operating system, the server, and whether it is experimental',
  evidence: ['moby daemon/server/middleware/version.go and experimental.go', 'dockerd 20.10, 26.1 and 28.5, asked'],
  operations: withPlainHead,
  watch: () => {
    let first: string | undefined
    return exchange => {
      if (isVersionRefused(exchange) || isUnrouted(exchange)) return false
      const { headers } = exchange.reply
      ensureMatch(headers['api-version'], /^\d+\.\d+$/, 'the header Api-Version')
      ensureMatch(headers.ostype, /^(linux|windows)$/, 'the header Ostype')
      ensureMatch(headers['docker-experimental'], /^(true|false)$/, 'the header Docker-Experimental')
      ensureMatch(headers.server, /^\S+\/\S+( \(\w+\))?$/, 'the header Server')
      const all = ['api-version', 'ostype', 'docker-experimental', 'server'].map(name => headers[name]).join(' ')
      first ??= all
      ensure(all === first, 'the headers of all replies', first, all)
      return true
    }
  },
}

/** What can be said of a reply by itself. */
export const replyMonitors: readonly Monitor[] = [documentedStatus, errorBody, contentType, identification]
