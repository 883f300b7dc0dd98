import { archiveOf, couldNotFind, type PathStat, pathStat } from '../archive/copy.ts'
import { extractInto } from '../archive/extract.ts'
import { writeTar } from '../archive/tar.ts'
import type { Engine } from '../engine.ts'
import { internal, invalid } from '../error.ts'
import { type FileEntry, type FileSystem, root, SystemError } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'
import { errorText } from '../kernel/error-text.ts'
import { layOutMounts } from '../volume/mount.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { resolveUser } from './user.ts'

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
  return found(reference, path, () => pathStat(filesOf(engine, container), path))
}

/** `GET /containers/{id}/archive`. */
export const copyFromContainer = (engine: Engine, reference: string, path: string): Copy => {
  requirePath(path)
  const container = engine.containers.resolve(reference)
  const copy = found(reference, path, () => {
    const files = filesOf(engine, container)
    return { stat: pathStat(files, path), archive: writeTar([...archiveOf(files, path)]) }
  })
  containerEvent(engine, container, 'archive-path')
  return copy
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
  found(reference, path, () => {
    const files = filesOf(engine, container)
    const owner = copyOwner ? resolveUser(files, container.config.User ?? '').credentials : undefined
    extractInto(files, path, entries, { noOverwriteDirNonDir, owner })
  })
  containerEvent(engine, container, 'extract-to-dir')
}

/** What can be refused before a single byte of the archive has been read. */
export const requireCopyTarget = (engine: Engine, reference: string, path: string): Container => {
  requirePath(path)
  return engine.containers.resolve(reference)
}

const requirePath = (path: string): void => {
  if (path === '') throw invalid('bad parameter: path cannot be empty')
}

/** All that the container shows: as it runs, or as it would. A dead one has no files left. */
const filesOf = (engine: Engine, container: Container): FileSystem => {
  if (container.state === 'removing' || container.state === 'dead')
    throw internal(`container ${container.id} is marked for removal`)
  const running = container.runtime?.kernel.filesystem
  if (running) return running.as(root)
  const readOnly = container.hostConfig.ReadonlyRootfs === true
  const mounts = layOutMounts(engine, container)
  return createFileSystem({
    mounts: [{ destination: '/', tree: container.tree, readOnly, type: 'overlay' }, ...mounts],
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
