import { deviceLinks, deviceNodes } from './devices.ts'
import { type MachineFacts, machineTexts } from './proc-machine.ts'
import { processNames, processNode } from './proc-process.ts'
import type { Kernel } from './process.ts'
import {
  deviceNode,
  directoryNode,
  entryOf,
  linkNode,
  type SyntheticNode,
  type SyntheticTable,
  textNode,
} from './synthetic.ts'

export type { SyntheticTable } from './synthetic.ts'

/** Symlinks of /proc that are the same for everybody who looks. */
const links: Readonly<Record<string, string>> = {
  '/proc/mounts': 'self/mounts',
  '/proc/net': 'self/net',
}

/** Empty directories that programs expect. */
const emptyDirectories: readonly string[] = ['/dev/mqueue', '/dev/pts', '/dev/shm', '/sys/firmware', '/sys/devices']

/** /proc, /sys and the devices of one container: tables of path → text, and a folder per process. */
export const createProcTable = (kernel: Kernel, facts: MachineFacts): SyntheticTable => {
  // Made when first looked at: most containers never read /proc, and all of them are started.
  let made: MachineTable | undefined
  const table = (): MachineTable => {
    made ??= machineTable(kernel, facts)
    return made
  }
  const network = (path: string): SyntheticNode | undefined => {
    if (path === '/') return directoryNode(() => places.map(place => place.slice(1)))
    if (!places.some(place => path.startsWith(place))) return undefined
    const { texts, children } = table()
    const text = texts[path]
    if (text) return textNode(text)
    const names = children.get(path)
    return names && directoryNode(() => [...names])
  }
  return {
    madeAt: kernel.startedAt,
    find(path, viewer) {
      if (path === '/proc/self' || path === '/proc/thread-self') return viewer && linkNode(String(viewer.pid))
      const link = links[path]
      if (link !== undefined) return linkNode(link)
      const [, pid, rest] = /^\/proc\/(\d+)(?:\/(.+))?$/.exec(path) ?? []
      if (pid !== undefined) {
        const process = kernel.processes.get(Number(pid))
        if (!process) return undefined
        if (rest === 'net' || rest?.startsWith('net/')) return network(`/proc/${rest}`)
        return processNode(process, rest)
      }
      const [, name] = /^\/dev\/([^/]+)$/.exec(path) ?? []
      const device = name === undefined ? undefined : entryOf(deviceNodes, name)
      if (device) return deviceNode([device[0], device[1]], device[2])
      const target = name === undefined ? undefined : entryOf(deviceLinks, name)
      if (target !== undefined) return linkNode(target)
      if (path === '/dev/pts') return directoryNode(() => (viewer?.terminal ? ['0', 'ptmx'] : ['ptmx']))
      if (path === '/dev/pts/ptmx') return deviceNode([5, 2], 0o666)
      if (path === '/dev/pts/0') return viewer?.terminal && deviceNode([136, 0], 0o620)
      if (path === '/proc')
        return directoryNode(() =>
          [...processNames(kernel), ...(table().children.get(path) ?? [])].filter(isListed(viewer)),
        )
      return network(path)
    },
  }
}

/** Where something synthetic can be. */
const places: readonly string[] = ['/dev', '/proc', '/sys']

interface MachineTable {
  readonly texts: ReturnType<typeof machineTexts>
  /** Directory → names in it. */
  readonly children: ReadonlyMap<string, ReadonlySet<string>>
}

const machineTable = (kernel: Kernel, facts: MachineFacts): MachineTable => {
  const texts = machineTexts(kernel, facts)
  const children = directoriesOf([
    ...Object.keys(texts),
    ...Object.keys(links),
    ...emptyDirectories,
    ...Object.keys(deviceNodes).map(name => `/dev/${name}`),
    ...Object.keys(deviceLinks).map(name => `/dev/${name}`),
    '/proc/self',
    '/proc/thread-self',
  ])
  return { texts, children }
}

const isListed =
  (viewer: unknown) =>
  (name: string): boolean =>
    viewer !== undefined || (name !== 'self' && name !== 'thread-self')

/** Directory → names in it, made from the paths of everything. */
const directoriesOf = (paths: readonly string[]): Map<string, Set<string>> => {
  const children = new Map<string, Set<string>>()
  for (const path of [...paths].sort()) {
    let parent = '/'
    for (const name of path.split('/').slice(1)) {
      const names = children.get(parent) ?? new Set()
      names.add(name)
      children.set(parent, names)
      parent = parent === '/' ? `/${name}` : `${parent}/${name}`
    }
  }
  for (const path of emptyDirectories) if (!children.has(path)) children.set(path, new Set())
  return children
}
