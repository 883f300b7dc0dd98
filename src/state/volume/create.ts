import type { Engine } from '../engine.ts'
import { conflict, DockerError, invalid } from '../error.ts'
import { createTree } from '../filesystem/tree.ts'
import { has } from '../profile/changes.ts'
import { acquireDriver, driverKnows, localDriver, volumePlugin } from './driver.ts'
import type { Volume } from './entity.ts'
import { volumeEvent } from './event.ts'
import { localOptionsFault } from './local-options.ts'

export const anonymousLabel = 'com.docker.volume.anonymous'

type Texts = Readonly<Record<string, string>>

export interface VolumeRequest {
  /** Empty: a new anonymous volume. */
  readonly name: string
  /** Empty: `local`, or whatever an existing volume of that name has. */
  readonly driver?: string
  readonly labels?: Texts | null
  readonly options?: Texts | null
  /** The container that uses it from the start. */
  readonly containerId?: string
}

/** Finds the volume or makes it: creating one that is there changes nothing and records nothing. */
export const createVolume = (engine: Engine, request: VolumeRequest): Volume => {
  const isAnonymous = request.name === ''
  const name = isAnonymous ? engine.newId() : request.name
  try {
    const volume =
      existingVolume(engine, name, request.driver ?? '') ?? newVolume(engine, { ...request, name }, isAnonymous)
    if (request.containerId !== undefined) volume.containerIds.add(request.containerId)
    return volume
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`create ${name}`) : error
  }
}

/** The volume that has the name already, if its driver still knows it (moby daemon/volume/service, checkConflict). */
const existingVolume = (engine: Engine, name: string, driver: string): Volume | undefined => {
  const volume = engine.volumes.get(name)
  if (!volume) return undefined
  const wanted = driver === '' ? volume.driver : (volumePlugin(engine, driver)?.name ?? localDriver)
  if (isKnown(engine, volume)) {
    if (wanted === volume.driver) {
      if (!has(engine.profile, 'announcesVolumesOnce')) volumeEvent(engine, volume, 'create')
      return volume
    }
    throw taken(`driver '${volume.driver}' already has volume '${name}'`)
  }
  if (volume.containerIds.size > 0) {
    throw taken(
      `found references to volume '${name}' in driver '${volume.driver}' but the volume was not found in the driver -- you may need to remove containers referencing this volume or force remove the volume to re-create it`,
    )
  }
  engine.volumes.forget(volume)
  return undefined
}

const taken = (what: string): DockerError => conflict(`${what}: volume name must be unique`)

const isKnown = (engine: Engine, volume: Volume): boolean => {
  try {
    return driverKnows(engine, volume)
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    throw taken(
      `found reference to volume '${volume.name}' in driver '${volume.driver}', but got an error while checking the driver: ${error.message}`,
    )
  }
}

const newVolume = (engine: Engine, request: VolumeRequest, isAnonymous: boolean): Volume => {
  const { name, labels, options } = request
  const plugin = volumePlugin(engine, request.driver || localDriver)
  const fault = plugin ? undefined : (nameFault(name) ?? localOptionsFault(options ?? {}))
  if (fault !== undefined) throw invalid(fault)
  const volume: Volume = {
    name,
    driver: plugin?.name ?? localDriver,
    pluginId: plugin?.id,
    createdAt: engine.clock.now(),
    labels: isAnonymous ? { ...labels, [anonymousLabel]: '' } : (labels ?? null),
    options: options ?? null,
    anonymous: isAnonymous,
    tree: createTree([], engine.clock.now),
    containerIds: new Set(),
    populated: false,
  }
  engine.volumes.add(volume)
  acquireDriver(plugin, volume)
  volumeEvent(engine, volume, 'create')
  return volume
}

const nameFault = (name: string): string | undefined => {
  if (name.length === 1) return 'volume name is too short, names should be at least two alphanumeric characters'
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) return undefined
  return `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`
}
