import {
  type Credentials,
  type DirectoryEntry,
  type ErrorCode,
  type FileSystem,
  type Mount,
  type OpenOptions,
  type Stat,
  SystemError,
} from '../filesystem/contract.ts'
import type { Instant } from '../time.ts'
import type { OpenFile } from './open-file.ts'
import { absolutePath } from './path.ts'
import { isCovered, isMissing, Places } from './places.ts'
import type { Process } from './process.ts'
import { type SyntheticNode, type SyntheticTable, statOf } from './synthetic.ts'
import { mayUse, openNode } from './synthetic-file.ts'

/** The container's files with /proc, /sys and what is missing of /dev laid over them. */
export interface Overlay extends FileSystem {
  /** What a link like /proc/self/fd/1 (or /dev/stdout) leads to, when that is no path: a pipe, a terminal. */
  openFileAt(path: string): OpenFile | undefined
  as(credentials: Credentials): Overlay
}

export const createOverlay = (base: FileSystem, table: SyntheticTable, viewer: Process | undefined): Overlay =>
  new OverlayFileSystem(base, table, viewer)

const encoder = new TextEncoder()
const defaultUmask = 0o022

class OverlayFileSystem implements Overlay {
  readonly #base: FileSystem
  readonly #table: SyntheticTable
  readonly #viewer: Process | undefined
  readonly #places: Places

  constructor(base: FileSystem, table: SyntheticTable, viewer: Process | undefined) {
    this.#base = base
    this.#table = table
    this.#viewer = viewer
    this.#places = new Places(base, table, viewer)
  }

  get credentials(): Credentials {
    return this.#base.credentials
  }

  get mounts(): readonly Mount[] {
    return this.#base.mounts
  }

  as(credentials: Credentials): Overlay {
    return new OverlayFileSystem(this.#base.as(credentials), this.#table, this.#viewer)
  }

  stat(path: string): Stat {
    const made = (node: SyntheticNode, at: string) => (node.file ? node.file.stat() : this.#statOf(node, at))
    return this.#dispatch(path, true, at => this.#base.stat(at), made)
  }

  lstat(path: string): Stat {
    const made = (node: SyntheticNode, at: string) => this.#statOf(node, at)
    return this.#dispatch(path, false, at => this.#base.lstat(at), made)
  }

  exists(path: string): boolean {
    try {
      this.stat(path)
      return true
    } catch (error) {
      if (error instanceof SystemError) return false
      throw error
    }
  }

  access(path: string, want: 'read' | 'write' | 'execute'): boolean {
    // The base answers false for what it does not have, where /dev or a link into /proc may still have something.
    const real = (at: string): boolean => {
      if (this.#base.access(at, want)) return true
      this.#base.stat(at)
      return false
    }
    try {
      return this.#dispatch(path, true, real, node => mayUse(this.credentials, node, want))
    } catch (error) {
      if (error instanceof SystemError) return false
      throw error
    }
  }

  realPath(path: string): string {
    return this.#dispatch(
      path,
      true,
      at => this.#base.realPath(at),
      (_node, at) => at,
    )
  }

  open(path: string, options: OpenOptions): OpenFile {
    const masked = { ...options, mode: this.#masked(options.mode ?? 0o666) }
    const made = (node: SyntheticNode, at: string) =>
      openNode(node, at, this.#statOf(node, at), this.credentials, options)
    return this.#dispatch(path, !options.noFollow, at => this.#base.open(at, masked), made)
  }

  openFileAt(path: string): OpenFile | undefined {
    return this.#places.locate(path, true).node?.file
  }

  readFile(path: string): Uint8Array {
    const made = (node: SyntheticNode, at: string): Uint8Array => {
      if (node.kind === 'directory') throw new SystemError('EISDIR', path)
      if (!mayUse(this.credentials, node, 'read')) throw new SystemError('EACCES', path)
      if (!node.text) throw new SystemError('EINVAL', at)
      return encoder.encode(node.text())
    }
    return this.#dispatch(path, true, at => this.#base.readFile(at), made)
  }

  readText(path: string): string {
    return new TextDecoder().decode(this.readFile(path))
  }

  writeFile(path: string, content: Uint8Array | string, mode = 0o644): void {
    const made = (node: SyntheticNode, at: string): void => {
      const file = openNode(node, at, this.#statOf(node, at), this.credentials, { write: true })
      file.write(typeof content === 'string' ? encoder.encode(content) : content)
      file.release()
    }
    this.#dispatch(path, true, at => this.#base.writeFile(at, content, this.#masked(mode)), made)
  }

  list(path: string): DirectoryEntry[] {
    const entries = new Map<string, DirectoryEntry>()
    const { path: at, node: found } = this.#places.locate(path, true)
    if (!isCovered(at) && (!found || this.#places.baseStat(at)))
      for (const entry of this.#base.list(at)) entries.set(entry.name, entry)
    const node = this.#places.find(at)
    if (isCovered(at) && !node) throw new SystemError('ENOENT', path)
    if (node && !node.names && entries.size === 0) throw new SystemError('ENOTDIR', path)
    if (node && !mayUse(this.credentials, node, 'read')) throw new SystemError('EACCES', path)
    for (const name of node?.names?.() ?? []) {
      const below = absolutePath(at, name)
      const child = this.#places.find(below)
      if (!child || (entries.has(name) && !isCovered(below))) continue
      entries.set(name, { name, stat: this.#statOf(child, below) })
    }
    return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  makeDirectory(path: string, options: { mode?: number; parents?: boolean } = {}): void {
    if (isCovered(path)) {
      if (!this.#places.find(path)) throw new SystemError('ENOENT', path)
      if (options.parents) return
      throw new SystemError('EEXIST', path)
    }
    // Parents get the umask as well, but always stay usable by their owner (mkdir(1p)).
    let parent = ''
    for (const name of options.parents ? path.split('/').slice(1, -1) : []) {
      parent += `/${name}`
      if (!this.#base.exists(parent)) this.#base.makeDirectory(parent, { mode: this.#masked(0o777) | 0o300 })
    }
    this.#base.makeDirectory(path, { ...options, mode: this.#masked(options.mode ?? 0o777) })
  }

  removeDirectory(path: string): void {
    refuseCovered(path, /^\/[^/]*$/.test(path) ? 'EBUSY' : 'EPERM')
    this.#base.removeDirectory(path)
  }

  unlink(path: string): void {
    refuseCovered(path, 'EPERM')
    this.#base.unlink(path)
  }

  rename(from: string, to: string): void {
    refuseCovered(from, 'EXDEV')
    refuseCovered(to, 'EXDEV')
    this.#base.rename(from, to)
  }

  symlink(target: string, path: string): void {
    refuseCovered(path, 'EPERM')
    this.#base.symlink(target, path)
  }

  link(existing: string, path: string): void {
    refuseCovered(existing, 'EXDEV')
    refuseCovered(path, 'EXDEV')
    this.#base.link(existing, path)
  }

  readLink(path: string): string {
    const made = (node: SyntheticNode): string => {
      if (node.target === undefined) throw new SystemError('EINVAL', path)
      return node.target
    }
    return this.#dispatch(path, false, at => this.#base.readLink(at), made)
  }

  makeNode(
    path: string,
    kind: 'fifo' | 'character-device' | 'socket',
    mode: number,
    device?: readonly [number, number],
  ): void {
    refuseCovered(path, 'EPERM')
    this.#base.makeNode(path, kind, this.#masked(mode), device)
  }

  chmod(path: string, mode: number): void {
    this.#change(path, 'EPERM', at => this.#base.chmod(at, mode))
  }

  chown(path: string, uid: number, gid: number, options?: { noFollow?: boolean }): void {
    this.#change(path, 'EPERM', at => this.#base.chown(at, uid, gid, options), !options?.noFollow)
  }

  touch(path: string, modifiedAt: Instant, options?: { noFollow?: boolean }): void {
    this.#change(path, 'EPERM', at => this.#base.touch(at, modifiedAt, options), !options?.noFollow)
  }

  truncate(path: string, sizeBytes: number): void {
    this.#change(path, 'EINVAL', at => this.#base.truncate(at, sizeBytes))
  }

  #statOf(node: SyntheticNode, path: string): Stat {
    return statOf(node, path, this.#table.madeAt)
  }

  #masked(mode: number): number {
    return mode & ~(this.#viewer?.umask ?? defaultUmask)
  }

  /** Asks the base, and where it has nothing, whether links lead to something synthetic. */
  #dispatch<T>(
    path: string,
    follow: boolean,
    real: (path: string) => T,
    synthetic: (node: SyntheticNode, path: string) => T,
  ): T {
    let missing: unknown
    if (!isCovered(path)) {
      try {
        return real(path)
      } catch (error) {
        if (!isMissing(error)) throw error
        missing = error
      }
    }
    const place = this.#places.locate(path, follow)
    if (place.node) return synthetic(place.node, place.path)
    if (missing !== undefined && place.path === path) throw missing
    if (isCovered(place.path)) throw new SystemError('ENOENT', path)
    return real(place.path)
  }

  /** Changes go to the base; what is made up cannot be changed. */
  #change(path: string, code: ErrorCode, real: (path: string) => void, follow = true): void {
    this.#dispatch(path, follow, real, () => {
      throw new SystemError(code, path)
    })
  }
}

const refuseCovered = (path: string, code: ErrorCode): void => {
  if (isCovered(path)) throw new SystemError(code, path)
}
