import type { BinaryText } from '../applets/binary.ts'
import { matchGlob } from '../applets/glob.ts'
import { collectionCommands } from './redis-collections.ts'
import { databaseOf, nowOf, ok, type RedisCommand, type Session, wholeNumber } from './redis-session.ts'
import { stringCommands } from './redis-strings.ts'
import { bulk, failure, integer, list, map, type Reply, simple } from './resp.ts'

const expire = (session: Session, key: BinaryText, microseconds: number, absolute: boolean): Reply => {
  const database = databaseOf(session)
  if (!database.get(key)) return integer(0)
  const at = absolute ? microseconds : nowOf(session) + microseconds
  if (at <= nowOf(session)) database.delete(key)
  else database.expireAt(key, at)
  return integer(1)
}

const timeLeft = (session: Session, key: BinaryText, unitMicroseconds: number): Reply => {
  const database = databaseOf(session)
  if (!database.get(key)) return integer(-2)
  const expiry = database.expiry(key)
  return integer(expiry === undefined ? -1 : Math.ceil((expiry - nowOf(session)) / unitMicroseconds))
}

const infoText = (session: Session): string => {
  const { server, process } = session
  const seconds = Math.floor((nowOf(session) - process.startedAt) / 1e6)
  const keyspace = server.databases.flatMap((database, index) => {
    const keys = database.keys()
    const expiring = keys.filter(key => database.expiry(key) !== undefined).length
    return keys.length > 0 ? [`db${index}:keys=${keys.length},expires=${expiring},avg_ttl=0`] : []
  })
  return [
    '# Server',
    `redis_version:${server.version}`,
    'redis_mode:standalone',
    'os:Linux x86_64',
    'arch_bits:64',
    `process_id:${process.pid}`,
    `tcp_port:${server.port}`,
    `uptime_in_seconds:${seconds}`,
    `uptime_in_days:${Math.floor(seconds / 86_400)}`,
    '',
    '# Clients',
    'connected_clients:1',
    '',
    '# Memory',
    `used_memory:${process.memoryBytes}`,
    'maxmemory:0',
    'maxmemory_policy:noeviction',
    '',
    '# Persistence',
    'loading:0',
    'rdb_bgsave_in_progress:0',
    'rdb_last_bgsave_status:ok',
    'aof_enabled:0',
    '',
    '# Stats',
    `total_connections_received:${server.connectionsServed}`,
    `total_commands_processed:${server.commandsServed}`,
    '',
    '# Replication',
    'role:master',
    'connected_slaves:0',
    '',
    '# Cluster',
    'cluster_enabled:0',
    '',
    '# Keyspace',
    ...keyspace,
    '',
  ].join('\r\n')
}

const config = ({ server }: Session, words: readonly BinaryText[]): Reply => {
  const action = words[1]?.toUpperCase()
  if (action === 'GET')
    return map(
      [...server.settings].filter(([name]) => words.slice(2).some(pattern => matchGlob(pattern.toLowerCase(), name))),
    )
  if (action === 'SET') {
    for (let index = 2; index + 1 < words.length; index += 2) {
      const name = (words[index] ?? '').toLowerCase()
      if (!server.settings.has(name))
        return failure(`ERR Unknown option or number of arguments for CONFIG SET - '${name}'`)
      server.settings.set(name, words[index + 1] ?? '')
    }
    return ok
  }
  return action === 'RESETSTAT' || action === 'REWRITE'
    ? ok
    : failure(`ERR unknown subcommand '${words[1]}'. Try CONFIG HELP.`)
}

const authenticate = (session: Session, words: readonly BinaryText[]): Reply => {
  const password = session.server.settings.get('requirepass') ?? ''
  if (password === '' && words.length === 2)
    return failure(
      'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
    )
  const right = words.at(-1) === password || (password === '' && words[1] === 'default')
  if (!right || (words.length > 2 && words[1] !== 'default'))
    return failure('WRONGPASS invalid username-password pair or user is disabled.')
  session.authenticated = true
  return ok
}

/** Parts of CLIENT that change nothing a client could see. */
const clientSettings = new Set(['SETNAME', 'SETINFO', 'NO-EVICT', 'NO-TOUCH'])

const client = (session: Session, words: readonly BinaryText[]): Reply => {
  const action = words[1]?.toUpperCase()
  if (action === 'GETNAME') return bulk(session.name)
  if (action === 'ID') return integer(session.server.connectionsServed)
  if (action === 'SETNAME') session.name = words[2] ?? ''
  return clientSettings.has(action ?? '') ? ok : failure(`ERR unknown subcommand '${words[1]}'. Try CLIENT HELP.`)
}

const hello = (session: Session, [, version, ...options]: readonly BinaryText[]): Reply => {
  if (version !== undefined && !/^\d{1,9}$/.test(version))
    return failure('ERR Protocol version is not an integer or out of range')
  if (version !== undefined && version !== '2' && version !== '3')
    return failure('NOPROTO unsupported protocol version')
  const auth = options.findIndex(word => word.toUpperCase() === 'AUTH')
  if (auth >= 0) {
    const reply = authenticate(session, ['AUTH', options[auth + 1] ?? '', options[auth + 2] ?? ''])
    if (reply.kind === 'error') return reply
  }
  if (!session.authenticated) return failure(helloWithoutPassword)
  if (version !== undefined) session.protocol = version === '3' ? 3 : 2
  const pairs: (readonly [string, Reply])[] = [
    ['server', bulk('redis')],
    ['version', bulk(session.server.version)],
    ['proto', integer(session.protocol)],
    ['id', integer(session.server.connectionsServed)],
    ['mode', bulk('standalone')],
    ['role', bulk('master')],
    ['modules', list([])],
  ]
  return { kind: 'map', pairs: pairs.map(([name, value]) => [bulk(name), value] as const) }
}

const helloWithoutPassword =
  'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time'

const select = (session: Session, text: BinaryText | undefined): Reply => {
  const index = wholeNumber(text)
  if (index < 0 || index >= session.server.databases.length) return failure('ERR DB index is out of range')
  session.database = index
  return ok
}

const scan = (session: Session, words: readonly BinaryText[]): Reply => {
  const match = words.findIndex(word => word.toUpperCase() === 'MATCH')
  const pattern = match > 0 ? (words[match + 1] ?? '*') : '*'
  const keys = databaseOf(session)
    .keys()
    .filter(key => matchGlob(pattern, key))
  return { kind: 'array', items: [bulk('0'), list(keys)] }
}

const rename = (session: Session, from: BinaryText, to: BinaryText): Reply => {
  const database = databaseOf(session)
  const value = database.get(from)
  if (!value) return failure('ERR no such key')
  const expiry = database.expiry(from)
  database.delete(from)
  database.set(to, value)
  database.expireAt(to, expiry)
  return ok
}

const count = (keys: readonly BinaryText[], holds: (key: BinaryText) => boolean): Reply =>
  integer(keys.filter(holds).length)

/** By lower-case name. Arities are those of the real server. */
export const redisCommands: Readonly<Record<string, RedisCommand>> = {
  ...collectionCommands,
  ping: { arity: -1, run: (_, words) => (words[1] === undefined ? simple('PONG') : bulk(words[1])) },
  echo: { arity: 2, run: (_, words) => bulk(words[1]) },
  ...stringCommands,
  del: {
    arity: -2,
    run: (session, [, ...keys]) =>
      count(keys, key => databaseOf(session).get(key) !== undefined && databaseOf(session).delete(key)),
  },
  unlink: { arity: -2, run: (session, [, ...keys]) => count(keys, key => databaseOf(session).delete(key)) },
  exists: { arity: -2, run: (session, [, ...keys]) => count(keys, key => databaseOf(session).get(key) !== undefined) },
  type: { arity: 2, run: (session, [, key = '']) => simple(databaseOf(session).get(key)?.kind ?? 'none') },
  keys: {
    arity: 2,
    run: (session, [, pattern = '*']) =>
      list(
        databaseOf(session)
          .keys()
          .filter(key => matchGlob(pattern, key)),
      ),
  },
  scan: { arity: -2, run: scan },
  rename: { arity: 3, run: (session, [, from = '', to = '']) => rename(session, from, to) },
  randomkey: {
    arity: 1,
    run: session => {
      const keys = databaseOf(session).keys()
      return bulk(keys.length === 0 ? undefined : session.process.kernel.random.pick(keys))
    },
  },
  dbsize: { arity: 1, run: session => integer(databaseOf(session).keys().length) },
  expire: {
    arity: -3,
    run: (session, [, key = '', seconds]) => expire(session, key, wholeNumber(seconds) * 1e6, false),
  },
  pexpire: {
    arity: -3,
    run: (session, [, key = '', milliseconds]) => expire(session, key, wholeNumber(milliseconds) * 1e3, false),
  },
  expireat: {
    arity: -3,
    run: (session, [, key = '', seconds]) => expire(session, key, wholeNumber(seconds) * 1e6, true),
  },
  persist: {
    arity: 2,
    run: (session, [, key = '']) => {
      const had = databaseOf(session).get(key) !== undefined && databaseOf(session).expiry(key) !== undefined
      databaseOf(session).expireAt(key, undefined)
      return integer(had ? 1 : 0)
    },
  },
  ttl: { arity: 2, run: (session, [, key = '']) => timeLeft(session, key, 1e6) },
  pttl: { arity: 2, run: (session, [, key = '']) => timeLeft(session, key, 1e3) },
  flushdb: {
    arity: -1,
    run: session => {
      databaseOf(session).clear()
      return ok
    },
  },
  flushall: {
    arity: -1,
    run: session => {
      for (const database of session.server.databases) database.clear()
      return ok
    },
  },
  info: { arity: -1, run: session => ({ kind: 'verbatim', text: infoText(session) }) },
  config: { arity: -2, run: config },
  client: { arity: -2, run: client },
  command: {
    arity: -1,
    run: (_, words) => (words[1]?.toUpperCase() === 'COUNT' ? integer(Object.keys(redisCommands).length) : list([])),
  },
  hello: { arity: -1, run: hello },
  auth: { arity: -2, run: authenticate },
  select: { arity: 2, run: (session, [, index]) => select(session, index) },
  time: {
    arity: 1,
    run: session => list([String(Math.floor(nowOf(session) / 1e6)), String(nowOf(session) % 1e6)]),
  },
  save: { arity: 1, run: () => ok },
  bgsave: { arity: -1, run: () => simple('Background saving started') },
  role: { arity: 1, run: () => ({ kind: 'array', items: [bulk('master'), integer(0), list([])] }) },
  shutdown: {
    arity: -1,
    run: session => {
      session.server.shutdown = true
      session.closing = true
      return ok
    },
  },
  quit: {
    arity: -1,
    run: session => {
      session.closing = true
      return ok
    },
  },
}
