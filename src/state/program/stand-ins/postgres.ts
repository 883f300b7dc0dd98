import { SystemError } from '../../filesystem/contract.ts'
import { sleep, write } from '../../kernel/calls.ts'
import type { StreamSocket } from '../../kernel/network.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { formatTime } from '../applets/calendar.ts'
import { attempt } from '../applets/messages.ts'
import { serveAll } from '../applets/sockets.ts'
import {
  commandComplete,
  dataRow,
  encodeMessage,
  errorResponse,
  int32,
  MessageReader,
  number32,
  parameterStatus,
  readyForQuery,
  rowDescription,
  send,
  strings,
} from './postgres-protocol.ts'
import { answerQuery, type SessionFacts, statements } from './postgres-queries.ts'

export const versionOf = (process: Process): string => process.environment.get('PG_VERSION')?.split('-', 1)[0] ?? '18.1'
export const dataDirectory = (process: Process): string =>
  process.environment.get('PGDATA') ?? '/var/lib/postgresql/data'
/** Where clients on the same machine look for the server. */
export const socketPath = '/var/run/postgresql/.s.PGSQL.5432'

export function* log(process: Process, text: string, pid = process.pid): Step<void> {
  const time = formatTime('%Y-%m-%d %H:%M:%S.%3N UTC', process.kernel.clock.now())
  yield* write(process, 2, `${time} [${pid}] LOG:  ${text}\n`)
}

const quote = (word: string): string => `"${word}"`

/** What the entrypoint decided, kept in the data directory as pg_hba.conf and the roles would keep it. */
export interface Cluster {
  readonly user: string
  readonly password: string
  readonly database: string
  readonly trust: boolean
}

export const clusterPath = (process: Process): string => `${dataDirectory(process)}/mockerd.json`

export const readCluster = (process: Process): Cluster | undefined => {
  const text = attempt(() => process.filesystem.readText(clusterPath(process)))
  return text instanceof SystemError ? undefined : (JSON.parse(text) as Cluster)
}

const negotiation = 80877103
const encryption = 80877104
const cancellation = 80877102

/** Reads the startup message, refusing encryption first; answers its parameters. */
function* startup(
  process: Process,
  descriptor: number,
  reader: MessageReader,
): Step<ReadonlyMap<string, string> | undefined> {
  for (;;) {
    const message = yield* reader.next(false)
    if (!message || message.body.length < 4) return undefined
    const code = number32(message.body)
    if (code === negotiation || code === encryption) {
      yield* write(process, descriptor, 'N')
      continue
    }
    if (code === cancellation) return undefined
    const words = strings(message.body.subarray(4))
    const parameters = new Map<string, string>()
    for (let index = 0; index + 1 < words.length; index += 2)
      if (words[index]) parameters.set(words[index] ?? '', words[index + 1] ?? '')
    return parameters
  }
}

function* authenticate(
  process: Process,
  descriptor: number,
  reader: MessageReader,
  cluster: Cluster,
  user: string,
): Step<boolean> {
  if (cluster.trust) return true
  // A password in clear, because every client can send one; the simulated wire has no eavesdroppers.
  yield* send(process, descriptor, encodeMessage('R', int32(3)))
  const message = yield* reader.next()
  if (message?.type !== 'p') return false
  if (user === cluster.user && strings(message.body)[0] === cluster.password) return true
  yield* send(
    process,
    descriptor,
    errorResponse('28P01', `password authentication failed for user ${quote(user)}`, 'FATAL'),
  )
  return false
}

function* serveClient(process: Process, cluster: Cluster, descriptor: number): Step<void> {
  const reader = new MessageReader(process, descriptor)
  const parameters = yield* startup(process, descriptor, reader)
  if (!parameters) return
  const user = parameters.get('user') ?? ''
  const database = parameters.get('database') ?? user
  if (!(yield* authenticate(process, descriptor, reader, cluster, user))) return
  const databases = [...new Set(['postgres', cluster.database, 'template1', 'template0'])]
  if (user !== cluster.user || !databases.includes(database)) {
    const [code, message] =
      user === cluster.user
        ? ['3D000', `database ${quote(database)} does not exist`]
        : ['28000', `role ${quote(user)} does not exist`]
    yield* send(process, descriptor, errorResponse(code, message, 'FATAL'))
    return
  }
  const facts: SessionFacts = { user, database, version: versionOf(process), databases }
  yield* send(
    process,
    descriptor,
    encodeMessage('R', int32(0)),
    parameterStatus('server_version', facts.version),
    parameterStatus('server_encoding', 'UTF8'),
    parameterStatus('client_encoding', 'UTF8'),
    parameterStatus('DateStyle', 'ISO, MDY'),
    parameterStatus('integer_datetimes', 'on'),
    parameterStatus('standard_conforming_strings', 'on'),
    parameterStatus('TimeZone', 'Etc/UTC'),
    encodeMessage('K', int32(process.pid), int32(process.kernel.random.integer(2 ** 31))),
    readyForQuery,
  )
  yield* serveQueries(process, descriptor, reader, facts)
}

function* serveQueries(process: Process, descriptor: number, reader: MessageReader, facts: SessionFacts): Step<void> {
  for (let skipping = false; ; ) {
    const message = yield* reader.next()
    if (!message || message.type === 'X') return
    if (message.type === 'S') {
      skipping = false
      yield* send(process, descriptor, readyForQuery)
    } else if (message.type === 'Q') {
      yield* send(process, descriptor, ...answersTo(strings(message.body)[0] ?? '', facts), readyForQuery)
    } else if (!skipping) {
      // Prepared statements belong to a database that executes SQL.
      skipping = true
      yield* send(
        process,
        descriptor,
        errorResponse('0A000', "mockerd's stand-in for PostgreSQL knows simple queries only"),
      )
    }
    yield undefined
  }
}

const answersTo = (sql: string, facts: SessionFacts): Uint8Array[] => {
  const all = statements(sql)
  if (all.length === 0) return [encodeMessage('I')]
  const messages: Uint8Array[] = []
  for (const statement of all) {
    const answer = answerQuery(statement, facts)
    if ('error' in answer) return [...messages, errorResponse(answer.code, answer.error)]
    if ('tag' in answer) messages.push(commandComplete(answer.tag))
    else
      messages.push(
        rowDescription(answer.columns),
        ...answer.rows.map(dataRow),
        commandComplete(`SELECT ${answer.rows.length}`),
      )
  }
  return messages
}

/** Announces the server to clients on the same machine. */
const announce = (process: Process): void => {
  const files = process.filesystem
  attempt(() => files.makeDirectory(socketPath.replace(/\/[^/]*$/, ''), { parents: true }))
  attempt(() => files.unlink(socketPath))
  attempt(() => files.makeNode(socketPath, 'socket', 0o777))
}

const backgroundTitles = [
  'checkpointer',
  'background writer',
  'walwriter',
  'autovacuum launcher',
  'logical replication launcher',
]

const backgroundProgram: Program = function* (process) {
  process.signals.set('INT', 'ignore')
  for (;;) yield process.signals.arrived
}

/** The server itself. Wants a data directory that the entrypoint (initdb) has prepared. */
export const postgres: Program = function* (process) {
  const words = process.argv.slice(1)
  if (words.includes('--version') || words.includes('-V')) {
    yield* write(process, 1, `postgres (PostgreSQL) ${versionOf(process)}\n`)
    return 0
  }
  const cluster = readCluster(process)
  if (process.credentials.uid === 0) {
    yield* write(
      process,
      2,
      '"root" execution of the PostgreSQL server is not permitted.\nThe server must be started under an unprivileged user ID to prevent\npossible system security compromise.\n',
    )
    return 1
  }
  if (!cluster) {
    yield* write(
      process,
      2,
      `postgres: could not access directory "${dataDirectory(process)}": No such file or directory\n`,
    )
    return 2
  }
  const given = words.indexOf('-p')
  const port = Number(words[given + 1] ?? 5432) || 5432
  const listener = attempt(() => process.kernel.network.listen('0.0.0.0', given < 0 ? 5432 : port))
  if (listener instanceof SystemError) {
    yield* log(process, `could not bind IPv4 address "0.0.0.0": Address already in use`)
    return 1
  }
  try {
    for (const signal of ['TERM', 'INT', 'QUIT', 'HUP'] as const) process.signals.set(signal, 'catch')
    yield* announceStart(process, listener.port, false)
    const helpers = backgroundTitles.map(title =>
      process.kernel.spawn({
        argv: [`postgres: ${title} `],
        program: backgroundProgram,
        executable: process.executable,
        parent: process,
      }),
    )
    const signal = yield* serveAll(process, {
      listeners: [listener],
      serve: (descriptor: number, _socket: StreamSocket) => serveClient(process, cluster, descriptor),
      // Smart shutdown (TERM) waits for clients, fast (INT) and immediate (QUIT) do not.
      onSignal: received => (received === 'HUP' ? 'continue' : received === 'TERM' ? 'drain' : 'stop'),
    })
    yield* announceEnd(process, signal === 'TERM' ? 'smart' : signal === 'QUIT' ? 'immediate' : 'fast')
    for (const helper of helpers) process.kernel.kill(helper.pid, 'KILL', process)
    return 0
  } finally {
    listener.close()
    attempt(() => process.filesystem.unlink(socketPath))
  }
}

export function* announceStart(process: Process, port: number, temporary: boolean): Step<void> {
  yield* log(process, `starting PostgreSQL ${versionOf(process)} on x86_64-pc-linux-gnu, compiled by mockerd, 64-bit`)
  if (!temporary) {
    yield* log(process, `listening on IPv4 address "0.0.0.0", port ${port}`)
    yield* log(process, `listening on IPv6 address "::", port ${port}`)
  }
  yield* log(process, `listening on Unix socket "${socketPath}"`)
  announce(process)
  yield* sleep(process, 20)
  yield* log(
    process,
    `database system was shut down at ${formatTime('%Y-%m-%d %H:%M:%S UTC', process.kernel.clock.now())}`,
    process.pid + 3,
  )
  yield* log(process, 'database system is ready to accept connections')
}

export function* announceEnd(process: Process, kind: string): Step<void> {
  yield* log(process, `received ${kind} shutdown request`)
  if (kind !== 'immediate') {
    yield* log(process, 'aborting any active transactions')
    yield* log(process, 'shutting down', process.pid + 1)
    yield* log(process, 'checkpoint complete: wrote 3 buffers (0.0%)', process.pid + 1)
  }
  yield* log(process, 'database system is shut down')
}
