import type { Engine } from '../engine.ts'
import { type FileSystem, root, SystemError } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'

/** The simulated host's files. Nothing of the machine that mockerd runs on is ever among them. */
export const hostFiles = (engine: Engine): FileSystem =>
  createFileSystem({
    mounts: [{ destination: '/', tree: engine.volumes.hostTree(engine.clock.now), readOnly: false, type: 'bind' }],
    credentials: root,
    now: engine.clock.now,
  })

export const hostHas = (engine: Engine, path: string): boolean => hostFiles(engine).exists(path)

/** The path with its symlinks resolved; a directory is made when nothing is there, as for `-v /path:…`. */
export const hostPath = (engine: Engine, path: string): string => {
  const files = hostFiles(engine)
  try {
    if (!files.exists(path)) files.makeDirectory(path, { parents: true })
    return files.realPath(path)
  } catch (error) {
    // Something on the way is a file: the caller's mount says so in the runtime's words.
    if (error instanceof SystemError) return path
    throw error
  }
}
