import { SystemError } from '../../filesystem/contract.ts'
import { read, write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { appletProgram, type Invocation } from '../applets/applet.ts'
import { toBinary } from '../applets/binary.ts'
import { attempt, messageOf } from '../applets/messages.ts'
import type { Options } from '../applets/options.ts'
import { connect } from '../applets/sockets.ts'
import { socketPath } from './postgres.ts'
import {
  encodeMessage,
  errorText,
  int32,
  type Message,
  MessageReader,
  number32,
  send,
  textOfBody,
  zeroEnded,
} from './postgres-protocol.ts'

interface Place {
  readonly host: string
  readonly port: number
  readonly shown: string
}

const placeOf = (process: Process, options: Options): Place => {
  const host = options.value('h') ?? process.environment.get('PGHOST')
  const port = Number(options.value('p') ?? process.environment.get('PGPORT') ?? 5432)
  const local = host === undefined || host.startsWith('/')
  return { host: local ? '127.0.0.1' : host, port, shown: `${local ? '/var/run/postgresql' : host}:${port}` }
}

/** A client on the same machine goes by the socket: without it there is no server. */
const dial = (process: Process, place: Place) => {
  if (place.shown.startsWith('/') && !process.filesystem.exists(socketPath)) throw new SystemError('ENOENT', socketPath)
  return connect(process, place.host, place.port)
}

/** pg_isready: 0 accepting, 2 no response. */
function* checkReady({ process, options }: Invocation): Step<number> {
  const place = placeOf(process, options)
  const socket = attempt(() => dial(process, place))
  const ready = !(socket instanceof SystemError)
  if (ready) socket.release()
  if (!options.has('q'))
    yield* write(process, 1, `${place.shown} - ${ready ? 'accepting connections' : 'no response'}\n`)
  return ready ? 0 : 2
}

interface Link {
  readonly descriptor: number
  readonly reader: MessageReader
}

/** Connects and authenticates; a text is why not. */
function* open(process: Process, options: Options, place: Place): Step<Link | string> {
  const user = options.value('U') ?? process.environment.get('PGUSER') ?? 'root'
  const database = options.value('d') ?? options.operands[0] ?? process.environment.get('PGDATABASE') ?? user
  const socket = attempt(() => dial(process, place))
  if (socket instanceof SystemError) {
    const where = place.shown.startsWith('/') ? `on socket "${socketPath}"` : `at "${place.host}", port ${place.port}`
    return `connection to server ${where} failed: ${messageOf(socket)}\n\tIs the server running ${place.shown.startsWith('/') ? 'locally and accepting connections on that socket?' : 'on that host and accepting TCP/IP connections?'}`
  }
  const descriptor = process.install(socket)
  const reader = new MessageReader(process, descriptor)
  const greeting = [
    int32(196_608),
    zeroEnded('user'),
    zeroEnded(user),
    zeroEnded('database'),
    zeroEnded(database),
    Uint8Array.of(0),
  ]
  yield* send(process, descriptor, encodeMessage('', ...greeting))
  for (;;) {
    const message = yield* reader.next()
    if (!message) return 'server closed the connection unexpectedly'
    if (message.type === 'E')
      return `connection to server at "${place.host}", port ${place.port} failed: ${errorText(message.body)}`
    if (message.type === 'R' && number32(message.body) === 3) {
      // Through the socket the image trusts everybody; psql inside the container therefore needs no password.
      const password =
        process.environment.get('PGPASSWORD') ?? (place.shown.startsWith('/') ? trustedPassword(process) : undefined)
      if (password === undefined)
        return `connection to server at "${place.host}", port ${place.port} failed: fe_sendauth: no password supplied`
      yield* send(process, descriptor, encodeMessage('p', zeroEnded(password)))
    }
    if (message.type === 'Z') return { descriptor, reader }
  }
}

const trustedPassword = (process: Process): string | undefined => {
  const directory = process.environment.get('PGDATA') ?? '/var/lib/postgresql/data'
  const text = attempt(() => process.kernel.filesystem.readText(`${directory}/mockerd.json`))
  return text instanceof SystemError ? undefined : (JSON.parse(text) as { password: string }).password
}

const columnsOf = (body: Uint8Array): { names: string[]; numeric: boolean[] } => {
  const names: string[] = []
  const numeric: boolean[] = []
  const view = new DataView(body.buffer, body.byteOffset)
  for (let at = 2, left = view.getInt16(0); left > 0; left--) {
    const end = body.indexOf(0, at)
    names.push(textOfBody(body.subarray(at, end)))
    numeric.push(view.getInt32(end + 7) === 23)
    at = end + 19
  }
  return { names, numeric }
}

const cellsOf = (body: Uint8Array): string[] => {
  const cells: string[] = []
  for (let at = 2, left = (body[0] ?? 0) * 256 + (body[1] ?? 0); left > 0; left--) {
    const length = number32(body, at)
    cells.push(textOfBody(body.subarray(at + 4, at + 4 + length)))
    at += 4 + length
  }
  return cells
}

/** psql's aligned table, or bare cells with -t and -A. */
const table = (
  { names, numeric }: ReturnType<typeof columnsOf>,
  rows: readonly string[][],
  options: Options,
): string => {
  const footer = options.has('t') ? '' : `(${rows.length} row${rows.length === 1 ? '' : 's'})\n`
  if (options.has('A')) {
    const lines = [...(options.has('t') ? [] : [names]), ...rows].map(
      cells => `${cells.join(options.value('F') ?? '|')}\n`,
    )
    return lines.join('') + footer
  }
  const widths = names.map((name, index) => Math.max(name.length, ...rows.map(cells => cells[index]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map(
        (cell, index) =>
          ` ${numeric[index] ? cell.padStart(widths[index] ?? 0) : index === cells.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)} `,
      )
      .join('|')
      .trimEnd()
  const centred = names.map((name, index) => {
    const room = (widths[index] ?? 0) - name.length
    return ` ${' '.repeat(Math.floor(room / 2))}${name}${' '.repeat(Math.ceil(room / 2))} `
  })
  const head = options.has('t') ? '' : `${centred.join('|')}\n${widths.map(width => '-'.repeat(width + 2)).join('+')}\n`
  return `${head}${rows.map(cells => `${line(cells)}\n`).join('')}${footer}\n`
}

function* query(process: Process, link: Link, sql: string, options: Options): Step<boolean> {
  yield* send(process, link.descriptor, encodeMessage('Q', zeroEnded(sql)))
  let columns: ReturnType<typeof columnsOf> | undefined
  let rows: string[][] = []
  let succeeded = true
  for (;;) {
    const message: Message | undefined = yield* link.reader.next()
    if (!message) return false
    if (message.type === 'T') columns = columnsOf(message.body)
    else if (message.type === 'D') rows.push(cellsOf(message.body))
    else if (message.type === 'E') {
      succeeded = false
      yield* write(process, 2, `${errorText(message.body)}\n`)
    } else if (message.type === 'C') {
      const text = columns
        ? table(columns, rows, options)
        : options.has('q')
          ? ''
          : `${textOfBody(message.body).replace(/\0$/, '')}\n`
      yield* write(process, 1, text)
      columns = undefined
      rows = []
    } else if (message.type === 'Z') return succeeded
  }
}

function* readScript(process: Process): Step<string> {
  let text = ''
  for (;;) {
    const chunk = yield* read(process, 0)
    if (chunk.length === 0) return text
    process.charge(chunk.length)
    text += toBinary(chunk)
  }
}

const long = {
  host: 'h',
  port: 'p',
  username: 'U',
  dbname: 'd',
  command: 'c',
  file: 'f',
  'tuples-only': 't',
  'no-align': 'A',
  quiet: 'q',
  'no-psqlrc': 'X',
  set: 'v',
  variable: 'v',
  'no-password': 'w',
  'field-separator': 'F',
  list: 'l',
}

/** psql for what the server stand-in can answer. */
function* runPsql({ process, options, words }: Invocation): Step<number> {
  if (words[0] === '--version' || words[0] === '-V') {
    yield* write(process, 1, `psql (PostgreSQL) ${process.environment.get('PG_VERSION')?.split('-', 1)[0] ?? '18.1'}\n`)
    return 0
  }
  const link = yield* open(process, options, placeOf(process, options))
  if (typeof link === 'string') {
    yield* write(process, 2, `psql: error: ${link}\n`)
    return 2
  }
  const commands = options.has('l') ? ['SELECT datname FROM pg_database'] : options.values('c')
  const files = options.values('f').map(path => process.filesystem.readText(process.path(path)))
  const scripts = commands.length + files.length > 0 ? [...commands, ...files] : [yield* readScript(process)]
  let status = 0
  for (const sql of scripts) if (!(yield* query(process, link, sql, options))) status = 1
  yield* send(process, link.descriptor, encodeMessage('X'))
  return status
}

const readyLong = { host: 'h', port: 'p', username: 'U', dbname: 'd', quiet: 'q', timeout: 't' }

export const pgIsReady: Program = appletProgram(
  { syntax: { short: 'h:p:U:d:qt:', long: readyLong }, usage: '[OPTION]...', usageStatus: 3, run: checkReady },
  'gnu',
)

export const psql: Program = appletProgram(
  {
    syntax: { short: 'h:p:U:d:c:f:tAqXVv:wWF:ln1', long: { ...long, version: 'V' } },
    usage: '[OPTION]... [DBNAME [USERNAME]]',
    run: runPsql,
  },
  'gnu',
)
