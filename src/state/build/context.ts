import { clean } from '../archive/name.ts'
import type { Engine } from '../engine.ts'
import { DockerError, internal, invalid, type DockerError as Refusal } from '../error.ts'
import { type FileEntry, type FileSystem, root, SystemError, type Tree } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'
import { createTree } from '../filesystem/tree.ts'
import { errorText } from '../kernel/error-text.ts'
import type { Dockerfile } from './dockerfile/node.ts'
import { parseDockerfile } from './dockerfile/parse.ts'
import { isIgnored, readIgnoreFile } from './ignore.ts'
import { isGitUrl, isUrl, unreachable } from './network.ts'

/** The files that a client sent along, as root of their own world: no link leads out of it. */
export interface BuildContext {
  readonly files: FileSystem
  readonly dockerfile: Dockerfile
}

const defaultName = 'Dockerfile'
const ignoreName = '.dockerignore'

/** Contexts that are no archive in the request (moby daemon/builder/remotecontext/detect.go): nothing can be fetched. */
export const checkRemote = (remote: string): void => {
  if (remote === '') return
  if (remote === 'client-session') {
    throw invalid(
      'experimental session with v1 builder is no longer supported, use builder version v2 (BuildKit) instead',
    )
  }
  if (isGitUrl(remote)) {
    const [, host = remote] = /^(?:[a-z]+:\/\/|git@)?([^/:#]+)/.exec(remote) ?? []
    throw internal(
      `error fetching: fatal: unable to access '${remote}': Could not resolve host: ${host}\n: exit status 128`,
    )
  }
  if (isUrl(remote)) throw internal(`error downloading remote context ${remote}: ${unreachable(remote)}`)
  throw internal(`remoteURL (${remote}) could not be recognized as URL`)
}

/** Unpacks a context and reads its Dockerfile. */
export const openContext = (engine: Engine, entries: readonly FileEntry[], name: string): BuildContext => {
  const files = createFileSystem({
    mounts: [{ destination: '/', tree: unpack(engine, entries), readOnly: false, type: 'bind' }],
    credentials: root,
    now: engine.clock.now,
  })
  const path = locate(files, name === '' ? defaultName : name)
  const dockerfile = readDockerfile(files, path)
  removeIgnored(files, path)
  return { files, dockerfile }
}

/** The files of an archive; refused in the words of what Linux did not do (seen with 28.5.2). */
const unpack = (engine: Engine, entries: readonly FileEntry[]): Tree => {
  try {
    return createTree(entries.map(asUnpacked), engine.clock.now)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const { code, path = '' } = error
    const link =
      code === 'ENOENT' ? entries.find(({ kind, target }) => kind === 'hardlink' && target === path) : undefined
    const call = link ? `linkat ${relative(path)} ${relative(link.path)}` : `openat ${relative(path)}`
    throw internal(`${call}: ${errorText[code].toLowerCase()}`)
  }
}

const relative = (path: string): string => path.replace(/^\//, '')

/** Linux knows no modes of symlinks, whatever an archive says. */
const asUnpacked = (entry: FileEntry): FileEntry => (entry.kind === 'symlink' ? { ...entry, mode: 0o777 } : entry)

/** Where a path of the client's is in the context; throws for one that leads out. */
export const contextPath = (path: string): string => {
  const relative = clean(path.replace(/^\/+/, ''))
  if (relative === '..' || relative.startsWith('../')) throw outside(path)
  return clean(`/${relative}`)
}

export const outside = (path: string): Refusal => internal(`forbidden path outside the build context: ${path} ()`)

const exists = (files: FileSystem, path: string): boolean => files.exists(contextPath(path))

const locate = (files: FileSystem, name: string): string => {
  if (exists(files, name)) return name
  const lower = name.toLowerCase()
  if (name === defaultName && exists(files, lower)) return lower
  throw internal(`Cannot locate specified Dockerfile: ${name}`)
}

const readDockerfile = (files: FileSystem, path: string): Dockerfile => {
  let text: string
  try {
    text = files.readText(contextPath(path))
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    throw internal(`unexpected error reading Dockerfile: read ${path}: is a directory`)
  }
  if (text === '') throw invalid(`the Dockerfile (${path}) cannot be empty`)
  try {
    return parseDockerfile(text)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`failed to parse ${path}`) : error
  }
}

/** The client has left out what `.dockerignore` names, but for the two files that the daemon needs itself. */
const removeIgnored = (files: FileSystem, dockerfile: string): void => {
  if (!exists(files, ignoreName)) return
  const patterns = readIgnoreFile(files.readText(contextPath(ignoreName)))
  for (const name of [ignoreName, dockerfile]) {
    if (isIgnored(patterns, clean(name))) files.unlink(contextPath(name))
  }
}
