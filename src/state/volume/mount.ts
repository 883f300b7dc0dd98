import type { Container, MountPoint } from '../container/entity.ts'
import { CannotExecute, notADirectory } from '../container/runtime/runtime-error.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import { type FileSystem, type Mount, root, SystemError, type Tree } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'
import { mountOver } from '../filesystem/mount-over.ts'
import { createMountTable } from '../filesystem/mounts.ts'
import { createTree } from '../filesystem/tree.ts'
import { absolutePath } from '../kernel/path.ts'
import type { Instant } from '../time.ts'
import { findVolume } from './driver.ts'
import type { Volume } from './entity.ts'
import { volumeEvent } from './event.ts'
import { hostFiles, hostPath } from './host.ts'
import { letVolumeGo, volumeFiles } from './local-mount.ts'
import { verifyMounts } from './start-refusals.ts'
import { narrow } from './subpath.ts'

/** Volumes that hold a `mount` event without its `unmount`. */
const mounted = new WeakSet<Container>()

/** What a container that starts finds mounted; `volume mount` is recorded for each of its volumes. */
export const mountVolumes = (engine: Engine, container: Container): Mount[] => {
  let mounts: Mount[]
  try {
    verifyMounts(container)
    mounts = layOutMounts(engine, container, container.id)
  } catch (error) {
    letVolumesGo(engine, container)
    throw error
  }
  recordMounts(engine, container)
  if (container.mounts.length > 0) mounted.add(container)
  return mounts
}

/** The same for a container of a former life: nobody hears of it again. */
export const remountVolumes = (engine: Engine, container: Container): Mount[] => {
  if (container.mounts.length > 0) mounted.add(container)
  return layOutMounts(engine, container, container.id)
}

/** Records `volume unmount` for what `mountVolumes` mounted. Harmless when there is nothing. */
export const unmountVolumes = (engine: Engine, container: Container): void => {
  if (!mounted.delete(container)) return
  letVolumesGo(engine, container)
  recordUnmounts(engine, container)
}

/** A start that fails records `volume unmount` even for what it had not mounted yet (seen with 20.10.24, 26.1.5 and 28.5.2). */
export const giveUpVolumes = (engine: Engine, container: Container): void => {
  if (container.mounts.length > 0) mounted.add(container)
  unmountVolumes(engine, container)
}

/** Copying files mounts the volumes for as long as it takes, and everybody hears of it (seen with 28.5.2). */
export const withVolumes = <T>(engine: Engine, container: Container, action: () => T): T => {
  recordMounts(engine, container)
  try {
    return action()
  } finally {
    recordUnmounts(engine, container)
  }
}

const letVolumesGo = (engine: Engine, { mounts, id }: Container): void => {
  for (const { type, name = '' } of mounts) {
    const volume = type === 'volume' ? engine.volumes.get(name) : undefined
    if (volume) letVolumeGo(volume, id)
  }
}

const recordMounts = (engine: Engine, container: Container): void => {
  for (const mount of container.mounts) {
    if (mount.type !== 'volume' || mount.name === undefined) continue
    volumeEvent(engine, { name: mount.name, driver: mount.driver ?? '' }, 'mount', {
      container: container.id,
      destination: mount.destination,
      'read/write': String(mount.readWrite),
      propagation: mount.propagation,
    })
  }
}

const recordUnmounts = (engine: Engine, container: Container): void => {
  for (const { type, name, driver } of container.mounts) {
    if (type !== 'volume' || name === undefined) continue
    volumeEvent(engine, { name, driver: driver ?? '' }, 'unmount', { container: container.id })
  }
}

/**
 * The mounts of a container without anybody hearing of it, as copying files needs them. Places to mount at are made,
 * in the container's own files or in the mount that they lie in, as runc makes them.
 */
export const layOutMounts = (engine: Engine, container: Container, runningId?: string): Mount[] => {
  if (container.mounts.length === 0) return []
  const table = createMountTable([{ destination: '/', tree: container.tree, readOnly: false, type: 'overlay' }])
  const now = (): Instant => engine.clock.now()
  const files = createFileSystem({ mounts: table, credentials: root, now })
  const outermostFirst = [...container.mounts].sort((a, b) => depth(a.destination) - depth(b.destination))
  return outermostFirst.map(point => {
    const mount = mountOf(engine, point, runningId)
    refuseMismatch(engine, files, mount, point)
    try {
      return { ...mount, destination: mountOver(table, mount, now) }
    } catch (error) {
      throw error instanceof SystemError ? mismatch(point.source, point.destination) : error
    }
  })
}

const depth = (path: string): number => path.split('/').length

const mountOf = (engine: Engine, point: MountPoint, runningId?: string): Mount => {
  const destination = point.destination.startsWith('/') ? point.destination : `/${point.destination}`
  const base = { destination, readOnly: !point.readWrite, type: point.type }
  if (point.type === 'tmpfs') return { ...base, tree: temporaryTree(engine, point) }
  if (point.type === 'bind') {
    return { ...base, tree: engine.volumes.hostTree(engine.clock.now), subpath: hostPath(engine, point.source) }
  }
  const whole =
    point.type === 'image'
      ? { ...base, tree: engine.images.resolve(point.imageId ?? '').tree() }
      : { ...base, ...volumeFiles(engine, mountedVolume(engine, point), runningId) }
  return point.subpath === undefined
    ? whole
    : narrow(whole, absolutePath('/', point.source), point.subpath, () => engine.clock.now())
}

/** The volume of a mount, refused as a start refuses it when its driver is gone. */
const mountedVolume = (engine: Engine, { name = '', source }: MountPoint): Volume => {
  try {
    return findVolume(engine, name)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`error while mounting volume '${source}'`) : error
  }
}

const temporaryTree = (engine: Engine, { tmpfs }: MountPoint): Tree =>
  createTree(
    [{ path: '/', kind: 'directory', mode: tmpfs?.mode ?? 0o1777 }],
    () => engine.clock.now(),
    tmpfs?.sizeBytes,
  )

const sourceIsDirectory = (engine: Engine, { type, subpath }: Mount): boolean => {
  if (type !== 'bind' || subpath === undefined) return true
  try {
    return hostFiles(engine).stat(subpath).kind === 'directory'
  } catch (error) {
    if (error instanceof SystemError) return true
    throw error
  }
}

/** A directory cannot be mounted over a file, nor a file over a directory. */
const refuseMismatch = (engine: Engine, files: FileSystem, mount: Mount, { source }: MountPoint): void => {
  const { destination } = mount
  if (!files.exists(destination)) return
  if ((files.stat(destination).kind === 'directory') !== sourceIsDirectory(engine, mount))
    throw mismatch(source, destination)
}

const mismatch = (source: string, path: string): CannotExecute =>
  new CannotExecute(
    127,
    `error mounting "${source}" to rootfs at "${path}": mount src=${source}, dst=${path}, dstFd=/proc/thread-self/fd/11, flags=MS_BIND|MS_REC: ${notADirectory}`,
  )
