import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import { type Applets, baseName, type Invocation } from './applet.ts'
import { binaryOf, fromBinary } from './binary.ts'
import { download, hasBody, UnsupportedScheme } from './http/download.ts'
import { messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { addressOf } from './sockets.ts'

const headersOf = (texts: readonly string[]): (readonly [string, string])[] =>
  texts.map(text => [text.slice(0, text.indexOf(':')).trim(), text.slice(text.indexOf(':') + 1).trim()])

function* fetchOne(invocation: Invocation, url: string): Step<number> {
  const { options, process } = invocation
  const quiet = options.has('q')
  const post = options.value('p')
  const method = post !== undefined ? 'POST' : options.has('s') ? 'HEAD' : 'GET'
  const note = function* (text: string): Step<void> {
    if (!quiet) yield* write(process, 2, text)
  }
  const reply = yield* download(process, {
    url,
    method,
    headers: [
      ['User-Agent', options.value('U') ?? 'Wget'],
      ['Connection', 'close'],
      ...(post === undefined ? [] : [['Content-Type', 'application/x-www-form-urlencoded'] as const]),
      ...headersOf(options.values('H')),
    ],
    body: fromBinary(binaryOf(post ?? '')),
    follow: true,
    timeoutMilliseconds: Number(options.value('T') ?? 900) * 1000,
    *connecting(target) {
      yield* note(
        `Connecting to ${target.host}${target.port === 80 ? '' : `:${target.port}`} (${addressOf(process, target.host) ?? '?'}:${target.port})\n`,
      )
    },
  })
  if (options.has('S'))
    yield* write(
      process,
      2,
      [reply.head.start, ...reply.head.headers.map(([name, value]) => `${name}: ${value}`)]
        .map(line => `  ${line}\n`)
        .join(''),
    )
  if (reply.status >= 400) {
    yield* invocation.complain(`server returned error: ${reply.head.start}`)
    return 1
  }
  if (options.has('s')) {
    yield* note('remote file exists\n')
    return 0
  }
  const name =
    options.value('O') ??
    (options.has('P') ? `${options.value('P')}/` : '') +
      (baseName(reply.target.path.replace(/\?.*$/, '')).replace(/^\/$/, '') || 'index.html')
  const descriptor =
    name === '-' ? 1 : process.install(process.open(process.path(name), { write: true, create: true, truncate: true }))
  yield* note(name === '-' ? 'writing to stdout\n' : `saving to '${name}'\n`)
  let bytes = 0
  if (hasBody(method, reply.status))
    yield* reply.reader.body(reply.head, true, function* (piece) {
      bytes += piece.length
      yield* write(process, descriptor, piece)
    })
  const label = (name === '-' ? '-' : name).slice(0, 20).padEnd(20)
  yield* note(
    `${label} 100% |${'*'.repeat(32)}| ${String(bytes).padStart(5)}  0:00:00 ETA\n${name === '-' ? 'written to stdout' : `'${name}' saved`}\n`,
  )
  process.closeDescriptor(reply.descriptor)
  if (descriptor !== 1) process.closeDescriptor(descriptor)
  return 0
}

/** Busybox names a host that does not resolve together with the port that the URL gives it. */
const asWritten = (host: string, url: string): string => {
  const [, written = host] = /^(?:http:\/\/)?(?:[^@/]*@)?([^/]+)/i.exec(url) ?? []
  return written.replace(/:\d+$/, '') === host ? written : host
}

const failureText = (error: unknown, url: string): string => {
  if (error instanceof UnsupportedScheme)
    return `not an http url: ${error.message} (mockerd's network speaks plain http)`
  if (error instanceof SystemError && error.code === 'ENOENT' && error.path !== undefined)
    return `bad address '${asWritten(error.path, url)}'`
  if (error instanceof SystemError && error.code === 'ETIMEDOUT') return 'download timed out'
  const host = /^(?:http:\/\/)?(?:[^@/]*@)?([^:/]+)/i.exec(url)?.[1] ?? url
  return `can't connect to remote host (${host}): ${messageOf(error)}`
}

function* wget(invocation: Invocation): Step<number> {
  const { operands, process } = invocation
  if (operands.length === 0) throw new UsageError()
  let status = 0
  for (const url of operands) {
    try {
      status = (yield* fetchOne(invocation, url)) || status
    } catch (error) {
      const host = /^(?:http:\/\/)?(?:[^@/]*@)?([^:/]+)/i.exec(url)?.[1] ?? ''
      yield* invocation.complain(failureText(error, addressOf(process, host) ?? url))
      status = 1
    }
  }
  return status
}

const long = {
  quiet: 'q',
  'output-document': 'O',
  spider: 's',
  'server-response': 'S',
  timeout: 'T',
  header: 'H',
  'post-data': 'p',
  'user-agent': 'U',
  'no-check-certificate': 'k',
  tries: 't',
  'directory-prefix': 'P',
  continue: 'c',
  'no-verbose': 'n',
}

export const wgetApplets: Applets = {
  wget: {
    syntax: { short: 'qcSO:o:T:Y:U:P:t:sH:p:kn', long },
    usage: '[-cqS] [--spider] [-O FILE] [-o LOGFILE] [-T SEC] URL...',
    run: wget,
  },
}
