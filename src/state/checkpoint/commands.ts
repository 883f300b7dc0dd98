import type { Container } from '../container/entity.ts'
import { containerEvent } from '../container/event.ts'
import { table } from '../container/lifecycle.ts'
import { completeExit } from '../container/runtime/exit.ts'
import type { Engine } from '../engine.ts'
import { internal, invalid, notFound, notImplemented } from '../error.ts'
import type { FileSystem } from '../filesystem/contract.ts'
import { hostFiles } from '../volume/host.ts'

/** Checkpoints are directories of the simulated host, as they are of a real one (moby daemon/checkpoint.go). */

/** What only a daemon in experimental mode does (moby daemon/server/middleware/experimental.go). */
export const requireExperimental = ({ profile }: Engine): void => {
  if (!profile.experimental)
    throw notImplemented(
      'This experimental feature is disabled by default. Start the Docker daemon in experimental mode in order to enable it.',
    )
}

export interface CheckpointRequest {
  readonly id: string
  /** Where it lies; empty: beside the container. */
  readonly directory: string
  /** The container ends with it. */
  readonly exit: boolean
}

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

export const verifyCheckpointId = (id: string): void => {
  if (!namePattern.test(id) || id.endsWith('.'))
    throw invalid(`invalid checkpoint ID ${JSON.stringify(id)}, only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`)
}

const ownDirectory = (engine: Engine, { id }: Container): string =>
  `${engine.profile.host.rootDirectory}/containers/${id}/checkpoints`

/** A path that is not absolute begins at the daemon's working directory, the root. */
const directoryOf = (engine: Engine, container: Container, directory: string): string => {
  if (directory === '') return ownDirectory(engine, container)
  return directory.startsWith('/') ? directory : `/${directory}`
}

/** `POST /containers/{name}/checkpoints`. What a process was doing is not kept: one that is restored begins anew. */
export const createCheckpoint = (engine: Engine, reference: string, request: CheckpointRequest): void => {
  verifyCheckpointId(request.id)
  const container = engine.containers.resolve(reference)
  table.next('checkpoint', container.state, container, reference)
  const files = hostFiles(engine)
  const place = `${directoryOf(engine, container, request.directory)}/${request.id}`
  if (files.exists(place)) {
    throw internal(
      `cannot checkpoint container ${reference}: checkpoint with name ${request.id} already exists for container ${reference}`,
    )
  }
  files.makeDirectory(place, { parents: true })
  containerEvent(engine, container, 'checkpoint')
  if (request.exit) completeExit(engine, container, { code: 137, signal: 'KILL' })
}

/** `GET /containers/{name}/checkpoints`. */
export const listCheckpoints = (engine: Engine, reference: string, directory: string): string[] => {
  const container = engine.containers.resolve(reference)
  const place = directoryOf(engine, container, directory)
  const files = hostFiles(engine)
  if (!files.exists(place)) {
    if (directory === '') return []
    throw notFound(
      `checkpoint directory ${JSON.stringify(place)} does not exist for container ${reference}: stat ${place}: no such file or directory`,
    )
  }
  if (files.stat(place).kind !== 'directory')
    throw invalid(`checkpoint directory ${JSON.stringify(place)} exists but is not a directory`)
  return files.list(place).flatMap(({ name, stat }) => (stat.kind === 'directory' ? [name] : []))
}

/** `DELETE /containers/{name}/checkpoints/{checkpoint}`. */
export const deleteCheckpoint = (engine: Engine, reference: string, id: string, directory: string): void => {
  verifyCheckpointId(id)
  const container = engine.containers.resolve(reference)
  const place = `${directoryOf(engine, container, directory)}/${id}`
  if (!hostFiles(engine).exists(place)) throw internal(`checkpoint ${id} does not exist for container ${reference}`)
  removeAll(hostFiles(engine), place)
}

export const hasCheckpoint = (engine: Engine, container: Container, id: string): boolean =>
  hostFiles(engine).exists(`${ownDirectory(engine, container)}/${id}`)

/** A container that is removed takes those beside it along. */
export const dropCheckpoints = (engine: Engine, container: Container): void => {
  if (engine.profile.experimental) removeAll(hostFiles(engine), ownDirectory(engine, container))
}

const removeAll = (files: FileSystem, path: string): void => {
  if (!files.exists(path)) return
  if (files.lstat(path).kind !== 'directory') {
    files.unlink(path)
    return
  }
  for (const { name } of files.list(path)) removeAll(files, `${path}/${name}`)
  files.removeDirectory(path)
}
