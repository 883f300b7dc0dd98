import type { Engine } from '../engine.ts'
import { type FileEntry, type FileSystem, root, SystemError } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'
import { executable, file } from '../image/catalogue/roots.ts'
import type { Layer } from '../image/content/layer.ts'
import { defaultPath, findExecutable } from '../kernel/execute.ts'

/** How an image is run: by which program, as whom, with which PATH. */
export interface Run {
  readonly path: string
  readonly user: string
  readonly environment: readonly string[]
  readonly workingDirectory: string
}

const isThere = (files: FileSystem, { path, environment, workingDirectory }: Run): boolean => {
  const PATH = environment.find(each => each.startsWith('PATH='))?.slice('PATH='.length) ?? defaultPath
  try {
    findExecutable(files, [path], {
      environment: new Map([['PATH', PATH]]),
      workingDirectory: workingDirectory || '/',
      credentials: root,
    })
    return true
  } catch (error) {
    if (error instanceof SystemError) return false
    throw error
  }
}

const accountFile = '/etc/passwd'
const firstOwnId = 1000

/** Those that programs run as, and that the files below do not know. */
const accounts = (files: FileSystem, runs: readonly Run[]): FileEntry[] => {
  const known = files.exists(accountFile) ? files.readText(accountFile) : ''
  const names = new Set(known.split('\n').map(line => line.split(':', 1)[0]))
  const missing = new Set(
    runs.map(({ user }) => user.split(':', 1)[0] ?? '').filter(name => /^[^\d]/.test(name) && !names.has(name)),
  )
  if (missing.size === 0) return []
  const lines = [...missing].map((name, at) => `${name}:x:${firstOwnId + at}:${firstOwnId + at}::/:/bin/sh\n`)
  return [file(accountFile, known + lines.join(''))]
}

/**
 * What has to lie over the layers, so that what runs in the image can run here: an executable that does nothing for each
 * that is not there, and the accounts that they run as.
 */
export const standInsFor = (engine: Engine, layers: readonly Layer[], runs: readonly Run[]): FileEntry[] => {
  const tree = engine.images.tree(layers)
  const mount = { destination: '/', tree, readOnly: true, type: 'overlay' } as const
  const files = createFileSystem({ mounts: [mount], credentials: root, now: engine.clock.now })
  const missing = new Map<string, FileEntry>()
  for (const run of runs) {
    if (run.path === '' || isThere(files, run)) continue
    const folder = run.path.includes('/') ? run.workingDirectory || '/' : '/usr/local/bin'
    const path = run.path.startsWith('/') ? run.path : `${folder}/${run.path}`.replaceAll(/\/(?:\.?\/)+/g, '/')
    missing.set(path, executable(path, 'idle'))
  }
  return [...missing.values(), ...accounts(files, runs)]
}
