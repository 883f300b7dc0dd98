import {
  type Credentials,
  type DirectoryEntry,
  type ErrorCode,
  type FileSystem,
  type OpenOptions,
  type Stat,
  SystemError,
} from '../filesystem/contract.ts'
import { endOfStream } from '../pipe.ts'
import { createOpenFile, type OpenFile } from './open-file.ts'
import { absolutePath } from './path.ts'
import type { Process } from './process.ts'
import { type SyntheticNode, type SyntheticTable, statOf } from './synthetic.ts'

/** The container's files with /proc, /sys and what is missing of /dev laid over them. */
export interface Overlay extends FileSystem {
  /** What a link like /proc/self/fd/1 (or /dev/stdout) leads to, when that is no path: a pipe, a terminal. */
  openFileAt(path: string): OpenFile | undefined
  as(credentials: Credentials): Overlay
}

/** These hide what the trees below have; /dev only fills its gaps. */
const covering = /^\/(proc|sys)(\/|$)/
const covers = (path: string): boolean => covering.test(path)
const inDevices = /^\/dev(\/|$)/

const linksMax = 40
const encoder = new TextEncoder()

type Place = { readonly path: string; readonly node: SyntheticNode | undefined }

export const createOverlay = (base: FileSystem, table: SyntheticTable, viewer: Process | undefined): Overlay => {
  const masked = (mode: number): number => mode & ~(viewer?.umask ?? 0o022)
  const find = (path: string): SyntheticNode | undefined => table.find(path, viewer)

  const baseLstat = (path: string): Stat | undefined => {
    try {
      return base.lstat(path)
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  /** The synthetic node at `path`, whose parents are no links, or undefined when `path` is the base's affair. */
  const nodeAt = (path: string): SyntheticNode | undefined => {
    if (covers(path)) return find(path)
    return inDevices.test(path) && baseLstat(path) === undefined ? find(path) : undefined
  }

  const linkTarget = (path: string, node: SyntheticNode | undefined): string | undefined => {
    if (node) return node.file && !hasPath(node.file) ? undefined : node.target
    if (covers(path)) return undefined
    const stat = baseLstat(path)
    return stat?.kind === 'symlink' ? (stat.target ?? base.readLink(path)) : undefined
  }

  /** Follows links through both worlds. */
  const locate = (path: string, follow: boolean, links = 0): Place => {
    if (links > linksMax) throw new SystemError('ELOOP', path)
    const names = path.split('/').filter(name => name !== '')
    let current = ''
    let node: SyntheticNode | undefined
    for (const [index, name] of names.entries()) {
      const parent = current
      current += `/${name}`
      node = nodeAt(current)
      if (index === names.length - 1 && !follow) break
      const target = linkTarget(current, node)
      if (target === undefined) continue
      const rest = names.slice(index + 1).join('/')
      return locate(
        absolutePath('/', `${absolutePath(parent === '' ? '/' : parent, target)}/${rest}`),
        follow,
        links + 1,
      )
    }
    return { path: current === '' ? '/' : current, node }
  }

  const dispatch = <T>(
    path: string,
    follow: boolean,
    real: (path: string) => T,
    synthetic: (node: SyntheticNode, path: string) => T,
  ): T => {
    let missing: unknown
    if (!covers(path)) {
      try {
        return real(path)
      } catch (error) {
        if (!isMissing(error)) throw error
        missing = error
      }
    }
    const place = locate(path, follow)
    if (place.node) return synthetic(place.node, place.path)
    if (missing !== undefined && place.path === path) throw missing
    if (covers(place.path)) throw new SystemError('ENOENT', path)
    return real(place.path)
  }

  const syntheticStat = (node: SyntheticNode, path: string): Stat =>
    node.file ? node.file.stat() : statOf(node, path, table.madeAt)
  const stat = (path: string): Stat => dispatch(path, true, base.stat.bind(base), syntheticStat)
  const lstat = (path: string): Stat =>
    dispatch(path, false, base.lstat.bind(base), (node, at) => statOf(node, at, table.madeAt))

  const open = (path: string, options: OpenOptions): OpenFile =>
    dispatch(
      path,
      true,
      at => base.open(at, { ...options, mode: masked(options.mode ?? 0o666) }),
      (node, at) => openNode(node, at, statOf(node, at, table.madeAt), base.credentials, options),
    )

  const readFile = (path: string): Uint8Array =>
    dispatch(path, true, base.readFile.bind(base), (node, at) => {
      if (node.kind === 'directory') throw new SystemError('EISDIR', path)
      if (!may(base.credentials, node, 'read')) throw new SystemError('EACCES', path)
      if (!node.text) throw new SystemError('EINVAL', at)
      return encoder.encode(node.text())
    })

  const list = (path: string): DirectoryEntry[] => {
    const entries = new Map<string, DirectoryEntry>()
    const place = locate(path, true)
    if (!covers(place.path) && (place.node === undefined || baseLstat(place.path)))
      for (const entry of base.list(place.path)) entries.set(entry.name, entry)
    const node = find(place.path)
    if (covers(place.path) && !node) throw new SystemError('ENOENT', path)
    if (node && !node.names && entries.size === 0) throw new SystemError('ENOTDIR', path)
    for (const name of node?.names?.() ?? []) {
      const at = absolutePath(place.path, name)
      const child = find(at)
      if (child && (covers(at) || !entries.has(name)))
        entries.set(name, { name, stat: statOf(child, at, table.madeAt) })
    }
    return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Changes go to the base; what is made up cannot be changed. */
  const change = <T>(path: string, code: ErrorCode, real: (path: string) => T): T =>
    dispatch(path, true, real, () => {
      throw new SystemError(code, path)
    })

  const refuseCovered = (path: string, code: ErrorCode): void => {
    if (covers(path)) throw new SystemError(code, path)
  }

  return {
    credentials: base.credentials,
    as: credentials => createOverlay(base.as(credentials), table, viewer),
    stat,
    lstat,
    exists(path) {
      try {
        stat(path)
        return true
      } catch (error) {
        if (error instanceof SystemError) return false
        throw error
      }
    },
    access: (path, want) =>
      dispatch(
        path,
        true,
        at => {
          base.stat(at)
          return base.access(at, want)
        },
        node => may(base.credentials, node, want),
      ),
    realPath: path => dispatch(path, true, base.realPath.bind(base), (_node, at) => at),
    open,
    readFile,
    readText: path => new TextDecoder().decode(readFile(path)),
    writeFile(path, content, mode) {
      dispatch(
        path,
        true,
        at => base.writeFile(at, content, masked(mode ?? 0o644)),
        (node, at) => {
          const file = openNode(node, at, statOf(node, at, table.madeAt), base.credentials, { write: true })
          file.write(typeof content === 'string' ? encoder.encode(content) : content)
          file.release()
        },
      )
    },
    list,
    makeDirectory(path, options) {
      if (covers(path) && find(path)) {
        if (options?.parents) return
        throw new SystemError('EEXIST', path)
      }
      refuseCovered(path, 'ENOENT')
      // Parents get the umask as well, but always stay usable by their owner (mkdir(1p)).
      const parents = options?.parents ? path.split('/').slice(1, -1) : []
      let parent = ''
      for (const name of parents) {
        parent += `/${name}`
        if (!base.exists(parent)) base.makeDirectory(parent, { mode: masked(0o777) | 0o300 })
      }
      base.makeDirectory(path, { ...options, mode: masked(options?.mode ?? 0o777) })
    },
    removeDirectory(path) {
      refuseCovered(path, /^\/[^/]*$/.test(path) ? 'EBUSY' : 'EPERM')
      base.removeDirectory(path)
    },
    unlink(path) {
      refuseCovered(path, 'EPERM')
      base.unlink(path)
    },
    rename(from, to) {
      refuseCovered(from, 'EXDEV')
      refuseCovered(to, 'EXDEV')
      base.rename(from, to)
    },
    symlink(target, path) {
      refuseCovered(path, 'EPERM')
      base.symlink(target, path)
    },
    link(existing, path) {
      refuseCovered(existing, 'EXDEV')
      refuseCovered(path, 'EXDEV')
      base.link(existing, path)
    },
    readLink: path =>
      dispatch(path, false, base.readLink.bind(base), node => {
        if (node.target === undefined) throw new SystemError('EINVAL', path)
        return node.target
      }),
    makeNode(path, kind, mode, device) {
      refuseCovered(path, 'EPERM')
      base.makeNode(path, kind, masked(mode), device)
    },
    chmod: (path, mode) => change(path, 'EPERM', at => base.chmod(at, mode)),
    chown: (path, uid, gid, options) => change(path, 'EPERM', at => base.chown(at, uid, gid, options)),
    touch: (path, modifiedAt, options) => change(path, 'EPERM', at => base.touch(at, modifiedAt, options)),
    truncate: (path, sizeBytes) => change(path, 'EINVAL', at => base.truncate(at, sizeBytes)),
    get mounts() {
      return base.mounts
    },
    openFileAt: path => locate(path, true).node?.file,
  }
}

/** Files have a path to follow; pipes, sockets and terminals are reached through their descriptor only. */
const hasPath = (file: OpenFile): boolean => {
  const { kind } = file.stat()
  return kind === 'file' || kind === 'directory'
}

const isMissing = (error: unknown): boolean => error instanceof SystemError && error.code === 'ENOENT'

const permissionBit = { read: 4, write: 2, execute: 1 } as const

const may = (credentials: Credentials, node: SyntheticNode, want: 'read' | 'write' | 'execute'): boolean => {
  const bit = permissionBit[want]
  if (credentials.uid === 0) return want !== 'execute' || (node.mode & 0o111) !== 0
  if (credentials.uid === node.uid) return (node.mode & (bit << 6)) !== 0
  if (credentials.gid === node.gid || credentials.groups.includes(node.gid)) return (node.mode & (bit << 3)) !== 0
  return (node.mode & bit) !== 0
}

/** Text as it was at the time of opening; what is written reaches the node at once. */
const openNode = (
  node: SyntheticNode,
  path: string,
  stat: Stat,
  credentials: Credentials,
  options: OpenOptions,
): OpenFile => {
  if (node.kind === 'directory' && options.write) throw new SystemError('EISDIR', path)
  if (options.create && options.exclusive) throw new SystemError('EEXIST', path)
  if (options.read && !may(credentials, node, 'read')) throw new SystemError('EACCES', path)
  if (options.write && !node.write) throw new SystemError(node.text ? 'EROFS' : 'EACCES', path)
  const bytes = encoder.encode(options.read ? (node.text?.() ?? '') : '')
  let position = 0
  return createOpenFile({
    name: path,
    stat: () => stat,
    ...(options.read && {
      read(max: number) {
        if (node.kind === 'directory') throw new SystemError('EISDIR', path)
        if (position >= bytes.length) return endOfStream
        const part = bytes.subarray(position, position + max)
        position += part.length
        return part
      },
    }),
    ...(options.write && {
      write(written: Uint8Array) {
        node.write?.(new TextDecoder().decode(written))
        return written.length
      },
    }),
    seek(offset, whence = 'start') {
      if (offset === undefined) return position
      const origin = { start: 0, current: position, end: bytes.length }[whence]
      if (origin + offset < 0) throw new SystemError('EINVAL', path)
      position = origin + offset
      return position
    },
  })
}
