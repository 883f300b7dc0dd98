import { SystemError } from '../../filesystem/contract.ts'
import { readAll, write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import { type Applets, baseName, type Invocation } from './applet.ts'
import { binaryOf, fromBinary, textOf, toBinary } from './binary.ts'
import { parseTarget } from './http/client.ts'
import { download, hasBody, UnsupportedScheme } from './http/download.ts'
import { header } from './http/message.ts'
import { messageOf } from './messages.ts'

/** The body of -d options, joined with `&`; `@file` reads a file without its newlines. */
function* bodyOf({ options, process }: Invocation): Step<string | undefined> {
  const parts: string[] = []
  for (const [letter, value] of options.given) {
    if (letter !== 'd' && letter !== 'B' && letter !== 'W') continue
    if (letter === 'W' || !value.startsWith('@')) {
      parts.push(binaryOf(value))
      continue
    }
    const bytes =
      value === '@-' ? yield* readAll(process, 0) : process.filesystem.readFile(process.path(value.slice(1)))
    const text = toBinary(bytes)
    parts.push(letter === 'B' ? text : text.replace(/[\r\n]/g, ''))
  }
  return parts.length === 0 ? undefined : parts.join('&')
}

interface Outcome {
  readonly status: number
  readonly type: string
  readonly bytes: number
  readonly seconds: number
  readonly url: string
}

/** `-w` of curl: `%{http_code}` and escapes. */
const writeOut = (format: string, { status, type, bytes, seconds, url }: Outcome): string => {
  const values: Readonly<Record<string, string>> = {
    http_code: String(status).padStart(3, '0'),
    response_code: String(status).padStart(3, '0'),
    content_type: type,
    size_download: String(bytes),
    time_total: seconds.toFixed(6),
    url_effective: url,
    http_version: '1.1',
    scheme: 'http',
  }
  return format
    .replace(/%\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replaceAll('%%', '%')
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t')
    .replaceAll('\\r', '\r')
}

function* transfer(invocation: Invocation, url: string): Step<number> {
  const { options, process } = invocation
  const begin = process.kernel.clock.now()
  const data = yield* bodyOf(invocation)
  const asQuery = options.has('G')
  const method = options.value('X') ?? (options.has('I') ? 'HEAD' : data !== undefined && !asQuery ? 'POST' : 'GET')
  const own = options
    .values('H')
    .map(text => [text.slice(0, text.indexOf(':')).trim(), text.slice(text.indexOf(':') + 1).trim()] as const)
  const given = new Set(own.map(([name]) => name.toLowerCase()))
  const user = options.value('u')
  const limit = options.value('m')
  const full = asQuery && data !== undefined ? `${url}${url.includes('?') ? '&' : '?'}${data}` : url
  const defaults = [
    ['User-Agent', options.value('A') ?? 'curl/8.14.1'],
    ['Accept', '*/*'],
    ...(user === undefined ? [] : [['Authorization', `Basic ${btoa(binaryOf(user))}`]]),
    ...(data !== undefined && !asQuery ? [['Content-Type', 'application/x-www-form-urlencoded']] : []),
  ] as [string, string][]
  const reply = yield* download(process, {
    url: full,
    method,
    headers: [
      ...defaults.filter(([name]) => !given.has(name.toLowerCase())),
      ...own.filter(([, value]) => value !== ''),
    ],
    body: fromBinary(asQuery ? '' : (data ?? '')),
    follow: options.has('L'),
    timeoutMilliseconds: limit === undefined ? undefined : Number(limit) * 1000,
    *connecting(target) {
      if (options.has('v'))
        yield* write(
          process,
          2,
          `* Connected to ${target.host} port ${target.port}\n> ${method} ${target.path} HTTP/1.1\n`,
        )
    },
  })
  const failed = options.has('f') && reply.status >= 400
  const headText = `${[reply.head.start, ...reply.head.headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`
  if (options.has('v')) yield* write(process, 2, headText.replace(/^(?=.)/gm, '< '))
  const path = options.has('O') ? baseName(reply.target.path.replace(/\?.*$/, '')) : options.value('o')
  const target =
    failed || path === undefined || path === '-'
      ? 1
      : process.install(process.open(process.path(path), { write: true, create: true, truncate: true }))
  if (options.has('iI') && !failed) yield* write(process, target, headText)
  let bytes = 0
  if (!failed && hasBody(method, reply.status))
    yield* reply.reader.body(reply.head, true, function* (piece) {
      bytes += piece.length
      yield* write(process, target, piece)
    })
  process.closeDescriptor(reply.descriptor)
  if (target !== 1) process.closeDescriptor(target)
  const format = options.value('w')
  const seconds = (process.kernel.clock.now() - begin) / 1e6
  if (format !== undefined)
    yield* write(
      process,
      1,
      writeOut(format, {
        status: reply.status,
        type: header(reply.head, 'content-type') ?? '',
        bytes,
        seconds,
        url: reply.url,
      }),
    )
  if (!failed) return 0
  yield* say(invocation, `(22) The requested URL returned error: ${reply.status}`)
  return 22
}

function* say({ options, process }: Invocation, text: string): Step<void> {
  if (!options.has('s') || options.has('S')) yield* write(process, 2, `curl: ${text}\n`)
}

/** curl's exit codes (curl.1, EXIT CODES). */
const failureOf = (error: unknown, url: string): { code: number; text: string } => {
  const target = parseTarget(url)
  const where = `${target?.host ?? url} port ${target?.port ?? 80}`
  if (error instanceof UnsupportedScheme) {
    const scheme = /^([a-z+.-]+):/i.exec(error.message)?.[1] ?? ''
    return { code: 1, text: `Protocol "${scheme}" not supported (mockerd's network speaks plain http)` }
  }
  if (!(error instanceof SystemError)) throw error
  if (error.code === 'ENOENT' && error.path !== undefined)
    return { code: 6, text: `Could not resolve host: ${error.path}` }
  if (error.code === 'ETIMEDOUT') return { code: 28, text: 'Operation timed out' }
  if (error.code === 'ECONNRESET') return { code: 52, text: 'Empty reply from server' }
  if (error.code === 'EINVAL') return { code: 1, text: 'Received HTTP/0.9 when not allowed' }
  if (error.code === 'ELOOP') return { code: 47, text: 'Maximum (50) redirects followed' }
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'].includes(error.code))
    return { code: 7, text: `Failed to connect to ${where} after 0 ms: Could not connect to server` }
  return { code: 23, text: `client returned ERROR on write: ${messageOf(error)}` }
}

function* curl(invocation: Invocation): Step<number> {
  const { operands, options, process } = invocation
  if (options.has('V')) {
    yield* write(process, 1, 'curl 8.14.1 (x86_64-pc-linux-gnu)\nProtocols: http\nFeatures:\n')
    return 0
  }
  const urls = [...options.values('z'), ...operands]
  if (urls.length === 0) {
    yield* write(process, 2, 'curl: (2) no URL specified\n')
    return 2
  }
  let status = 0
  const attempts = 1 + Number(options.value('r') ?? 0)
  for (const url of urls) {
    for (let tries = 1; tries <= attempts; tries++) {
      try {
        status = yield* transfer(invocation, url)
      } catch (error) {
        const { code, text } = failureOf(error, url)
        yield* say(invocation, `(${code}) ${text}`)
        if (options.value('w') !== undefined)
          yield* write(
            process,
            1,
            writeOut(options.value('w') ?? '', { status: 0, type: '', bytes: 0, seconds: 0, url: textOf(url) }),
          )
        status = code
      }
      if (status === 0) break
    }
  }
  return status
}

const long = {
  silent: 's',
  'show-error': 'S',
  fail: 'f',
  output: 'o',
  'remote-name': 'O',
  head: 'I',
  include: 'i',
  request: 'X',
  data: 'd',
  'data-raw': 'W',
  'data-binary': 'B',
  'data-urlencode': 'd',
  header: 'H',
  'write-out': 'w',
  location: 'L',
  user: 'u',
  'user-agent': 'A',
  'max-time': 'm',
  'connect-timeout': 'm',
  verbose: 'v',
  insecure: 'k',
  get: 'G',
  retry: 'r',
  'retry-delay': 'R',
  'retry-connrefused': 'Q',
  url: 'z',
  version: 'V',
  'fail-with-body': 'F',
}

/** Not of busybox: Debian-like images and alpine's package have it as an executable of its own. */
export const curlApplets: Applets = {
  curl: {
    syntax: { short: 'sSfo:OIiX:d:W:B:H:w:Lu:A:m:vkGr:R:Qz:VF', long },
    usage: '[options...] <url>',
    usageStatus: 2,
    run: curl,
  },
}
