import { SystemError } from '../../filesystem/contract.ts'
import { waitFor, write } from '../../kernel/calls.ts'
import type { Listener, StreamSocket } from '../../kernel/network.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { type SignalName, signalNumbers } from '../../kernel/signal.ts'
import { accounts } from '../applets/accounts.ts'
import { formatTime } from '../applets/calendar.ts'
import { header } from '../applets/http/message.ts'
import { errorPage, type Request, type Response, type Site, serveHttp, staticResponse } from '../applets/http/server.ts'
import { attempt, messageOf } from '../applets/messages.ts'
import { serveAll } from '../applets/sockets.ts'
import {
  ConfigurationError,
  directiveOf,
  type Location,
  readConfiguration,
  type VirtualServer,
  virtualServers,
} from './nginx-configuration.ts'

const versionOf = (process: Process): string => process.environment.get('NGINX_VERSION') ?? '1.29.3'

function* notice(process: Process, text: string, level = 'notice'): Step<void> {
  const stamp = formatTime('%Y/%m/%d %H:%M:%S', process.kernel.clock.now())
  yield* write(process, 2, `${stamp} [${level}] ${process.pid}#${process.pid}: ${text}\n`)
}

const locationFor = (server: VirtualServer, path: string): Location | undefined => {
  const exact = server.locations.find(({ modifier, prefix }) => modifier === '=' && prefix === path)
  if (exact) return exact
  return server.locations
    .filter(({ modifier, prefix }) => (modifier === '' || modifier === '^~') && path.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)[0]
}

const respond = (process: Process, servers: readonly VirtualServer[], port: number, request: Request): Response => {
  const here = servers.filter(({ ports }) => ports.includes(port))
  const host = header(request.head, 'host')?.replace(/:\d+$/, '')
  const server = here.find(({ directives }) => directiveOf(directives, 'server_name')?.includes(host ?? '')) ?? here[0]
  const name = `nginx/${versionOf(process)}`
  if (!server) return { status: 404, body: errorPage(404, name) }
  const location = locationFor(server, request.path)
  const directives = [...(location?.directives ?? []), ...server.directives]
  const returned = directiveOf(directives, 'return')
  if (returned) return returnedResponse(returned, request, name)
  if (directiveOf(location?.directives ?? [], 'proxy_pass')) {
    // This stand-in serves files; what it does not do it says, as a gateway without an upstream would.
    return { status: 502, body: errorPage(502, name) }
  }
  const alias = directiveOf(location?.directives ?? [], 'alias')?.[0]
  const root = alias ?? directiveOf(directives, 'root')?.[0] ?? '/etc/nginx/html'
  const asked = alias && location ? { ...request, path: `/${request.path.slice(location.prefix.length)}` } : request
  const indexes = directiveOf(directives, 'index') ?? ['index.html']
  const response = staticResponse(process, root, asked, indexes, name)
  const fallback = directiveOf(directives, 'try_files')?.at(-1)
  if (response.status !== 404 || fallback === undefined) return response
  if (fallback.startsWith('='))
    return { status: Number(fallback.slice(1)), body: errorPage(Number(fallback.slice(1)), name) }
  return staticResponse(process, root, { ...request, path: fallback }, indexes, name)
}

const returnedResponse = ([first = '', text]: readonly string[], request: Request, name: string): Response => {
  const status = Number(first) || 302
  const value = (text ?? (Number(first) ? undefined : first))
    ?.replace(/\$request_uri/g, request.target)
    .replace(/\$uri/g, request.path)
  if (status >= 300 && status < 400)
    return { status, headers: [['Location', value ?? '/']], body: errorPage(status, name) }
  return value === undefined
    ? { status, body: errorPage(status, name) }
    : { status, headers: [['Content-Type', 'text/plain']], body: value }
}

/** `combined` with the forwarded address, as the official image configures it. */
const accessLine = (
  process: Process,
  request: Request,
  status: number,
  bytes: number,
  socket: StreamSocket,
): string => {
  const quoted = (name: string): string => header(request.head, name) ?? '-'
  const time = formatTime('%d/%b/%Y:%H:%M:%S +0000', process.kernel.clock.now())
  const line = request.method === '-' ? '-' : `${request.method} ${request.target} ${request.version}`
  return `${socket.remoteAddress} - - [${time}] "${line}" ${status} ${bytes} "${quoted('referer')}" "${quoted('user-agent')}" "${quoted('x-forwarded-for')}"\n`
}

interface Bound {
  readonly port: number
  readonly listener: Listener
}

const siteOf = (process: Process, servers: readonly VirtualServer[], port: number): Site => ({
  serverHeader: `nginx/${versionOf(process)}`,
  respond: request => respond(process, servers, port, request),
  *log(request, status, bytes, socket) {
    yield* write(process, 1, accessLine(process, request, status, bytes, socket))
    if (status !== 404) return
    const host = header(request.head, 'host') ?? ''
    yield* notice(
      process,
      `*1 open() "${request.path}" failed (2: No such file or directory), client: ${socket.remoteAddress}, server: localhost, request: "${request.method} ${request.target} ${request.version}", host: "${host}"`,
      'error',
    )
  },
})

const workerProgram = (servers: readonly VirtualServer[], bound: readonly Bound[]): Program =>
  function* (process) {
    for (const signal of ['QUIT', 'TERM', 'INT'] as const) process.signals.set(signal, 'catch')
    const ended = yield* serveAll(process, {
      listeners: bound.map(({ listener }) => listener),
      serve: (descriptor, socket) => serveHttp(process, descriptor, socket, siteOf(process, servers, socket.localPort)),
      onSignal: signal => (signal === 'QUIT' ? 'drain' : 'stop'),
    })
    if (ended === 'QUIT') yield* notice(process, 'gracefully shutting down')
    yield* notice(process, 'exiting')
    yield* notice(process, 'exit')
    return 0
  }

function* startWorkers(process: Process, servers: readonly VirtualServer[], bound: readonly Bound[]): Step<Process[]> {
  yield* notice(process, 'start worker processes')
  const account = accounts(process.filesystem).find(({ name }) => name === 'nginx')
  const workers: Process[] = []
  for (let count = 0; count < process.kernel.processors; count++) {
    const worker = process.kernel.spawn({
      argv: ['nginx: worker process'],
      program: workerProgram(servers, bound),
      executable: process.executable,
      parent: process,
      ...(account ? { credentials: { uid: account.uid, gid: account.gid, groups: [account.gid] } } : {}),
    })
    workers.push(worker)
    yield* notice(process, `start worker process ${worker.pid}`)
  }
  return workers
}

const bind = (process: Process, servers: readonly VirtualServer[]): Bound[] => {
  const bound: Bound[] = []
  try {
    for (const port of new Set(servers.flatMap(({ ports }) => ports)))
      bound.push({ port, listener: process.kernel.network.listen('0.0.0.0', port) })
    return bound
  } catch (error) {
    for (const { listener } of bound) listener.close()
    throw error
  }
}

function* master(process: Process, configuration: string): Step<number> {
  let servers = virtualServers(readConfiguration(process.filesystem, configuration))
  const bound = attempt(() => bind(process, servers))
  if (bound instanceof SystemError) {
    yield* notice(process, `bind() to 0.0.0.0:${servers[0]?.ports[0] ?? 80} failed (98: ${messageOf(bound)})`, 'emerg')
    return 1
  }
  try {
    for (const signal of ['QUIT', 'TERM', 'INT', 'HUP', 'USR1', 'USR2', 'WINCH'] as const)
      process.signals.set(signal, 'catch')
    yield* notice(process, 'using the "epoll" event method')
    yield* notice(process, `nginx/${versionOf(process)}`)
    yield* notice(process, `OS: Linux`)
    yield* notice(process, 'getrlimit(RLIMIT_NOFILE): 1048576:1048576')
    let workers = yield* startWorkers(process, servers, bound)
    for (;;) {
      const signal = process.signals.take()
      if (!signal) {
        yield process.signals.arrived
        continue
      }
      if (signal === 'HUP') {
        yield* notice(process, 'signal 1 (SIGHUP) received, reconfiguring')
        servers = virtualServers(readConfiguration(process.filesystem, configuration))
        for (const worker of workers) process.kernel.kill(worker.pid, 'QUIT', process)
        workers = yield* startWorkers(process, servers, bound)
      } else if (signal === 'QUIT' || signal === 'TERM' || signal === 'INT')
        return yield* shutDown(process, workers, signal)
    }
  } finally {
    for (const { listener } of bound) listener.close()
  }
}

function* shutDown(process: Process, workers: readonly Process[], signal: SignalName): Step<number> {
  const number = signalNumbers[signal as keyof typeof signalNumbers]
  yield* notice(process, `signal ${number} (SIG${signal}) received, ${signal === 'QUIT' ? 'shutting down' : 'exiting'}`)
  for (const worker of workers) process.kernel.kill(worker.pid, signal, process)
  for (const worker of workers) {
    yield* waitFor(worker)
    yield* notice(process, `signal 17 (SIGCHLD) received from ${worker.pid}`)
    yield* notice(process, `worker process ${worker.pid} exited with code ${worker.exit?.code ?? 0}`)
  }
  yield* notice(process, 'exit')
  return 0
}

const runningMaster = (process: Process): Process | undefined =>
  [...process.kernel.processes.values()].find(
    other => other !== process && !other.exit && (other.argv[0] ?? '').startsWith('nginx: master process'),
  )

const optionValue = (argv: readonly string[], letter: string): string | undefined => {
  const index = argv.findIndex(word => word.startsWith(`-${letter}`))
  if (index < 0) return undefined
  return argv[index]?.slice(2) || argv[index + 1]
}

const controlSignals: Readonly<Record<string, SignalName>> = {
  stop: 'TERM',
  quit: 'QUIT',
  reload: 'HUP',
  reopen: 'USR1',
}

/** nginx as its official image runs it: serves static files, logs to stdout and stderr. */
export const nginx: Program = function* (process) {
  const { argv } = process
  const configuration = optionValue(argv, 'c') ?? '/etc/nginx/nginx.conf'
  if (argv.includes('-v') || argv.includes('-V')) {
    yield* write(process, 2, `nginx version: nginx/${versionOf(process)}\n`)
    return 0
  }
  const command = optionValue(argv, 's')
  if (command !== undefined) {
    const target = runningMaster(process)
    const signal = controlSignals[command]
    if (!signal || !target) {
      yield* write(
        process,
        2,
        signal
          ? 'nginx: [error] open() "/run/nginx.pid" failed (2: No such file or directory)\n'
          : `nginx: invalid option: "-s ${command}"\n`,
      )
      return 1
    }
    process.kernel.kill(target.pid, signal, process)
    return 0
  }
  try {
    const directives = readConfiguration(process.filesystem, configuration)
    if (argv.includes('-t') || argv.includes('-T')) {
      yield* write(
        process,
        2,
        `nginx: the configuration file ${configuration} syntax is ok\nnginx: configuration file ${configuration} test is successful\n`,
      )
      return 0
    }
    const daemon =
      !/daemon\s+off/.test(optionValue(argv, 'g') ?? '') && directiveOf(directives, 'daemon')?.[0] !== 'off'
    const title = `nginx: master process ${argv.join(' ')}`
    if (!daemon) {
      process.argv = [title]
      return yield* master(process, configuration)
    }
    process.kernel.spawn({
      argv: [title],
      program: child => master(child, configuration),
      executable: process.executable,
      parent: process,
      newGroup: true,
    })
    return 0
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    yield* write(process, 2, `nginx: [emerg] ${error.message}\n`)
    return 1
  }
}
