import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { binaryOf, fromBinary, textOf } from '../applets/binary.ts'
import { formatTime } from '../applets/calendar.ts'
import { attempt, messageOf } from '../applets/messages.ts'
import { connect, serveAll } from '../applets/sockets.ts'
import { runCommand } from './redis-dispatch.ts'
import type { RedisServer, Session } from './redis-session.ts'
import { Database } from './redis-store.ts'
import { encodeCommand, encodeReply, failure, ProtocolError, type Reply, RespReader } from './resp.ts'

const versionOf = (process: Process): string => process.environment.get('REDIS_VERSION') ?? '8.4.0'

function* log(process: Process, text: string, role: 'C' | 'M' = 'M', level: '*' | '#' = '*'): Step<void> {
  const time = formatTime('%d %b %Y %H:%M:%S.%3N', process.kernel.clock.now())
  yield* write(process, 1, `${process.pid}:${role} ${time} ${level} ${text}\n`)
}

/** What CONFIG GET knows, with redis.conf's defaults. */
const defaultSettings: readonly (readonly [name: string, value: string])[] = [
  ['port', '6379'],
  ['bind', '* -::*'],
  ['requirepass', ''],
  ['databases', '16'],
  ['maxmemory', '0'],
  ['maxmemory-policy', 'noeviction'],
  ['appendonly', 'no'],
  ['save', '3600 1 300 100 60 10000'],
  ['timeout', '0'],
  ['tcp-keepalive', '300'],
  ['dir', '/data'],
  ['dbfilename', 'dump.rdb'],
  ['loglevel', 'notice'],
  ['notify-keyspace-events', ''],
  ['protected-mode', 'no'],
]

/** Settings of a configuration file and of the command line (`--requirepass secret`), later ones winning. */
const readSettings = (process: Process, words: readonly string[]): Map<string, string> => {
  const settings = new Map(defaultSettings)
  const [first] = words
  if (first !== undefined && !first.startsWith('-')) {
    for (const line of process.filesystem.readText(process.path(first)).split('\n')) {
      const match = /^\s*([a-z-]+)\s+(.*?)\s*$/.exec(line)
      if (match) settings.set(match[1] ?? '', (match[2] ?? '').replace(/^"(.*)"$/, '$1'))
    }
  }
  let name: string | undefined
  for (const word of words) {
    if (word.startsWith('--')) {
      name = word.slice(2).toLowerCase()
      settings.set(name, '')
    } else if (name !== undefined) settings.set(name, `${settings.get(name)} ${word}`.trim())
  }
  return settings
}

function* serveClient(process: Process, server: RedisServer, descriptor: number): Step<void> {
  server.connectionsServed++
  const session: Session = {
    server,
    process,
    database: 0,
    authenticated: (server.settings.get('requirepass') ?? '') === '',
    name: '',
    queued: undefined,
    closing: false,
  }
  const reader = new RespReader(process, descriptor)
  while (!session.closing) {
    try {
      const words = yield* reader.command()
      if (!words) return
      if (words.length === 0) continue
      const reply = runCommand(session, words)
      yield* write(process, descriptor, fromBinary(encodeReply(reply)))
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      yield* write(process, descriptor, encodeReply(failure(`ERR Protocol error: ${error.message}`)))
      return
    }
    // SHUTDOWN ends the server as SIGTERM does, once this command has been answered.
    if (server.shutdown) process.kernel.kill(process.pid, 'TERM', process)
    yield undefined
  }
}

function* sayFarewell(process: Process, signal: string): Step<void> {
  const seconds = Math.floor(process.kernel.clock.now() / 1e6)
  yield* write(process, 1, `${process.pid}:signal-handler (${seconds}) Received SIG${signal} scheduling shutdown...\n`)
  yield* log(process, 'User requested shutdown...')
  yield* log(process, 'Saving the final RDB snapshot before exiting.')
  yield* log(process, 'DB saved on disk')
  yield* log(process, 'Redis is now ready to exit, bye bye...', 'M', '#')
}

/** redis-server: the protocol and the commands that clients' tests use, in memory. */
export const redisServer: Program = function* (process) {
  const words = process.argv.slice(1)
  const version = versionOf(process)
  if (words.includes('--version') || words.includes('-v')) {
    yield* write(process, 1, `Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0\n`)
    return 0
  }
  const settings = attempt(() => readSettings(process, words))
  if (settings instanceof SystemError) {
    yield* log(process, `Fatal error, can't open config file '${words[0]}': ${messageOf(settings)}`, 'C', '#')
    return 1
  }
  yield* log(process, 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', 'C')
  yield* log(
    process,
    `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`,
    'C',
  )
  if (words.length === 0)
    yield* log(
      process,
      'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
      'C',
      '#',
    )
  else yield* log(process, 'Configuration loaded', 'C')
  yield* log(process, 'monotonic clock: POSIX clock_gettime')
  const port = Number(settings.get('port'))
  const listener = attempt(() => process.kernel.network.listen('0.0.0.0', port))
  if (listener instanceof SystemError) {
    yield* log(
      process,
      `Warning: Could not create server TCP listening socket *:${port}: bind: ${messageOf(listener)}`,
      'M',
      '#',
    )
    yield* log(process, `Failed listening on port ${port} (tcp), aborting.`, 'M', '#')
    return 1
  }
  try {
    for (const signal of ['TERM', 'INT'] as const) process.signals.set(signal, 'catch')
    yield* log(process, `Running mode=standalone, port=${port}.`)
    yield* log(process, 'Server initialized')
    yield* log(process, 'Ready to accept connections tcp')
    const count = Math.max(1, Number(settings.get('databases')) || 16)
    const server: RedisServer = {
      version,
      port,
      settings,
      databases: Array.from({ length: count }, () => new Database(() => process.kernel.clock.now())),
      commandsServed: 0,
      connectionsServed: 0,
      shutdown: false,
    }
    const signal = yield* serveAll(process, {
      listeners: [listener],
      serve: descriptor => serveClient(process, server, descriptor),
      onSignal: () => 'stop',
    })
    yield* sayFarewell(process, signal ?? 'TERM')
    return 0
  } finally {
    listener.close()
  }
}

/** Replies as redis-cli prints them: decorated on a terminal, raw into a pipe. */
const shownReply = (reply: Reply, raw: boolean, indent = ''): string => {
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

/** redis-cli with a command on its command line (or lines on stdin). */
export const redisCli: Program = function* (process) {
  const given = new Map<string, string>()
  let index = 1
  for (; Object.hasOwn(cliOptions, process.argv[index] ?? ''); index++) {
    const name = process.argv[index] as string
    given.set(name, cliOptions[name] === 1 ? (process.argv[++index] ?? '') : '')
  }
  const words = process.argv.slice(index)
  if (words[0] === '--version' || words[0] === '-v') {
    yield* write(process, 1, `redis-cli ${versionOf(process)}\n`)
    return 0
  }
  const host = given.get('-h') ?? '127.0.0.1'
  const port = Number(given.get('-p') ?? 6379)
  const socket = attempt(() => connect(process, host, port))
  if (socket instanceof SystemError) {
    const message = socket.code === 'ENOENT' ? 'Name or service not known' : messageOf(socket)
    yield* write(process, 2, `Could not connect to Redis at ${host}:${port}: ${message}\n`)
    return 1
  }
  const descriptor = process.install(socket)
  const reader = new RespReader(process, descriptor)
  const ask = function* (command: readonly string[]): Step<Reply | undefined> {
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
