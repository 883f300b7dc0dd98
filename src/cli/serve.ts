import { readFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { createEngines } from '../library/engines.ts'
import { startMockerd } from '../library/start.ts'
import { openStateFile, type StateFile, StateFileError } from '../library/state-file.ts'
import { clockNamed } from '../server/clock-choice.ts'
import { type ControlOptions, createControlApp } from '../server/control/plane.ts'
import { createDaemon, type Daemon, type Past } from '../server/daemon.ts'
import { handlers } from '../server/handlers/index.ts'
import { AddressError, socketPaths } from '../server/transport/address.ts'
import { createHostPorts, type HostPorts } from '../server/transport/host-ports.ts'
import { listen, type TlsOptions } from '../server/transport/listener.ts'
import { createEngine, type Engine } from '../state/engine.ts'
import { hostOf } from '../state/seed.ts'
import { storedWorld } from '../state/snapshot/world.ts'
import { parseFlags, UsageError } from './usage.ts'
import { beginWorld, chooseWorld, type WorldChoice, worldOptions } from './world.ts'

export const options = {
  host: { type: 'string', multiple: true, short: 'H' },
  ...worldOptions,
  state: { type: 'string' },
  tlsverify: { type: 'boolean' },
  tlscacert: { type: 'string' },
  tlscert: { type: 'string' },
  tlskey: { type: 'string' },
  control: { type: 'string' },
  'control-token': { type: 'string' },
  json: { type: 'boolean' },
} as const

type Flags = ReturnType<typeof parseFlags<typeof options>>

const defaultHost = (): string => {
  if (process.platform === 'win32') return 'npipe:////./pipe/mockerd'
  const runtimeFolder = process.env.XDG_RUNTIME_DIR
  if (runtimeFolder) return `unix://${join(runtimeFolder, 'mockerd.sock')}`
  return `unix://${join(tmpdir(), `mockerd-${userInfo().uid}.sock`)}`
}

const readPem = (flag: string, path: string | undefined): string => {
  if (!path)
    throw new UsageError(`--${flag} is missing: TLS wants --tlscert and --tlskey, --tlsverify also --tlscacert`)
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`--${flag} ${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

const tlsOptions = (flags: Flags): TlsOptions | undefined => {
  const { tlsverify, tlscacert, tlscert, tlskey } = flags
  if (!tlsverify && !tlscert && !tlskey) return undefined
  return {
    cert: readPem('tlscert', tlscert),
    key: readPem('tlskey', tlskey),
    ...(tlsverify && { ca: readPem('tlscacert', tlscacert) }),
  }
}

/** Our own defects go to stderr, with the seed that shows them again; the daemon goes on. */
const reportDefect = (error: unknown): void => {
  process.stderr.write(`mockerd: a defect of mockerd, not of its client: ${describe(error)}\n`)
}

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n  because: ${describe(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

const notice = (text: string): void => {
  process.stderr.write(`mockerd: ${text}\n`)
}

/** Answers how the world is made: once now, again whenever it begins anew, and for a past that it goes on from. */
const planWorld = (choice: WorldChoice, hosts: readonly string[], portHost: HostPorts | undefined) => {
  const { clock: clockName, ports: _, ...rest } = choice
  const given = { ...rest, sockets: socketPaths(hosts), portHost, onDefect: reportDefect }
  return (past?: Past): Engine => {
    const clock = clockNamed(clockName, past?.now)
    const own = past && { seed: past.seed, profile: past.profile, world: hostOf(rest.world) }
    return createEngine({ ...given, ...own, ...(clock && { clock }) })
  }
}

const openState = (path: string | undefined): StateFile | undefined => {
  try {
    return path === undefined ? undefined : openStateFile(path)
  } catch (error) {
    if (error instanceof StateFileError) throw new UsageError(`--state ${error.message}`)
    throw error
  }
}

/** A world that is there already is what it is. */
const requireSameWorld = ({ found }: StateFile, flags: Flags): void => {
  if (!found) return
  const { seed, profile } = storedWorld(found)
  for (const [flag, kept] of [
    ['seed', String(seed)],
    ['profile', profile],
  ] as const) {
    const asked = flags[flag]
    if (asked !== undefined && asked !== kept)
      throw new UsageError(`--state ${flags.state} has a world of ${flag} ${kept}, not ${asked}: leave the flag out`)
  }
}

/** Where the daemon listens, and where it is controlled: a path of its own hosts, a host of its own, or nowhere. */
interface Doors {
  readonly hosts: readonly string[]
  readonly control: string | null
  close(): Promise<void>
}

const controlPath = '/_mockerd'

const controlOptions = ({ 'control-token': token }: Flags): ControlOptions => ({ token })

const open = async (daemon: Daemon, flags: Flags, hosts: readonly string[]): Promise<Doors> => {
  const given = tlsOptions(flags)
  const tls = given && { tls: given }
  const { control: where } = flags
  try {
    const listener = await listen(daemon.app, { hosts, ...tls })
    if (where === undefined || where === 'none') return { ...listener, control: where ? null : controlPath }
    const own = await listen(createControlApp(daemon, { ...controlOptions(flags), routes: daemon.routes }), {
      hosts: [where],
      ...tls,
    })
    const close = async () => void (await Promise.all([listener.close(), own.close()]))
    return { hosts: listener.hosts, control: `${own.hosts[0]}${controlPath}`, close }
  } catch (error) {
    if (error instanceof AddressError) throw new UsageError(error.message)
    throw error
  }
}

const announce = (engine: Engine, { hosts, control }: Doors, asJson: boolean): void => {
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ ready: true, hosts, control, pid: process.pid })}\n`)
    return
  }
  const { name, minApiVersion, apiVersion } = engine.profile
  process.stdout.write(`mockerd is ready: ${name}, API ${minApiVersion} to ${apiVersion}, seed ${engine.seed}\n`)
  for (const host of hosts.slice(1)) process.stdout.write(`also on ${host}\n`)
  process.stdout.write(`export DOCKER_HOST=${hosts[0]}\n`)
}

/** Ends everything on the first signal; the second one does not wait. */
const closeOnSignals = (close: () => Promise<void>): void => {
  let closing = false
  const end = (status: number) => () => {
    if (closing) process.exit(status)
    closing = true
    void close().finally(() => process.exit(status))
  }
  process.on('SIGTERM', end(0))
  process.on('SIGINT', end(130))
}

export const serve = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, options)
  const hosts = flags.host ?? [defaultHost()]
  const choice = await chooseWorld(flags)
  const memory = openState(flags.state)
  if (memory) requireSameWorld(memory, flags)
  const ports = choice.ports === 'host' ? createHostPorts({ notice }) : undefined
  const createWorld = planWorld(choice, hosts, ports)
  const control = flags.control === undefined && controlOptions(flags)
  const engines = createEngines(wanted => startMockerd({ ...choice, ...wanted, control: controlOptions(flags) }))
  const { routes } = engines
  const daemon = await beginWorld(flags, () =>
    createDaemon({ handlers, createWorld, control, routes, ...(memory && { memory }) }),
  )
  const listener = await open(daemon, flags, hosts)
  closeOnSignals(async () => {
    daemon.end()
    ports?.close()
    await Promise.all([engines.close(), listener.close()])
  })
  announce(daemon.engine, listener, flags.json ?? false)
}
