import { type OpenOptions, type Stat, SystemError } from '../filesystem/contract.ts'
import type { Random } from '../random.ts'
import { openDevice } from './devices.ts'
import { createFifo, type Fifo } from './fifo.ts'
import type { OpenFile } from './open-file.ts'
import type { Overlay } from './overlay.ts'
import type { SimulatedProcess } from './simulated-process.ts'

/** open(2): devices, fifos, /proc and regular files alike. */
export interface Opener {
  open(process: SimulatedProcess, path: string, options: OpenOptions): OpenFile
}

export const createOpener = (random: Random): Opener => {
  const fifos = new Map<string, Fifo>()

  const openFifo = (view: Overlay, path: string, stat: Stat, options: OpenOptions): OpenFile => {
    for (const [key, fifo] of fifos) if (fifo.idle) fifos.delete(key)
    const key = `${mountOf(view, view.realPath(path))} ${stat.inode}`
    const fifo = fifos.get(key) ?? createFifo()
    fifos.set(key, fifo)
    return fifo.open({ read: options.read === true, write: options.write === true }, path, () => stat)
  }

  return {
    open(process, path, asked) {
      const view = process.filesystem as Overlay
      const write = asked.write === true || asked.append === true
      const options: OpenOptions = { ...asked, write, read: asked.read ?? !write }
      const stat = statIfThere(view, path, options)
      if (stat === undefined || stat.kind === 'file' || stat.kind === 'directory' || stat.kind === 'symlink')
        return view.open(path, options)
      if (options.exclusive && options.create) throw new SystemError('EEXIST', path)
      const shared = view.openFileAt(path)
      if (shared) return shared.retain()
      requireAccess(view, path, options)
      if (stat.kind === 'fifo') return openFifo(view, path, stat, options)
      if (stat.kind === 'character-device') return openDevice({ process, random, name: path, stat })
      throw new SystemError('ENXIO', path)
    },
  }
}

const statIfThere = (view: Overlay, path: string, options: OpenOptions): Stat | undefined => {
  try {
    return options.noFollow ? view.lstat(path) : view.stat(path)
  } catch (error) {
    if (error instanceof SystemError && error.code === 'ENOENT') return undefined
    throw error
  }
}

const requireAccess = (view: Overlay, path: string, options: OpenOptions): void => {
  if (options.read && !view.access(path, 'read')) throw new SystemError('EACCES', path)
  if (options.write && !view.access(path, 'write')) throw new SystemError('EACCES', path)
}

/** Inode numbers are told apart by the mount they are in. */
const mountOf = (view: Overlay, path: string): string => {
  let best = '/'
  for (const { destination } of view.mounts) {
    const inside = path === destination || path.startsWith(`${destination}/`)
    if (inside && destination.length > best.length) best = destination
  }
  return best
}
