/** What Go's server says to a connection whose request it cannot read, before it says no more (net/http/server.go). */
export class Refusal extends Error {
  readonly status: string

  constructor(status: string, body = status) {
    super(body)
    this.status = status
  }
}

const malformed = '400 Bad Request'

export const headTooLarge = '431 Request Header Fields Too Large'

/** Go's limit with its grace (DefaultMaxHeaderBytes): clients send whole configurations in X-Registry-Config. */
export const headBytesMax = (1 << 20) + 4096

/** Names in small letters and values in turn, as often as they were sent. */
export type Fields = readonly string[]

/** The line and the headers of a request, and what they say about its body and its connection. */
export interface RequestHead {
  readonly method: string
  readonly target: string
  /** Of HTTP/1.x. */
  readonly minorVersion: number
  readonly fields: Fields
  /** How many bytes follow, or that they come in chunks. */
  readonly body: number | 'chunked'
  /** Whether the client wants no other answer on this connection. */
  readonly isLast: boolean
  /** Whether the client waits for a word before it sends the body. */
  readonly expectsContinue: boolean
}

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Behind the first empty line, looked for from `start` on; -1 while there is none. */
export const headEnd = (bytes: Uint8Array, start: number): number => {
  for (let at = bytes.indexOf(lineFeed, start); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at + 2
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3
  }
  return -1
}

/** Method, target and version. A target is a path, `*`, or begins with a scheme. */
const requestLine =
  /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ((?:\/|\*(?= )|[A-Za-z][A-Za-z0-9+.-]*:)[!-~\x80-\xff]*) HTTP\/(\d)\.(\d)\r?\n/
/** Go reads names with spaces, and refuses them later in other words. */
const fieldName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z ]+$/
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/
const hostForm = /^[A-Za-z0-9!$%&'()*+,\-.:;=[\]_~]*$/

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09

/** Without the spaces and tabs at both ends. */
const trimmed = (text: string): string => {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

/** Whether a line is a header, `Name: value`. */
export const isField = (line: string): boolean => {
  const colon = line.indexOf(':')
  return colon > 0 && fieldName.test(line.slice(0, colon)) && fieldValue.test(line.slice(colon + 1))
}

/** Where the text of a line stops that ends with the line feed at `end`. */
const lineStop = (text: string, end: number): number => (text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end)

/** A header on a line of its own, as nearly all are; looked for at one place. */
const ordinaryField = /([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e\x80-\xff]*)\r?\n/y

/** Reads the lines from `start` to the empty one. */
const readFields = (text: string, start: number): Fields => {
  if (isBlank(text.charCodeAt(start))) throw new Refusal(malformed)
  const fields: string[] = []
  for (let at = start; !isEmptyLine(text, at); ) {
    ordinaryField.lastIndex = at
    const [, name, value] = ordinaryField.exec(text) ?? []
    const end = ordinaryField.lastIndex
    if (name === undefined || value === undefined || isBlank(text.charCodeAt(end))) at = readOddField(text, at, fields)
    else {
      fields.push(name.toLowerCase(), trimmed(value))
      at = end
    }
  }
  return fields
}

const isEmptyLine = (text: string, at: number): boolean =>
  text.charCodeAt(at) === lineFeed || (text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed)

/** Reads a header that goes on in lines that begin with a blank, or is none; answers where the next one begins. */
const readOddField = (text: string, start: number, fields: string[]): number => {
  const parts: string[] = []
  let at = start
  do {
    const end = text.indexOf('\n', at)
    parts.push(trimmed(text.slice(at, lineStop(text, end))))
    at = end + 1
  } while (isBlank(text.charCodeAt(at)))
  const line = parts.join(' ')
  if (!isField(line)) throw new Refusal(malformed)
  const colon = line.indexOf(':')
  const name = line.slice(0, colon).toLowerCase()
  if (name.includes(' ')) throw new Refusal(`${malformed}: invalid header name`)
  fields.push(name, trimmed(line.slice(colon + 1)))
  return at
}

export const fieldOf = (fields: Fields, name: string): string | undefined => {
  for (let index = 0; index < fields.length; index += 2) if (fields[index] === name) return fields[index + 1]
  return undefined
}

const fieldsOf = (fields: Fields, name: string): string[] => {
  const values: string[] = []
  for (let index = 0; index < fields.length; index += 2)
    if (fields[index] === name) values.push(fields[index + 1] ?? '')
  return values
}

/** Whether a list such as `Connection: keep-alive, Upgrade` has this word. */
const hasToken = (fields: Fields, name: string, token: string): boolean =>
  fieldsOf(fields, name).some(value => value.split(',').some(each => trimmed(each).toLowerCase() === token))

const checkHost = (fields: Fields, method: string, minorVersion: number): void => {
  const [host, another] = fieldsOf(fields, 'host')
  if (host === undefined) {
    if (minorVersion > 0 && method !== 'CONNECT') throw new Refusal(`${malformed}: missing required Host header`)
  } else if (another !== undefined) throw new Refusal(malformed)
  else if (!hostForm.test(host)) throw new Refusal(`${malformed}: malformed Host header`)
}

/** Headers that a client may not announce for the end of a body: the body's own length depends on them. */
const noTrailers: readonly string[] = ['transfer-encoding', 'content-length', 'trailer']

/** How long the body is (net/http/transfer.go): two opinions about that are how requests are smuggled. */
const bodyOf = (fields: Fields, minorVersion: number): number | 'chunked' => {
  const lengths = fieldsOf(fields, 'content-length')
  const [length = ''] = lengths
  if (lengths.some(each => each !== length) || !/^\d*$/.test(length) || Number(length) > Number.MAX_SAFE_INTEGER)
    throw new Refusal(malformed)
  const codings = fieldsOf(fields, 'transfer-encoding')
  if (minorVersion > 0 && codings.length > 0) {
    if (codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked')
      throw new Refusal('501 Not Implemented', 'Unsupported transfer encoding')
    if (noTrailers.some(name => hasToken(fields, 'trailer', name))) throw new Refusal(malformed)
    return 'chunked'
  }
  return Number(length)
}

/** There is one thing only that a client can expect. */
const isExpectant = (fields: Fields): boolean => {
  const expected = fieldOf(fields, 'expect')
  if (expected === undefined || expected === '') return false
  if (hasToken(fields, 'expect', '100-continue')) return true
  throw new Refusal('417 Expectation Failed', '')
}

interface RequestLine {
  readonly length: number
  readonly method: string
  readonly target: string
  readonly majorVersion: number
  readonly minorVersion: number
}

/** Reads the line that a text begins with. */
export const parseRequestLine = (text: string): RequestLine => {
  const [line, method, target, majorVersion, minorVersion] = requestLine.exec(text) ?? []
  if (line === undefined || method === undefined || target === undefined) throw new Refusal(malformed)
  return { length: line.length, method, target, majorVersion: Number(majorVersion), minorVersion: Number(minorVersion) }
}

/** Reads a head from its first line to the empty one, one character a byte, and refuses what Go refuses. */
export const parseHead = (text: string): RequestHead => {
  const { length, method, target, majorVersion, minorVersion } = parseRequestLine(text)
  const fields = readFields(text, length)
  if (majorVersion !== 1) throw new Refusal('505 HTTP Version Not Supported: unsupported protocol version')
  const body = bodyOf(fields, minorVersion)
  checkHost(fields, method, minorVersion)
  const stays = minorVersion > 0 || hasToken(fields, 'connection', 'keep-alive')
  const isLast = !stays || hasToken(fields, 'connection', 'close')
  const expectsContinue = isExpectant(fields) && minorVersion > 0 && body !== 0
  return { method, target, minorVersion, fields, body, isLast, expectsContinue }
}
