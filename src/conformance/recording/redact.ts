import type { OperationId } from '../../../spec/index.ts'
import type { Exchange } from '../exchange.ts'
import { redactText } from '../report/redact.ts'
import { decodeText } from '../wire.ts'

const redacted = '[redacted]'

/** Headers that carry credentials. */
const secretHeaders = ['x-registry-auth', 'x-registry-config', 'authorization', 'cookie', 'set-cookie']

/** What goes over these connections is another protocol, by which builders ask clients for credentials. */
const secretConversations: readonly OperationId[] = ['Session', 'Grpc']

/** What lets a machine into a swarm, and opens a locked one. */
const swarmSecrets = /SWM(?:TKN|KEY)-[\w+/-]+/g

const cleanText = (text: string): string => redactText(text).replace(swarmSecrets, redacted)

/** The payload of a secret is one, whatever it is called. */
const payload = /("Data"\s*:\s*)"[^"]*"/g

const isText = (bytes: Uint8Array): boolean => !bytes.subarray(0, 1000).includes(0)

const redactBody = (bytes: Uint8Array, operation: OperationId | undefined): Uint8Array => {
  if (!isText(bytes)) return bytes
  const text = cleanText(decodeText(bytes))
  const cleaned = operation?.startsWith('Secret') ? text.replace(payload, `$1"${redacted}"`) : text
  return new TextEncoder().encode(cleaned)
}

const redactHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeaders.includes(name.toLowerCase()) ? redacted : value,
    ]),
  )

/** Build arguments stand in the query, as JSON. */
const redactTarget = (target: string): string => {
  const [path = '', search] = target.split('?', 2)
  if (search === undefined) return target
  const parts = search.split('&').map(part => {
    const [name = '', value] = part.split('=', 2)
    if (value === undefined) return part
    const plain = decodeURIComponent(value.replaceAll('+', ' '))
    const cleaned = cleanText(plain)
    return cleaned === plain ? part : `${name}=${encodeURIComponent(cleaned)}`
  })
  return `${path}?${parts.join('&')}`
}

/**
 * The same exchange without what looks like a secret: credentials in headers and bodies, tokens of swarms, values of
 * variables, labels and build arguments by their names. What programs print and archives hold stays as it is.
 */
export const redact = (exchange: Exchange): Exchange => {
  const { request, reply, route, conversation, ...rest } = exchange
  const operation = route?.operation
  return {
    ...rest,
    ...(route && { route }),
    request: {
      ...request,
      target: redactTarget(request.target),
      headers: redactHeaders(request.headers),
      ...(request.body && { body: redactBody(request.body, operation) }),
    },
    reply: { ...reply, headers: redactHeaders(reply.headers), body: redactBody(reply.body, operation) },
    ...(conversation && !(operation && secretConversations.includes(operation)) && { conversation }),
  }
}
