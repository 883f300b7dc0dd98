import { SystemError } from '../filesystem/contract.ts'
import type { Instant } from '../time.ts'
import type { Process } from './process.ts'

export type ResourceKind = 'container' | 'network' | 'volume' | 'image'

/** As much of a listed resource as programs look at. */
export interface Resource {
  readonly id: string
  /** As precise as the list that shows it. */
  readonly createdAt: Instant
  readonly labels: Readonly<Record<string, string>>
}

/** What answers at the daemon's socket, as far as programs of the catalogue ask for it. Refusals are DockerErrors. */
export interface Daemon {
  /** Everything of a kind, stopped containers included; `filters` is the JSON of the `filters` parameter. */
  list(kind: ResourceKind, filters: string): readonly Resource[]
  /** By force, and a container with its anonymous volumes. */
  remove(kind: ResourceKind, id: string): void
}

/** connect(2) on a socket file: the only ones that somebody listens on are the daemon's, and only when mounted. */
export const connectDaemon = (process: Process, path: string): Daemon => {
  const { daemon } = process.kernel
  if (process.filesystem.stat(path).kind !== 'socket' || !daemon) throw new SystemError('ECONNREFUSED', path)
  if (!process.filesystem.access(path, 'write')) throw new SystemError('EACCES', path)
  return daemon
}
