import { archiveOf, couldNotFind, type PathStat, pathStat } from '../archive/copy.ts'
import { extractInto } from '../archive/extract.ts'
import { writeTar } from '../archive/tar.ts'
import { packedBy } from '../archive/type-bits.ts'
import type { Engine } from '../engine.ts'
import { internal, invalid } from '../error.ts'
import { type FileEntry, type FileSystem, root, SystemError } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'
import { errorText } from '../kernel/error-text.ts'
import { layOutMounts, withVolumes } from '../volume/mount.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { identityMounts } from './runtime/identity-files.ts'
import { resolveUser } from './runtime/user.ts'

/** A file of a container and what it is: the header and the body of `GET /containers/{id}/archive`. */
export interface Copy {
  readonly stat: PathStat
  readonly archive: ReadableStream<Uint8Array>
}

export interface CopyOptions {
  /** Refuse to replace a directory by a file, and the other way round. */
  readonly noOverwriteDirNonDir?: boolean
  /** Everything comes to belong to the container's user. */
  readonly copyOwner?: boolean
}

/** `HEAD /containers/{id}/archive`. */
export const containerPathStat = (engine: Engine, reference: string, path: string): PathStat => {
  requirePath(path)
  const container = engine.containers.resolve(reference)
  return withVolumes(engine, container, () => found(reference, path, () => pathStat(filesOf(engine, container), path)))
}

/** `GET /containers/{id}/archive`. */
export const copyFromContainer = (engine: Engine, reference: string, path: string): Copy => {
  requirePath(path)
  const container = engine.containers.resolve(reference)
  return withVolumes(engine, container, () => {
    const copy = found(reference, path, () => {
      const files = filesOf(engine, container)
      return { stat: pathStat(files, path), archive: writeTar([...packedBy(engine.profile, archiveOf(files, path))]) }
    })
    containerEvent(engine, container, 'archive-path')
    return copy
  })
}

/** `PUT /containers/{id}/archive`, of an archive that has been read. */
export const copyToContainer = (
  engine: Engine,
  reference: string,
  path: string,
  entries: Iterable<FileEntry>,
  { noOverwriteDirNonDir = false, copyOwner = false }: CopyOptions = {},
): void => {
  const container = requireCopyTarget(engine, reference, path)
  withVolumes(engine, container, () => {
    extract(engine, container, { reference, path, entries, noOverwriteDirNonDir, copyOwner })
    containerEvent(engine, container, 'extract-to-dir')
  })
}

interface Extraction extends Required<CopyOptions> {
  readonly reference: string
  readonly path: string
  readonly entries: Iterable<FileEntry>
}

const extract = (engine: Engine, container: Container, extraction: Extraction): void => {
  const { reference, path, entries, noOverwriteDirNonDir, copyOwner } = extraction
  found(reference, path, () => {
    const files = filesOf(engine, container)
    // Without a user the archive's owners stay (moby daemon/archive_tarcopyoptions_unix.go).
    const user = container.config.User ?? ''
    const owner = copyOwner && user !== '' ? resolveUser(files, user).credentials : undefined
    extractInto(files, path, entries, { noOverwriteDirNonDir, owner })
  })
}

/** What can be refused before a single byte of the archive has been read. */
export const requireCopyTarget = (engine: Engine, reference: string, path: string): Container => {
  requirePath(path)
  return engine.containers.resolve(reference)
}

const requirePath = (path: string): void => {
  if (path === '') throw invalid('bad parameter: path cannot be empty')
}

/**
 * What the daemon sees of a container's files: its own, its volumes and binds, and what the daemon writes for it. What
 * is mounted inside its namespace alone, such as /proc, /dev and tmpfs, is not there (moby daemon/containerfs_linux.go;
 * 28.5.2 answers 404 to `/dev/null`). A dead one has no files left.
 */
const filesOf = (engine: Engine, container: Container): FileSystem => {
  if (container.state === 'removing' || container.state === 'dead')
    throw internal(`container ${container.id} is marked for removal`)
  const readOnly = container.hostConfig.ReadonlyRootfs === true
  const mounts = layOutMounts(engine, container).filter(({ type }) => type !== 'tmpfs')
  const identity = container.runtime ? identityMounts(container.runtime.identity) : []
  const own = identity.filter(({ destination }) => !mounts.some(mount => mount.destination === destination))
  return createFileSystem({
    mounts: [{ destination: '/', tree: container.tree, readOnly, type: 'overlay' }, ...mounts, ...own],
    credentials: root,
    now: () => engine.clock.now(),
  })
}

/** A path that is not there is a 404 in words of its own; whatever else the files refuse is the daemon's 500. */
const found = <T>(reference: string, path: string, look: () => T): T => {
  try {
    return look()
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    if (error.code === 'ENOENT') throw couldNotFind(path, reference)
    const words = errorText[error.code].toLowerCase()
    throw internal(error.path === undefined ? words : `lstat ${error.path}: ${words}`)
  }
}
