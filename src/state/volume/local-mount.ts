import type { Engine } from '../engine.ts'
import { type DockerError, internal } from '../error.ts'
import type { Mount, Tree } from '../filesystem/contract.ts'
import { createTree } from '../filesystem/tree.ts'
import type { Volume } from './entity.ts'
import { hostFiles, hostHas } from './host.ts'
import { mountpointOf } from './path.ts'

/** The files behind a volume, and the part of them that it shows. */
export type VolumeFiles = Pick<Mount, 'tree' | 'subpath' | 'type'>

/** What lies in memory is there as long as a container runs that has it mounted. */
interface Memory {
  readonly tree: Tree
  readonly containerIds: Set<string>
}

const memories = new WeakMap<Volume, Memory>()

/**
 * What a container finds in a volume. The local driver mounts what its options name: a directory of the simulated host,
 * memory, or a server's share, which here is the volume's own files. `runningId`: the container that mounts it to run.
 */
export const volumeFiles = (engine: Engine, volume: Volume, runningId?: string): VolumeFiles => {
  const { type = '', o = '', device = '' } = volume.pluginId === undefined ? (volume.options ?? {}) : {}
  const words = o.split(',')
  if (words.includes('bind') || words.includes('rbind')) {
    if (!isThere(engine, device))
      throw cannotMount(engine, volume, device, `flags: ${words.includes('rbind') ? '0x5000' : '0x1000'}`, missing)
    return {
      type: 'volume',
      tree: engine.volumes.hostTree(engine.clock.now),
      subpath: hostFiles(engine).realPath(device),
    }
  }
  if (type === 'tmpfs') {
    const memory = memories.get(volume) ?? { tree: memoryTree(engine, words), containerIds: new Set() }
    if (runningId !== undefined) {
      memory.containerIds.add(runningId)
      memories.set(volume, memory)
    }
    return { type: 'tmpfs', tree: memory.tree }
  }
  if (type !== '') requireFileSystem(engine, volume, { type, device, o })
  return { type: 'volume', tree: volume.tree }
}

const memoryTree = (engine: Engine, words: readonly string[]): Tree => {
  const size = words.find(word => word.startsWith('size='))?.slice('size='.length)
  const root = { path: '/', kind: 'directory', mode: 0o1777 } as const
  return createTree([root], () => engine.clock.now(), size === undefined ? undefined : bytesOf(size))
}

const factors: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

/** A size as tmpfs reads it; undefined when it is none. */
const bytesOf = (text: string): number | undefined => {
  const [, amount, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? []
  return amount === undefined ? undefined : Number(amount) * (factors[unit.toLowerCase()] ?? 1)
}

const missing = 'no such file or directory'

const isThere = (engine: Engine, device: string): boolean => device.startsWith('/') && hostHas(engine, device)

/** Shares of servers that nobody asks, and file systems on devices that the simulated host would have to have. */
const shareTypes: ReadonlySet<string> = new Set(['9p', 'ceph', 'cifs', 'glusterfs', 'nfs', 'nfs4', 'smb3'])
const deviceTypes: ReadonlySet<string> = new Set([
  'btrfs',
  'ext2',
  'ext3',
  'ext4',
  'iso9660',
  'squashfs',
  'vfat',
  'xfs',
])

const requireFileSystem = (
  engine: Engine,
  volume: Volume,
  { type, device, o }: { readonly type: string; readonly device: string; readonly o: string },
): void => {
  if (shareTypes.has(type)) return
  const data = o === '' ? '' : `data: ${o}`
  if (!deviceTypes.has(type)) throw cannotMount(engine, volume, device, data, 'no such device')
  if (!isThere(engine, device)) throw cannotMount(engine, volume, device, data, missing)
}

const cannotMount = (engine: Engine, { name }: Volume, device: string, how: string, why: string): DockerError => {
  const place = mountpointOf(engine, name)
  const details = how === '' ? '' : `, ${how}`
  return internal(
    `error while mounting volume '${place}': failed to mount local volume: mount ${device}:${place}${details}: ${why}`,
  )
}

/** The container does not run any more. */
export const letVolumeGo = (volume: Volume, containerId: string): void => {
  const memory = memories.get(volume)
  memory?.containerIds.delete(containerId)
  if (memory?.containerIds.size === 0) memories.delete(volume)
}
