import { SystemError } from '../../filesystem/contract.ts'
import { read, timer, write } from '../../kernel/calls.ts'
import { connectDaemon, type Daemon } from '../../kernel/daemon.ts'
import type { Listener, StreamSocket } from '../../kernel/network.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import type { Instant } from '../../time.ts'
import { anyOf, Notifier } from '../../wait.ts'
import { attempt, messageOf } from '../applets/messages.ts'
import { serveAll } from '../applets/sockets.ts'
import {
  type Configuration,
  ConfigurationError,
  configurationAttributes,
  readConfiguration,
  shownDuration,
} from './ryuk-configuration.ts'
import { filterOf } from './ryuk-filter.ts'
import { complain, log } from './ryuk-log.ts'
import { type Findings, findResources, removeResources } from './ryuk-prune.ts'

/** Where it is and what it has been told (moby-ryuk reaper.go). */
interface Reaper {
  readonly process: Process
  readonly daemon: Daemon
  readonly configuration: Configuration
  readonly listener: Listener
  readonly filters: Set<string>
  clients: number
  /** When to look what there is to prune; undefined while somebody is connected. */
  checkAt: Instant | undefined
  signalled: boolean
  /** Fires when any of these change. */
  readonly changed: Notifier
}

/** Testcontainers' reaper: removes what matches its clients' filters when the last of them has been gone for a while. */
export const ryuk: Program = function* (process) {
  const configuration = configurationOf(process)
  if (typeof configuration === 'string') return yield* fail(process, `new reaper: load config: ${configuration}`)
  const daemon = dial(process)
  if (typeof daemon === 'string') return yield* fail(process, `new reaper: ping: ${daemon}`)
  yield* log(process, 'INFO', 'starting', configurationAttributes(configuration))
  const { port } = configuration
  const listener = attempt(() => process.kernel.network.listen('0.0.0.0', port))
  if (listener instanceof SystemError)
    return yield* fail(process, `new reaper: listen: listen tcp :${port}: bind: ${messageOf(listener).toLowerCase()}`)
  try {
    // Testcontainers' libraries wait for this word.
    yield* log(process, 'INFO', 'Started', { address: `[::]:${listener.port}` })
    yield* log(process, 'INFO', 'client processing started')
    return yield* reap({
      process,
      daemon,
      configuration,
      listener,
      filters: new Set(),
      clients: 0,
      checkAt: process.kernel.clock.now() + configuration.connectionTimeout,
      signalled: false,
      changed: new Notifier(),
    })
  } finally {
    listener.close()
  }
}

const configurationOf = (process: Process): Configuration | string => {
  try {
    return readConfiguration(process.environment)
  } catch (error) {
    if (error instanceof ConfigurationError) return `parse env: ${error.message}`
    throw error
  }
}

/** Go's client says why it does not reach the daemon. */
const dial = (process: Process): Daemon | string => {
  const host = process.environment.get('DOCKER_HOST') || 'unix:///var/run/docker.sock'
  const cannot = `Cannot connect to the Docker daemon at ${host}. Is the docker daemon running?`
  if (!host.startsWith('unix://')) return cannot
  const daemon = attempt(() => connectDaemon(process, host.slice('unix://'.length)))
  return daemon instanceof SystemError ? cannot : daemon
}

function* fail(process: Process, message: string): Step<number> {
  yield* complain(process, message)
  return 1
}

function* reap(reaper: Reaper): Step<number> {
  const { process, listener, changed } = reaper
  for (const signal of ['TERM', 'INT'] as const) process.signals.set(signal, 'catch')
  const problems: string[] = []
  yield* serveAll(process, {
    listeners: [listener],
    serve: (descriptor, socket) => serveClient(reaper, descriptor, socket),
    onSignal: () => {
      reaper.signalled = true
      changed.notify()
      return 'continue'
    },
    background: prune(reaper, problems),
  })
  if (problems.length === 0) return 0
  return yield* fail(process, `run: ${problems.join('\n')}`)
}

function* serveClient(reaper: Reaper, descriptor: number, socket: StreamSocket): Step<void> {
  const { process, configuration, changed } = reaper
  const address = `${socket.remoteAddress}:${socket.remotePort}`
  reaper.clients++
  if (reaper.clients === 1) reaper.checkAt = undefined
  changed.notify()
  yield* log(process, 'INFO', 'client connected', { address, clients: reaper.clients })
  yield* readFilters(reaper, descriptor, address)
  reaper.clients--
  if (reaper.clients === 0) reaper.checkAt = process.kernel.clock.now() + configuration.reconnectionTimeout
  changed.notify()
  yield* log(process, 'INFO', 'client disconnected', { address, clients: reaper.clients })
}

/** A line is a filter and gets its ACK, whether or not it can be read. A reset connection is as good as a closed one. */
function* readFilters(reaper: Reaper, descriptor: number, address: string): Step<void> {
  const { process } = reaper
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const bytes = yield* read(process, descriptor)
      text += decoder.decode(bytes, { stream: true })
      const lines = text.split('\n')
      text = bytes.length === 0 ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line !== '' || bytes.length > 0) yield* takeLine(reaper, descriptor, address, line)
      if (bytes.length === 0) return
      if (text.length > lineLengthMax) return yield* log(process, 'ERROR', 'scan', { address, error: tooLong })
    }
  } catch (error) {
    yield* log(process, 'ERROR', 'scan', { address, error: messageOf(error).toLowerCase() })
  }
}

/** What Go's bufio.Scanner takes. */
const lineLengthMax = 65_536
const tooLong = 'bufio.Scanner: token too long'

function* takeLine(reaper: Reaper, descriptor: number, address: string, line: string): Step<void> {
  const { process, filters } = reaper
  const message = line.replace(/\r$/, '')
  if (message === '') return yield* log(process, 'WARN', 'empty filter received', { address })
  const filter = filterOf(message)
  if ('problem' in filter) yield* log(process, 'ERROR', 'add filter', { address, error: filter.problem })
  else {
    for (const [type, values] of filter.values)
      yield* log(process, 'INFO', 'adding filter', { type, values: `[${values.join(' ')}]` })
    filters.add(filter.json)
  }
  yield* write(process, descriptor, 'ACK\n')
}

/** Waits for the moment to prune, then prunes. */
function* prune(reaper: Reaper, problems: string[]): Step<void> {
  const { process, daemon, configuration } = reaper
  const { ids, problems: found } = yield* awaitResources(reaper)
  reaper.listener.close()
  yield* log(process, 'INFO', 'client processing stopped')
  if (found.length > 0) problems.push(`prune wait: resources: ${found.join('\n')}`)
  const left = yield* removeResources(process, daemon, ids, configuration)
  if (left.length > 0) problems.push(`prune: ${left.join('\n')}`)
  yield* log(process, 'INFO', 'done')
}

function* awaitResources(reaper: Reaper): Step<Findings> {
  const { process, daemon, configuration, filters } = reaper
  const { clock } = process.kernel
  let deadline: Instant | undefined
  for (;;) {
    if (reaper.signalled && deadline === undefined) deadline = yield* beginShutdown(reaper)
    const now = clock.now()
    if (reaper.checkAt === undefined || now < reaper.checkAt) {
      yield* awaitChange(reaper)
      continue
    }
    reaper.checkAt = undefined
    yield* log(process, reaper.clients > 0 ? 'WARN' : 'INFO', 'prune check', { clients: reaper.clients })
    const findings = yield* findResources(process, daemon, filters, now + configuration.retryOffset)
    if (!findings.changed) return findings
    const error = findings.problems.join('\n')
    if (deadline !== undefined && now >= deadline) {
      yield* log(process, 'WARN', 'shutdown timeout reached, forcing prune', { error })
      return findings
    }
    yield* log(process, 'WARN', 'change detected, waiting again', { error })
    if (reaper.clients === 0 || deadline !== undefined) reaper.checkAt ??= now + configuration.changesRetryInterval
  }
}

/** After a signal nobody new is let in, and those who are connected have so long. */
function* beginShutdown(reaper: Reaper): Step<Instant> {
  const { process, configuration, clients } = reaper
  const { shutdownTimeout } = configuration
  yield* log(process, 'INFO', 'signal received', { clients, shutdown_timeout: shownDuration(shutdownTimeout) })
  reaper.listener.close()
  const now = process.kernel.clock.now()
  reaper.checkAt = clients === 0 ? now : now + shutdownTimeout
  return now + shutdownTimeout
}

function* awaitChange({ process, checkAt, changed }: Reaper): Step<void> {
  if (checkAt === undefined) {
    yield changed
    return
  }
  const due = timer(process, (checkAt - process.kernel.clock.now()) / 1000)
  try {
    yield anyOf(due, changed)
  } finally {
    due.cancel()
  }
}
