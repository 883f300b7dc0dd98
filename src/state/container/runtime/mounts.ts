import type { ContainerConfig, HostConfig } from '../../../../spec/generated/types.ts'
import { digestOf } from '../../digest.ts'
import type { Engine } from '../../engine.ts'
import { DockerError, internal, invalid } from '../../error.ts'
import { root, SystemError, type Tree } from '../../filesystem/contract.ts'
import { createFileSystem } from '../../filesystem/filesystem.ts'
import { fillFromImage } from '../../volume/copy-up.ts'
import { createVolume } from '../../volume/create.ts'
import { localDriver } from '../../volume/driver.ts'
import type { Volume } from '../../volume/entity.ts'
import { hostHas } from '../../volume/host.ts'
import { volumeFiles } from '../../volume/local-mount.ts'
import { rootFolder, sourceOf } from '../../volume/path.ts'
import { removeVolume } from '../../volume/remove.ts'
import type { MountPoint } from '../entity.ts'
import {
  cleanPath,
  isReadWrite,
  type MountSpec,
  parseBind,
  parseMount,
  parseVolumesFrom,
} from '../settings/mount-spec.ts'

/** Whose mounts are being settled. */
export interface MountOwner {
  readonly containerId: string
  readonly config: ContainerConfig
  readonly hostConfig: HostConfig
  /** The image's files; asked only when something is mounted. */
  readonly imageTree: () => Tree
}

type MountTable = Map<string, MountPoint>

/**
 * Settles what is mounted where: other containers' volumes, then binds, then mounts, then the volumes the image and the
 * client declare for places that are still free. Volumes that do not exist are made (moby daemon/volumes.go,
 * registerMountPoints, and daemon/create_unix.go). What is asked for and refused leaves the volumes that were made for the
 * others behind; a declared volume that is refused takes the anonymous ones with it (seen with 28.5.2).
 */
export const settleMounts = (engine: Engine, owner: MountOwner): MountPoint[] => {
  const table: MountTable = new Map()
  const attempt = (settle: typeof declareVolumes, withAnonymous: boolean): void => {
    try {
      settle(engine, owner, table)
    } catch (error) {
      releaseMounts(engine, owner.containerId, [...table.values()], { withAnonymous })
      throw error
    }
  }
  attempt(placeAskedFor, false)
  attempt(declareVolumes, true)
  return [...table.values()]
}

const placeAskedFor = (engine: Engine, owner: MountOwner, table: MountTable): void => {
  inheritVolumes(engine, owner, table)
  const claimed = new Set<string>()
  for (const raw of owner.hostConfig.Binds ?? []) {
    const spec = parseBind(raw, owner.hostConfig.VolumeDriver ?? '')
    if (claimed.has(spec.destination) || Object.hasOwn(owner.hostConfig.Tmpfs ?? {}, spec.destination))
      throw invalid(`Duplicate mount point: ${spec.destination}`)
    claimed.add(spec.destination)
    place(engine, owner, table, mountPointOf(engine, owner, spec))
  }
  for (const mount of owner.hostConfig.Mounts ?? []) {
    const spec = parseMount(mount, path => hostHas(engine, path))
    if (claimed.has(spec.destination)) throw invalid(`Duplicate mount point: ${mount.Target}`)
    claimed.add(spec.destination)
    place(engine, owner, table, mountPointOf(engine, owner, spec))
  }
}

const release = (engine: Engine, volumeName: string, containerId: string): void => {
  engine.volumes.get(volumeName)?.containerIds.delete(containerId)
}

/**
 * The container has these volumes no more. Anonymous ones can go with it, but for one that somebody else mounts too
 * (`--volumes-from`), of which nobody is told.
 */
export const releaseMounts = (
  engine: Engine,
  containerId: string,
  mounts: readonly MountPoint[],
  { withAnonymous }: { readonly withAnonymous: boolean },
): void => {
  for (const { type, name, anonymous } of mounts) {
    if (type !== 'volume' || name === undefined) continue
    release(engine, name, containerId)
    const volume = engine.volumes.get(name)
    if (withAnonymous && anonymous && volume?.containerIds.size === 0) removeVolume(engine, volume)
  }
}

/** A later mount at the same place wins over one that came from another container. */
const place = (engine: Engine, { containerId }: MountOwner, table: MountTable, mount: MountPoint): void => {
  const former = table.get(mount.destination)
  table.set(mount.destination, mount)
  if (former?.name === undefined) return
  if (![...table.values()].some(({ name }) => name === former.name)) release(engine, former.name, containerId)
}

const inheritVolumes = (engine: Engine, owner: MountOwner, table: MountTable): void => {
  for (const spec of owner.hostConfig.VolumesFrom ?? []) {
    const { reference, mode } = parseVolumesFrom(spec)
    for (const mount of mountsOf(engine, reference)) {
      if (mount.type === 'volume' && mount.name !== undefined)
        engine.volumes.get(mount.name)?.containerIds.add(owner.containerId)
      place(engine, owner, table, { ...mount, mode: '', readWrite: mount.readWrite && isReadWrite(mode) })
    }
  }
}

/** Asking for the volumes of a container that is not there is a bad request, not a missing container. */
const mountsOf = (engine: Engine, reference: string): readonly MountPoint[] => {
  try {
    return engine.containers.resolve(reference).mounts
  } catch (error) {
    throw error instanceof DockerError ? invalid(error.message) : error
  }
}

const mountPointOf = (engine: Engine, owner: MountOwner, spec: MountSpec): MountPoint => {
  const { mount, destination, mode, readWrite, propagation } = spec
  const base = { destination, mode, readWrite, propagation, anonymous: false }
  const source = mount.Source ?? ''
  if (mount.Type === 'volume') return volumeMount(engine, owner, spec)
  if (mount.Type === 'tmpfs') {
    const { SizeBytes, Mode } = mount.TmpfsOptions ?? {}
    const tmpfs = { ...(SizeBytes && { sizeBytes: SizeBytes }), ...(Mode && { mode: Mode }) }
    return { ...base, type: 'tmpfs', source: '', tmpfs }
  }
  if (mount.Type === 'image') {
    const image = engine.images.resolve(source)
    const subpath = mount.ImageOptions?.Subpath
    const layer = digestOf(`${owner.containerId}-src=${source}-dst=${destination}`).slice('sha256:'.length)
    const parts = { name: source, imageId: image.id, source: rootFolder(engine, layer), readWrite: false }
    return { ...base, type: 'image', ...parts, ...(subpath && { subpath }) }
  }
  const path = cleanPath(source)
  return { ...base, type: 'bind', source: path, propagation: bindPropagation(engine, spec, path) }
}

/** Nobody may hold a private view of the daemon's own mounts (moby daemon/volumes_linux.go, validateBindDaemonRoot). */
const bindPropagation = (engine: Engine, { mount, propagation }: MountSpec, source: string): string => {
  const { rootDirectory } = engine.profile.host
  if (!source.startsWith(rootDirectory) && !rootDirectory.startsWith(source)) return propagation
  const asked = mount.BindOptions?.Propagation ?? ''
  if (asked === '') return 'rslave'
  if (asked === 'rslave' || asked === 'rshared') return asked
  throw invalid(
    `invalid mount config: must use either propagation mode "rslave" or "rshared" when mount source is within the daemon root, daemon root: ${JSON.stringify(rootDirectory)}, bind mount source: ${JSON.stringify(source)}, propagation: ${JSON.stringify(asked)}`,
  )
}

const volumeMount = (engine: Engine, owner: MountOwner, spec: MountSpec): MountPoint => {
  const { VolumeOptions: options, Source: source } = spec.mount
  const volume = createVolume(engine, {
    name: source ?? '',
    driver: options?.DriverConfig?.Name ?? '',
    labels: textsOf(options?.Labels),
    options: textsOf(options?.DriverConfig?.Options),
    containerId: owner.containerId,
  })
  if (spec.copiesImage) copyUp(engine, owner, volume, spec.destination)
  return {
    type: 'volume',
    name: volume.name,
    source: sourceOf(engine, volume),
    destination: spec.destination,
    driver: volume.driver,
    // A local volume without a mode is relabelled for SELinux, as `z` asks (moby setBindModeIfNull).
    mode: spec.mode === '' && volume.driver === localDriver ? 'z' : spec.mode,
    readWrite: spec.readWrite,
    propagation: spec.propagation,
    anonymous: !source,
    ...(options?.Subpath && { subpath: options.Subpath }),
  }
}

const textsOf = (record: { [key: string]: string | null } | null | undefined): Record<string, string> | null =>
  record ? Object.fromEntries(Object.entries(record).map(([key, value]) => [key, value ?? ''])) : null

const declareVolumes = (engine: Engine, owner: MountOwner, table: MountTable): void => {
  for (const declared of Object.keys(owner.config.Volumes ?? {})) {
    const destination = cleanPath(declared)
    if (table.has(destination)) continue
    refuseFile(engine, owner, inRoot(destination))
    const volume = createVolume(engine, {
      name: '',
      driver: owner.hostConfig.VolumeDriver ?? '',
      containerId: owner.containerId,
    })
    copyUp(engine, owner, volume, inRoot(destination))
    const source = sourceOf(engine, volume)
    const { name, driver } = volume
    const base = { mode: '', readWrite: true, propagation: '', anonymous: true } as const
    table.set(destination, { type: 'volume', name, source, destination, driver, ...base })
  }
}

/** A declared volume may be relative: it is mounted below the root all the same. */
const inRoot = (path: string): string => (path.startsWith('/') ? path : `/${path}`)

const refuseFile = (engine: Engine, { imageTree, containerId }: MountOwner, destination: string): void => {
  const files = createFileSystem({
    mounts: [{ destination: '/', tree: imageTree(), readOnly: true, type: 'bind' }],
    credentials: root,
    now: engine.clock.now,
  })
  try {
    if (files.stat(destination).kind === 'directory') return
  } catch (error) {
    if (error instanceof SystemError) return
    throw error
  }
  const path = `${rootFolder(engine, containerId)}${files.realPath(destination)}`
  throw internal(`cannot mount volume over existing file, file exists ${path}`)
}

/** Fills a volume that is still empty with what the image has at that place, once (moby daemon/create_unix.go). */
const copyUp = (engine: Engine, owner: MountOwner, volume: Volume, destination: string): void => {
  if (volume.populated) return
  volume.populated = fillFromImage(engine, owner.imageTree(), destination, () => volumeFiles(engine, volume))
}
