import { conflict, notFound } from '../error.ts'
import type { FileEntry, Tree } from '../filesystem/contract.ts'
import { createTree } from '../filesystem/tree.ts'
import type { Instant } from '../time.ts'
import type { Volume } from './entity.ts'
import { hostEntries } from './host-files.ts'

/** The volumes of an engine, by name, and the simulated host's own files, which bind mounts show. */
export interface VolumeStore {
  readonly size: number
  /** In order of creation. */
  all(): IterableIterator<Volume>
  get(name: string): Volume | undefined
  /** Throws `get X: no such volume`. */
  resolve(name: string): Volume
  add(volume: Volume): void
  /** Throws 409 while a container's mounts name it. */
  remove(volume: Volume): void
  /** Drops a volume that its driver no longer knows. */
  forget(volume: Volume): void
  /** Made on first use. Every container that binds a path of it sees the same files. */
  hostTree(now: () => Instant): Tree
  /** The same, when somebody has used it; setting it exchanges the simulated host's disk. */
  host: Tree | undefined
}

/** `hostFiles` are what this host has beside what every simulated host has. */
export const createVolumeStore = (hostFiles: readonly FileEntry[] = []): VolumeStore => {
  const byName = new Map<string, Volume>()
  let host: Tree | undefined
  return {
    get size() {
      return byName.size
    },
    all: () => byName.values(),
    get: name => byName.get(name),
    resolve(name) {
      const volume = byName.get(name)
      if (!volume) throw notFound(`get ${name}: no such volume`)
      return volume
    },
    add(volume) {
      byName.set(volume.name, volume)
    },
    remove(volume) {
      if (volume.containerIds.size > 0) {
        throw conflict(`remove ${volume.name}: volume is in use - [${[...volume.containerIds].join(', ')}]`)
      }
      byName.delete(volume.name)
    },
    forget(volume) {
      byName.delete(volume.name)
    },
    get host() {
      return host
    },
    set host(tree) {
      host = tree
    },
    hostTree(now) {
      host ??= createTree([...hostEntries, ...hostFiles], now)
      return host
    },
  }
}
