import type { Engine } from '../engine.ts'
import { conflict, invalid, notFound } from '../error.ts'
import { createTree } from '../filesystem/tree.ts'
import type { Volume } from './entity.ts'
import { volumeEvent } from './event.ts'

export const localDriver = 'local'
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
  const driver = request.driver ?? ''
  const existing = request.name === '' ? undefined : engine.volumes.get(request.name)
  if (existing && driver !== '' && driver !== existing.driver) {
    throw conflict(
      `create ${request.name}: driver '${existing.driver}' already has volume '${request.name}': volume name must be unique`,
    )
  }
  const volume = existing ?? newVolume(engine, request)
  if (request.containerId !== undefined) volume.containerIds.add(request.containerId)
  return volume
}

const newVolume = (engine: Engine, { name: wanted, driver, labels, options }: VolumeRequest): Volume => {
  const isAnonymous = wanted === ''
  const name = isAnonymous ? engine.newId() : wanted
  if (driver && driver !== localDriver)
    throw notFound(`create ${name}: error looking up volume plugin ${driver}: plugin "${driver}" not found`)
  const fault = nameFault(name) ?? optionsFault(options ?? {})
  if (fault !== undefined) throw invalid(`create ${name}: ${fault}`)
  const volume: Volume = {
    name,
    driver: localDriver,
    createdAt: engine.clock.now(),
    labels: isAnonymous ? { ...labels, [anonymousLabel]: '' } : (labels ?? null),
    options: options ?? null,
    anonymous: isAnonymous,
    tree: createTree([], engine.clock.now),
    containerIds: new Set(),
    populated: false,
  }
  engine.volumes.add(volume)
  volumeEvent(engine, volume, 'create')
  return volume
}

const nameFault = (name: string): string | undefined => {
  if (name.length === 1) return 'volume name is too short, names should be at least two alphanumeric characters'
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) return undefined
  return `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`
}

const localOptions: ReadonlySet<string> = new Set(['type', 'o', 'device', 'size'])

const optionsFault = (options: Texts): string | undefined => {
  const odd = Object.keys(options).find(option => !localOptions.has(option))
  if (odd !== undefined) return `invalid option: "${odd}"`
  if (options.size) return 'quota size requested but no quota support'
  if ((options.type || options.o) && !options.device) return 'missing required option: "device"'
  return undefined
}
