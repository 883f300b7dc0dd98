import type { Mount } from '../../../../spec/generated/types.ts'
import { internal, invalid } from '../../error.ts'

/** The grammar of mounts (moby daemon/volume/mounts/linux_parser.go): `source:destination:mode` and the longer form. */

const readWriteModes: ReadonlySet<string> = new Set(['rw', 'ro'])
const labelModes: ReadonlySet<string> = new Set(['Z', 'z'])
const propagationModes: ReadonlySet<string> = new Set(['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'])
const copyModes: ReadonlySet<string> = new Set(['nocopy'])
const consistencyModes: ReadonlySet<string> = new Set(['consistent', 'cached', 'delegated'])
const modeKinds = [readWriteModes, labelModes, propagationModes, copyModes, consistencyModes]
const tmpfsOptions: ReadonlySet<string> = new Set(['exec', 'noexec'])

export const defaultPropagation = 'rprivate'

/** At most one word of every kind, and no other. */
export const isMountMode = (mode: string): boolean => {
  if (mode === '') return true
  const words = mode.split(',')
  if (!words.every(word => modeKinds.some(kind => kind.has(word)))) return false
  return modeKinds.every(kind => words.filter(word => kind.has(word)).length <= 1)
}

export const isReadWrite = (mode: string): boolean => isMountMode(mode) && !mode.split(',').includes('ro')

const wordOf = (mode: string, kind: ReadonlySet<string>): string | undefined =>
  mode.split(',').find(word => kind.has(word))

/** Resolves `.` and `..` and doubled slashes, as Go's path.Clean does. */
export const cleanPath = (path: string): string => {
  const parts: string[] = []
  const isAbsolute = path.startsWith('/')
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (!isAbsolute) parts.push('..')
  }
  const cleaned = parts.join('/')
  if (isAbsolute) return `/${cleaned}`
  return cleaned === '' ? '.' : cleaned
}

const isLocalPath = (path: string): boolean =>
  path !== '' && !path.startsWith('/') && cleanPath(path) !== '..' && !cleanPath(path).startsWith('../')

/** One mount as a client means it, whichever way it was written. */
export interface MountSpec {
  readonly mount: Mount
  readonly destination: string
  readonly mode: string
  readonly readWrite: boolean
  readonly propagation: string
  /** Whether what the image has there is copied into a fresh volume. */
  readonly copiesImage: boolean
}

const asSlashes = (path: string): string => path.replaceAll('\\', '/')

export const destinationFault = (path: string): string | undefined => {
  if (cleanPath(asSlashes(path)) === '/') return "invalid specification: destination can't be '/'"
  if (!asSlashes(path).startsWith('/')) return `invalid mount path: '${path}' mount path must be absolute`
  return undefined
}

const exclusiveOptions = [
  ['BindOptions', 'bind'],
  ['VolumeOptions', 'volume'],
  ['ImageOptions', 'image'],
  ['TmpfsOptions', 'tmpfs'],
] as const

type Fault = string | undefined

const bindFault = (mount: Mount, hostHas: (path: string) => boolean): Fault => {
  const source = mount.Source ?? ''
  const propagation = mount.BindOptions?.Propagation ?? ''
  if (source === '') return 'field Source must not be empty'
  if (propagation !== '' && !propagationModes.has(propagation)) return `invalid propagation mode: ${propagation}`
  if (!asSlashes(source).startsWith('/')) return `invalid mount path: '${source}' mount path must be absolute`
  if (mount.BindOptions?.CreateMountpoint || hostHas(cleanPath(source))) return undefined
  return `bind source path does not exist: ${source}`
}

const volumeFault = (mount: Mount): Fault => {
  const subpath = mount.VolumeOptions?.Subpath ?? ''
  if (subpath === '') return undefined
  if (!mount.Source) return 'must not set Subpath when using anonymous volumes'
  return isLocalPath(subpath) ? undefined : 'subpath must be a relative path within the volume'
}

const tmpfsFault = (mount: Mount): Fault => {
  if (mount.Source) return 'field Source must not be specified'
  for (const option of mount.TmpfsOptions?.Options ?? []) {
    if (option.length < 1 || option.length > 2) return 'invalid option array length'
    if (!tmpfsOptions.has(option[0] ?? '')) return `invalid option: ${option[0]}`
  }
  return undefined
}

const imageFault = (mount: Mount): Fault => {
  if (!mount.Source) return 'field Source must not be empty'
  const subpath = mount.ImageOptions?.Subpath ?? ''
  return subpath === '' || isLocalPath(subpath) ? undefined : 'subpath must be a relative path within the volume'
}

const faultOf = (mount: Mount, hostHas: (path: string) => boolean): Fault => {
  const foreign = exclusiveOptions.find(([name, type]) => mount[name] && mount.Type !== type)
  if (foreign) return `field ${foreign[0]} must not be specified`
  if (!mount.Target) return 'field Target must not be empty'
  const fault = destinationFault(mount.Target)
  if (fault !== undefined) return fault
  if (mount.Type === 'bind') return bindFault(mount, hostHas)
  if (mount.Type === 'volume') return volumeFault(mount)
  if (mount.Type === 'tmpfs') return tmpfsFault(mount)
  return mount.Type === 'image' ? imageFault(mount) : 'mount type unknown'
}

/** The refusal of a mount, in full; `hostHas` says whether a path exists on the simulated host. */
export const mountFault = (mount: Mount, hostHas: (path: string) => boolean): string | undefined => {
  const fault = faultOf(mount, hostHas)
  return fault === undefined ? undefined : `invalid mount config for type "${mount.Type ?? ''}": ${fault}`
}

const specOf = (mount: Mount, mode: string): MountSpec => ({
  mount,
  destination: cleanPath(asSlashes(mount.Target ?? '')),
  mode,
  readWrite: mount.ReadOnly !== true,
  propagation: propagationOf(mount),
  copiesImage: mount.Type === 'volume' && mount.VolumeOptions?.NoCopy !== true,
})

const propagationOf = (mount: Mount): string => {
  if (mount.Type === 'image') return defaultPropagation
  return mount.Type === 'bind' ? mount.BindOptions?.Propagation || defaultPropagation : ''
}

/** An entry of `HostConfig.Mounts`; throws the daemon's 400. */
export const parseMount = (mount: Mount, hostHas: (path: string) => boolean): MountSpec => {
  const fault = mountFault(mount, hostHas)
  if (fault !== undefined) throw invalid(fault)
  return specOf(mount, '')
}

/**
 * An entry of `HostConfig.Binds`: `/host:/path:ro`, `name:/path`, `/path`. What cannot be read is a 500: the daemon has forgotten
 * to say that it is the client's fault (seen with 28.5.2, and in moby daemon/volumes.go).
 */
export const parseBind = (raw: string, volumeDriver: string): MountSpec => {
  const parts = raw.split(':')
  const [first = '', second, third] = parts
  const broken = `invalid volume specification: '${raw}'`
  if (first === '' || parts.length > 3) throw internal(broken)
  // A destination with a mode names no source.
  if (parts.length === 2 && isMountMode(second ?? '')) throw internal(broken)
  const mode = third ?? ''
  if (!isMountMode(mode)) throw internal(`invalid mode: ${mode}`)
  const source = second === undefined ? '' : first
  const type = source.startsWith('/') ? 'bind' : 'volume'
  const mount: Mount = { Type: type, Source: source, Target: second ?? first, ReadOnly: !isReadWrite(mode) }
  if (volumeDriver !== '' && type === 'volume') mount.VolumeOptions = { DriverConfig: { Name: volumeDriver } }
  if (wordOf(mode, copyModes)) mount.VolumeOptions = { ...mount.VolumeOptions, NoCopy: true }
  const propagation = wordOf(mode, propagationModes)
  if (isPropagation(propagation)) mount.BindOptions = { Propagation: propagation }
  const fault = mountFault(mount, () => true)
  if (fault !== undefined) throw internal(`${broken}: ${fault}`)
  return specOf(mount, mode)
}

type Propagation = NonNullable<NonNullable<Mount['BindOptions']>['Propagation']>

const isPropagation = (word: string | undefined): word is Propagation =>
  word !== undefined && propagationModes.has(word)

/** `container` or `container:ro`. */
export const parseVolumesFrom = (spec: string): { reference: string; mode: string } => {
  if (spec === '') throw invalid('volumes-from specification cannot be an empty string')
  const colon = spec.indexOf(':')
  const reference = colon < 0 ? spec : spec.slice(0, colon)
  const mode = colon < 0 ? '' : spec.slice(colon + 1)
  if (mode === '') return { reference, mode: 'rw' }
  if (!isMountMode(mode) || wordOf(mode, propagationModes) || wordOf(mode, copyModes))
    throw invalid(`invalid mode: ${mode}`)
  return { reference, mode }
}
