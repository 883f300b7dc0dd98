import { type BuildCache, createBuildCache } from './build/cache.ts'
import { type Clock, createSystemClock } from './clock.ts'
import { type ContainerStore, createContainerStore } from './container/store.ts'
import { createEventLog, type EventLog } from './events.ts'
import { createExecutionStore, type ExecutionStore } from './exec/store.ts'
import type { FileEntry } from './filesystem/contract.ts'
import { createImageStore, type ImageStore } from './image/store.ts'
import { createFabric, type Fabric } from './kernel/fabric.ts'
import type { PortHost } from './network/port-host.ts'
import { createNetworkStore, type NetworkStore } from './network/store.ts'
import { createPluginStore, type PluginStore } from './plugin/store.ts'
import { createPoints, type Points } from './points.ts'
import { retold } from './profile/podman/events.ts'
import { does } from './profile/podman/quirks.ts'
import { type Profile, profileNamed } from './profile/profile.ts'
import type { ProgramFunctions } from './program/functions/function.ts'
import { registerPrograms } from './program/index.ts'
import { createRandom, type Random } from './random.ts'
import { closedRegistry } from './registry/closed.ts'
import { createDefinitions, type Definitions } from './registry/defined.ts'
import { createOpenRegistry } from './registry/open.ts'
import type { Registry } from './registry/registry.ts'
import { plantWorld } from './seed/plant.ts'
import { hostFilesOf, type Seed } from './seed.ts'
import { createSessionStore, type SessionStore } from './session/store.ts'
import { createVolumeStore, type VolumeStore } from './volume/store.ts'

/** What a world is like. */
export interface EngineOptions {
  /** Same seed and same requests give the same ids, names, addresses and bytes. Default 0. */
  readonly seed?: number | string
  /** Default: the system clock. */
  readonly clock?: Clock
  /** Which daemon to impersonate, by a name that `mockerd profiles` lists. Default `docker-29`. */
  readonly profile?: string
  /**
   * What answers pulls and pushes. `open` (default) has the built-in images and what is pushed to it, `closed` is
   * reached by nobody, any other is yours.
   */
  readonly registry?: 'open' | 'closed' | Registry
  /** What the world begins with; default: what every simulated host has. Throws a `DockerError` for what cannot be. */
  readonly world?: Seed
  /** Functions that stand for programs of images. Default: none yet; they are no part of the world. */
  readonly functions?: ProgramFunctions
  /** Where its host has the daemon's unix sockets, beside /var/run/docker.sock: containers that bind one reach it. */
  readonly sockets?: readonly string[]
  /** Where published ports really listen. Default: nowhere, they are only shown. */
  readonly portHost?: PortHost | undefined
  /** Hears of our own defects (never of a client's mistakes). Default: rethrown as an unhandled error. */
  readonly onDefect?: (error: unknown) => void
}

/** The world: everything the daemon knows, and its doors to time and chance. */
export interface Engine {
  /** `info.ID`: a UUID. */
  readonly id: string
  /** `info.Name`: the simulated host's name. */
  readonly name: string
  /** What all chance is drawn from. */
  readonly seed: number | string
  /** The only door to time. */
  readonly clock: Clock
  /** Draw from a named fork per purpose, never from this one directly. */
  readonly random: Random
  /** What `newId` draws from. */
  readonly ids: Random
  /** Which daemon it is. */
  readonly profile: Profile
  /** What answers pulls and pushes. */
  readonly registry: Registry
  /** Images that a test has defined: the registry has them before it is asked. */
  readonly definitions: Definitions
  /** Which functions stand for programs, by the names of their images. */
  readonly functions: ProgramFunctions
  readonly events: EventLog
  readonly containers: ContainerStore
  readonly executions: ExecutionStore
  readonly images: ImageStore
  /** What builds have made already. */
  readonly builds: BuildCache
  readonly networks: NetworkStore
  readonly plugins: PluginStore
  readonly sessions: SessionStore
  readonly volumes: VolumeStore
  /** Moments in which a test may stop it. */
  readonly points: Points
  /** The simulated wire between containers. */
  readonly fabric: Fabric
  /** New ids: 64 hexadecimal digits, the first twelve never all decimal (moby stringid.GenerateRandomID). */
  newId(): string
  /** Tells of a defect of ours: see `onDefect`. */
  defect(error: unknown): void
}

/** Makes a world, empty but for what every daemon begins with. Throws an `Error` when there is no such profile. */
export const createEngine = (options: EngineOptions = {}): Engine => {
  registerPrograms()
  const seed = options.seed ?? 0
  const clock = options.clock ?? createSystemClock()
  const random = createRandom(seed)
  const ids = random.fork('ids')
  const newId = (): string => {
    for (;;) {
      const id = ids.hex(64)
      if (!/^\d{12}/.test(id)) return id
    }
  }
  const profile = profileNamed(options.profile ?? 'docker-29')
  const events = createEventLog(clock, profile.podman && (message => retold(profile, message)))
  const fabric = createFabric()
  const definitions = createDefinitions(registryOf(options.registry ?? 'open'))
  const images = createImageStore(
    clock,
    !profile.storage.containerdStore,
    does(profile, 'archivesAreLocal') ? 'localhost' : undefined,
  )
  const engine: Engine = {
    id: uuid(random.fork('engine')),
    name: 'mockerd',
    seed,
    clock,
    random,
    ids,
    profile,
    registry: definitions.registry,
    definitions,
    functions: options.functions ?? new Map(),
    events,
    containers: createContainerStore(),
    executions: createExecutionStore(),
    images,
    builds: createBuildCache(image => images.get(image.id) === image),
    networks: createNetworkStore({
      clock,
      newId,
      random: random.fork('networks'),
      fabric,
      portHost: options.portHost,
      defaultSubnet: profile.podman?.defaultSubnet,
      defaultAlias: does(profile, 'defaultNetworkIsPodman') ? 'podman' : undefined,
    }),
    plugins: createPluginStore(),
    points: createPoints(),
    sessions: createSessionStore(),
    volumes: createVolumeStore([...hostFilesOf(options.world ?? {}), ...(options.sockets ?? []).map(socketFile)]),
    fabric,
    newId,
    defect:
      options.onDefect ??
      (error => {
        queueMicrotask(() => {
          throw error
        })
      }),
  }
  if (options.world) plantWorld(engine, options.world)
  return engine
}

const socketFile = (path: string): FileEntry => ({ path, kind: 'socket', mode: 0o660 })

const registryOf = (choice: 'open' | 'closed' | Registry): Registry => {
  if (choice === 'closed') return closedRegistry
  return choice === 'open' ? createOpenRegistry() : choice
}

/** A version 4 UUID. */
const uuid = (random: Random): string => {
  const hex = random.hex(32)
  const variant = '89ab'[random.integer(4)]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}
