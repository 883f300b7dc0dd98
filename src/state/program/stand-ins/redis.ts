import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { fromBinary } from '../applets/binary.ts'
import { formatTime } from '../applets/calendar.ts'
import { attempt, messageOf } from '../applets/messages.ts'
import { serveAll } from '../applets/sockets.ts'
import { runCommand } from './redis-dispatch.ts'
import type { RedisServer, Session } from './redis-session.ts'
import { Database } from './redis-store.ts'
import { encodeReply, failure, ProtocolError, RespReader } from './resp.ts'

export const versionOf = (process: Process): string => process.environment.get('REDIS_VERSION') ?? '8.4.0'

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

/** Settings of a configuration file and of the command line (`--requirepass secret`, in one word too), later ones winning. */
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
      const [first = '', ...values] = word.slice(2).trim().split(/\s+/)
      name = first.toLowerCase()
      settings.set(name, values.join(' '))
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
    protocol: 2,
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
      yield* write(process, descriptor, fromBinary(encodeReply(reply, session.protocol)))
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      yield* write(process, descriptor, encodeReply(failure(`ERR Protocol error: ${error.message}`), session.protocol))
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
