import { readFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { clockNamed } from '../server/clock-choice.ts'
import { type ControlOptions, createControlApp } from '../server/control/plane.ts'
import { createDaemon, type Daemon } from '../server/daemon.ts'
import { handlers } from '../server/handlers/index.ts'
import { AddressError, socketPaths } from '../server/transport/address.ts'
import { createHostPorts, type HostPorts } from '../server/transport/host-ports.ts'
import { listen, type TlsOptions } from '../server/transport/listener.ts'
import { createEngine, type Engine } from '../state/engine.ts'
import { profiles } from '../state/profile/profiles.ts'
import type { Registry } from '../state/registry/registry.ts'
import { readSeed, type Seed } from '../state/seed.ts'
import { parseFlags, UsageError } from './usage.ts'

const options = {
  host: { type: 'string', multiple: true, short: 'H' },
  profile: { type: 'string' },
  seed: { type: 'string' },
  clock: { type: 'string' },
  registry: { type: 'string' },
  load: { type: 'string' },
  ports: { type: 'string' },
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

const readWorld = (path: string | undefined): Seed => {
  if (path === undefined) return {}
  try {
    return readSeed(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new UsageError(`--load ${path}: ${error instanceof Error ? error.message : error}`)
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

const hostPorts = ({ ports = 'host' }: Flags): HostPorts | undefined => {
  if (ports !== 'host' && ports !== 'none') throw new UsageError(`--ports is host or none, not ${ports}`)
  return ports === 'host' ? createHostPorts({ notice }) : undefined
}

/** Only an address is worth loading a client for. */
const chooseRegistry = async (choice = 'open'): Promise<'open' | 'closed' | Registry> => {
  if (choice === 'open' || choice === 'closed') return choice
  const { connectRegistry, registryOrigin } = await import('../registry/connect.ts')
  if (registryOrigin(choice) !== undefined) return connectRegistry(choice)
  throw new UsageError(`--registry is open, closed or http://host:port, not ${choice}`)
}

interface Surroundings {
  readonly hosts: readonly string[]
  readonly portHost: HostPorts | undefined
  readonly registry: 'open' | 'closed' | Registry
}

/** Answers how the world is made: once now, and again whenever it begins anew. */
const planWorld = (flags: Flags, { hosts, portHost, registry }: Surroundings): (() => Engine) => {
  const { profile = 'docker-29', seed = '0', clock: clockName = 'system' } = flags
  if (!profiles.some(({ name }) => name === profile))
    throw new UsageError(`there is no profile ${profile}; there are ${profiles.map(({ name }) => name).join(', ')}`)
  if (!clockNamed(clockName)) throw new UsageError(`there is no clock ${clockName}: use system, manual, auto or x60`)
  const world = readWorld(flags.load)
  const given = { profile, seed, registry, world, sockets: socketPaths(hosts), portHost, onDefect: reportDefect }
  return () => {
    const clock = clockNamed(clockName)
    return createEngine({ ...given, ...(clock && { clock }) })
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
const closeOnSignals = (listener: Doors, ports: HostPorts | undefined): void => {
  let closing = false
  const end = (status: number) => () => {
    if (closing) process.exit(status)
    closing = true
    ports?.close()
    void listener.close().finally(() => process.exit(status))
  }
  process.on('SIGTERM', end(0))
  process.on('SIGINT', end(130))
}

export const serve = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, options)
  const hosts = flags.host ?? [defaultHost()]
  const registry = await chooseRegistry(flags.registry)
  const ports = hostPorts(flags)
  const createWorld = planWorld(flags, { hosts, portHost: ports, registry })
  const control = flags.control === undefined && controlOptions(flags)
  const daemon = createDaemon({ handlers, createWorld, control })
  const listener = await open(daemon, flags, hosts)
  closeOnSignals(listener, ports)
  announce(daemon.engine, listener, flags.json ?? false)
}
