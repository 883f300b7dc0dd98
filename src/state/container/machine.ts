import type { Engine } from '../engine.ts'
import { internal } from '../error.ts'
import { type FileSystem, type Mount, root, SystemError, type Tree } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'
import { createTree } from '../filesystem/tree.ts'
import type { Executable } from '../kernel/execute.ts'
import { absolutePath } from '../kernel/path.ts'
import type { Container } from './entity.ts'
import { environmentOf } from './environment.ts'
import { createIdentityFiles, identityMounts } from './identity-files.ts'
import { resolveExecutable } from './runtime-error.ts'
import { type ResolvedUser, resolveUser } from './user.ts'

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
  const identity = createIdentityFiles(engine, container)
  const mounts: Mount[] = [...temporaryMounts(engine, container), ...identityMounts(identity), ...volumes]
  const filesystemOver = (readOnly: boolean): FileSystem =>
    createFileSystem({
      mounts: [{ destination: '/', tree: container.tree, readOnly, type: 'overlay' }, ...mounts],
      credentials: root,
      now: () => engine.clock.now(),
    })
  const workingDirectory = absolutePath('/', config.WorkingDir || '/')
  makeWorkingDirectory(filesystemOver(false), workingDirectory)
  const filesystem = filesystemOver(hostConfig.ReadonlyRootfs === true)
  const user = resolveUser(filesystem, config.User ?? '', hostConfig.GroupAdd ?? [])
  const environment = environmentOf(config, config.Tty === true, user.home)
  return { filesystem, identity, user, environment, workingDirectory }
}

/** Finds what the container's command line executes there; throws CannotExecute. */
export const containerExecutable = (container: Container, preparation: Preparation): Executable =>
  resolveExecutable(preparation.filesystem, [container.path, ...container.args], {
    environment: preparation.environment,
    workingDirectory: preparation.workingDirectory,
    credentials: preparation.user.credentials,
  })

const makeWorkingDirectory = (filesystem: FileSystem, path: string): void => {
  if (path === '/') return
  try {
    if (!filesystem.exists(path)) filesystem.makeDirectory(path, { parents: true })
    if (filesystem.stat(path).kind === 'directory') return
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
  }
  throw internal(`Cannot mkdir: ${path} is not a directory`)
}

const sharedMemoryBytes = 64 * 1024 * 1024

/** /dev/shm and what `--tmpfs` asks for: empty at every start. */
const temporaryMounts = (engine: Engine, { hostConfig }: Container): Mount[] => {
  const now = (): number => engine.clock.now()
  const mount = (destination: string, options: TemporaryOptions): Mount => ({
    destination,
    tree: createTree([{ path: '/', kind: 'directory', mode: options.mode }], now, options.sizeBytes),
    readOnly: options.readOnly,
    type: 'tmpfs',
  })
  const sharedMemory = { sizeBytes: hostConfig.ShmSize || sharedMemoryBytes, mode: 0o1777, readOnly: false }
  const asked = Object.entries(hostConfig.Tmpfs ?? {})
  return [
    mount('/dev/shm', sharedMemory),
    ...asked.map(([destination, options]) => mount(absolutePath('/', destination), parseTemporary(options ?? ''))),
  ]
}

interface TemporaryOptions {
  readonly sizeBytes: number | undefined
  readonly mode: number
  readonly readOnly: boolean
}

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
