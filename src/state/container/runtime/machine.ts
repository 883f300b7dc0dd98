import type { Engine } from '../../engine.ts'
import { type FileSystem, type Mount, root, SystemError, type Tree } from '../../filesystem/contract.ts'
import { createFileSystem } from '../../filesystem/filesystem.ts'
import { mountOver } from '../../filesystem/mount-over.ts'
import { createMountTable, type MountTable } from '../../filesystem/mounts.ts'
import { createTree } from '../../filesystem/tree.ts'
import { errorText } from '../../kernel/error-text.ts'
import type { Executable } from '../../kernel/execute.ts'
import { absolutePath } from '../../kernel/path.ts'
import type { Instant } from '../../time.ts'
import type { Container } from '../entity.ts'
import { environmentOf } from '../settings/environment.ts'
import { createIdentityFiles, identityMounts } from './identity-files.ts'
import { CannotExecute, resolveExecutable } from './runtime-error.ts'
import { type ResolvedUser, resolveUser } from './user.ts'
import { enterWorkingDirectory } from './working-directory.ts'

/** What a container is going to run, on which files and as whom: everything but the network. */
export interface Preparation {
  readonly filesystem: FileSystem
  readonly identity: Tree
  readonly user: ResolvedUser
  readonly environment: Map<string, string>
  readonly workingDirectory: string
}

/** Lays out the container's files and finds out who runs in them. */
export const prepareMachine = (engine: Engine, container: Container, volumes: readonly Mount[]): Preparation => {
  const { config, hostConfig } = container
  const now = (): Instant => engine.clock.now()
  const identity = createIdentityFiles(engine, container)
  const mounts = layOut(engine, container, identity, volumes)
  const wanted = absolutePath('/', config.WorkingDir || '/')
  const writable = mounts.mounts.map(mount => (mount.destination === '/' ? { ...mount, readOnly: false } : mount))
  enterWorkingDirectory(createFileSystem({ mounts: writable, credentials: root, now }), wanted)
  const filesystem = createFileSystem({ mounts, credentials: root, now })
  const workingDirectory = filesystem.realPath(wanted)
  const user = resolveUser(filesystem, config.User ?? '', hostConfig.GroupAdd ?? [])
  const environment = environmentOf(config, config.Tty === true, user.home)
  return { filesystem, identity, user, environment, workingDirectory }
}

/**
 * Everything mounted, the daemon's own first, so that a client's mount at the same place wins. What the daemon mounts
 * leaves no trace in the container's own files, as the places for it are in every image's bottom layer.
 */
const layOut = (
  engine: Engine,
  { tree, hostConfig }: Container,
  identity: Tree,
  volumes: readonly Mount[],
): MountTable => {
  const now = (): Instant => engine.clock.now()
  const table = createMountTable([
    { destination: '/', tree, readOnly: hostConfig.ReadonlyRootfs === true, type: 'overlay' },
    temporaryMount(engine, '/dev/shm', { ...plain, sizeBytes: hostConfig.ShmSize || sharedMemoryBytes }),
  ])
  const asked = Object.entries(hostConfig.Tmpfs ?? {}).map(([destination, options]) =>
    temporaryMount(engine, absolutePath('/', destination), parseTemporary(options ?? '')),
  )
  const own = identityMounts(identity).filter(
    ({ destination }) => !volumes.some(each => each.destination === destination),
  )
  const outermostFirst = [...asked, ...volumes].sort((a, b) => depth(a) - depth(b))
  for (const mount of outermostFirst) mountAt(table, mount, now)
  for (const mount of own) table.add(mount)
  return table
}

const depth = ({ destination }: Mount): number => destination.split('/').length

const mountAt = (table: MountTable, mount: Mount, now: () => Instant): void => {
  try {
    mountOver(table, mount, now)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const cause = errorText[error.code].toLowerCase()
    throw new CannotExecute(128, `error mounting "${mount.type}" to rootfs at "${mount.destination}": ${cause}`)
  }
}

/** Finds what the container's command line executes there; throws CannotExecute. */
export const containerExecutable = (container: Container, preparation: Preparation): Executable =>
  resolveExecutable(preparation.filesystem, [container.path, ...container.args], {
    environment: preparation.environment,
    workingDirectory: preparation.workingDirectory,
    credentials: preparation.user.credentials,
  })

const sharedMemoryBytes = 64 * 1024 * 1024

/** A file system in memory: empty at every start. */
const temporaryMount = (engine: Engine, destination: string, options: TemporaryOptions): Mount => ({
  destination,
  tree: createTree([{ path: '/', kind: 'directory', mode: options.mode }], () => engine.clock.now(), options.sizeBytes),
  readOnly: options.readOnly,
  type: 'tmpfs',
})

interface TemporaryOptions {
  readonly sizeBytes: number | undefined
  readonly mode: number
  readonly readOnly: boolean
}

const plain = { mode: 0o1777, readOnly: false }

const sizeUnits: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

/** `rw,noexec,size=64m,mode=1770`. */
const parseTemporary = (text: string): TemporaryOptions => {
  const options = text.split(',')
  const option = (key: string): string | undefined =>
    options.find(text => text.startsWith(`${key}=`))?.slice(key.length + 1)
  const size = /^(\d+)([kmg]?)$/i.exec(option('size') ?? '')
  return {
    sizeBytes: size ? Number(size[1]) * (sizeUnits[(size[2] ?? '').toLowerCase()] ?? 1) : undefined,
    mode: Number.parseInt(option('mode') ?? '1777', 8),
    readOnly: options.includes('ro'),
  }
}
