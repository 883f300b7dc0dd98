import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { binaryOf, fromBinary, textOf } from '../applets/binary.ts'
import { attempt, messageOf } from '../applets/messages.ts'
import { connect } from '../applets/sockets.ts'
import { versionOf } from './redis.ts'
import { encodeCommand, type PlainReply, RespReader } from './resp.ts'

/** Replies as redis-cli prints them: decorated on a terminal, raw into a pipe. */
const shownReply = (reply: PlainReply, raw: boolean, indent = ''): string => {
  switch (reply.kind) {
    case 'simple':
      return textOf(reply.text)
    case 'error':
      return raw ? textOf(reply.text) : `(error) ${textOf(reply.text)}`
    case 'integer':
      return raw ? String(reply.value) : `(integer) ${reply.value}`
    case 'null':
      return raw ? '' : '(nil)'
    case 'bulk':
      return raw ? textOf(reply.text) : JSON.stringify(textOf(reply.text))
    case 'array': {
      if (reply.items.length === 0) return raw ? '' : '(empty array)'
      if (raw) return reply.items.map(item => shownReply(item, true)).join('\n')
      const width = String(reply.items.length).length
      return reply.items
        .map((item, index) => {
          const number = `${String(index + 1).padStart(width)}) `
          return `${index === 0 ? '' : indent}${number}${shownReply(item, false, indent + ' '.repeat(number.length))}`
        })
        .join('\n')
    }
  }
}

const cliOptions: Readonly<Record<string, number>> = {
  '-h': 1,
  '-p': 1,
  '-a': 1,
  '-n': 1,
  '--pass': 1,
  '--user': 1,
  '--raw': 0,
  '--no-auth-warning': 0,
  '--no-raw': 0,
  '-x': 0,
  '-u': 1,
  '-t': 1,
}

const passwordWarning =
  "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n"

interface Invocation {
  readonly given: ReadonlyMap<string, string>
  /** The command, when there is one on the command line. */
  readonly words: readonly string[]
}

const invocationOf = (argv: readonly string[]): Invocation => {
  const given = new Map<string, string>()
  let index = 1
  for (; Object.hasOwn(cliOptions, argv[index] ?? ''); index++) {
    const name = argv[index] as string
    given.set(name, cliOptions[name] === 1 ? (argv[++index] ?? '') : '')
  }
  return { given, words: argv.slice(index) }
}

/** redis-cli with a command on its command line (or lines on stdin). */
export const redisCli: Program = function* (process) {
  const { given, words } = invocationOf(process.argv)
  const [first = ''] = words
  if (first === '--version' || first === '-v') {
    yield* write(process, 1, `redis-cli ${versionOf(process)}\n`)
    return 0
  }
  if (first.startsWith('-')) {
    yield* write(process, 2, `Unrecognized option or bad number of args for: '${first}'\n`)
    return 1
  }
  if ((given.has('-a') || given.has('--pass')) && !given.has('--no-auth-warning'))
    yield* write(process, 2, passwordWarning)
  const host = given.get('-h') ?? '127.0.0.1'
  const port = Number(given.get('-p') ?? 6379)
  const socket = attempt(() => connect(process, host, port))
  if (socket instanceof SystemError) {
    const message = socket.code === 'ENOENT' ? 'Name or service not known' : messageOf(socket)
    yield* write(process, 2, `Could not connect to Redis at ${host}:${port}: ${message}\n`)
    return 1
  }
  return yield* converse(process, process.install(socket), { given, words })
}

function* converse(process: Process, descriptor: number, { given, words }: Invocation): Step<number> {
  const reader = new RespReader(process, descriptor)
  const ask = function* (command: readonly string[]): Step<PlainReply | undefined> {
    yield* write(process, descriptor, fromBinary(encodeCommand(command.map(binaryOf))))
    return yield* reader.reply()
  }
  const raw = given.has('--raw') || (!given.has('--no-raw') && process.files.get(1)?.terminal === undefined)
  const password = given.get('-a') ?? given.get('--pass') ?? process.environment.get('REDISCLI_AUTH')
  if (password !== undefined)
    yield* ask(['AUTH', ...(given.has('--user') ? [given.get('--user') ?? ''] : []), password])
  if (given.has('-n')) yield* ask(['SELECT', given.get('-n') ?? '0'])
  if (words.length > 0) {
    const reply = yield* ask(words)
    yield* write(process, 1, reply ? `${shownReply(reply, raw)}${reply.kind === 'error' ? '\n' : ''}\n` : '')
    return reply ? 0 : 1
  }
  const input = new RespReader(process, 0)
  for (let line = yield* input.command(); line; line = yield* input.command()) {
    if (line.length === 0) continue
    const reply = yield* ask(line.map(textOf))
    if (!reply) return 1
    yield* write(process, 1, `${shownReply(reply, raw)}\n`)
  }
  return 0
}
