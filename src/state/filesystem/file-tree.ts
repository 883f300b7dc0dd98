import type { Instant } from '../time.ts'
import { applyEntries } from './apply.ts'
import { changesBetween, entriesOf, layerBetween } from './changes.ts'
import { chargeOf, inodeBytes, nameBytes, resize } from './content.ts'
import { type Change, type FileEntry, SystemError, type Tree } from './contract.ts'
import {
  type Attributes,
  copyInode,
  type FrozenInode,
  type Inode,
  type Inodes,
  type NewInode,
  newInode,
  noBytes,
} from './inode.ts'

/** A state of a tree that nobody changes any more, and that any number of forks stand on. */
export interface Base {
  readonly inodes: ReadonlyMap<number, FrozenInode>
  readonly nextInode: number
  readonly now: () => Instant
  readonly limitBytes: number
  /** Counted when somebody asks first. */
  totalBytes: number | undefined
}

/**
 * A copy-on-write tree of inodes. `base` is shared, `overlay` holds what this tree has changed (undefined: removed);
 * it does not exist before the first write, which makes an unwritten fork a handful of words.
 */
export class FileTree implements Tree, Inodes {
  readonly #origin: Base
  #base: Base
  #overlay: Map<number, Inode | undefined> | undefined
  #nextInode: number
  #chargedBytes = 0
  /** What archives and layers brought: it is charged, but the limit moves along. */
  #givenBytes = 0
  /** Inodes that are open or mounted: they outlive their last name. */
  #retained: Map<number, number> | undefined

  constructor(base: Base) {
    this.#origin = base
    this.#base = base
    this.#nextInode = base.nextInode
  }

  get(id: number): FrozenInode {
    const inode = this.find(id)
    if (!inode) throw new SystemError('ENOENT')
    return inode
  }

  find(id: number): FrozenInode | undefined {
    const own = this.#overlay?.get(id)
    if (own) return own
    return this.#overlay?.has(id) ? undefined : this.#base.inodes.get(id)
  }

  lookup(directory: number, name: string): number | undefined {
    return this.get(directory).entries?.get(name)
  }

  create(directory: number, name: string, from: NewInode, now: Instant): number {
    this.#require(inodeBytes + nameBytes(name))
    const id = this.#nextInode++
    this.#overlay ??= new Map()
    this.#overlay.set(id, newInode(from))
    this.#chargedBytes += inodeBytes
    this.#enter(directory, name, id, now)
    if (from.kind === 'directory') this.#own(directory).links++
    return id
  }

  link(directory: number, name: string, id: number, now: Instant): void {
    this.#require(nameBytes(name))
    this.#own(id).links++
    this.#enter(directory, name, id, now)
  }

  unlink(directory: number, name: string, now: Instant): void {
    const id = this.#leave(directory, name, now)
    const inode = this.#own(id)
    if (inode.entries) this.#own(directory).links--
    inode.links = inode.entries ? 0 : inode.links - 1
    if (inode.links === 0 && !this.#retained?.has(id)) this.#drop(id, inode)
  }

  /** Gives a file or directory another place. Whatever was there must be gone. */
  move(from: number, name: string, to: number, newName: string, now: Instant): void {
    this.#require(nameBytes(newName))
    const id = this.#leave(from, name, now)
    this.#enter(to, newName, id, now)
    if (from === to || !this.get(id).entries) return
    this.#own(from).links--
    this.#own(to).links++
  }

  change(id: number, attributes: Partial<Attributes>): void {
    Object.assign(this.#own(id), attributes)
  }

  content(id: number): Uint8Array {
    const inode = this.get(id)
    const own = this.#overlay?.get(id)
    if (own) own.sharedBytes = Math.max(own.sharedBytes, own.sizeBytes)
    return inode.bytes.length === inode.sizeBytes ? inode.bytes : inode.bytes.subarray(0, inode.sizeBytes)
  }

  read(id: number, offset: number, max: number): Uint8Array {
    const inode = this.get(id)
    const end = Math.min(inode.sizeBytes, offset + max)
    return offset >= end ? noBytes : inode.bytes.slice(offset, end)
  }

  /** How many bytes found room; ENOSPC when none did. */
  write(id: number, offset: number, bytes: Uint8Array, now: Instant): number {
    if (bytes.length === 0) return 0
    const inode = this.#own(id)
    const end = Math.min(offset + bytes.length, Math.max(inode.sizeBytes, inode.writtenBytes + this.#roomBytes))
    if (end <= offset) throw new SystemError('ENOSPC')
    this.#chargedBytes += resize(inode, Math.max(end, inode.sizeBytes), Math.min(offset, inode.sizeBytes))
    inode.bytes.set(bytes.subarray(0, end - offset), offset)
    inode.modifiedAt = now
    return end - offset
  }

  /** Makes it shorter, or longer by zeros. */
  truncate(id: number, sizeBytes: number, now: Instant): void {
    const inode = this.#own(id)
    if (sizeBytes > inode.sizeBytes) this.#require(sizeBytes - inode.writtenBytes)
    this.#chargedBytes += resize(inode, sizeBytes, Math.min(sizeBytes, inode.sizeBytes))
    inode.modifiedAt = now
  }

  /** Keeps the inode alive without a name, as an open file and a mount do. */
  retain(id: number): void {
    this.#retained ??= new Map()
    this.#retained.set(id, (this.#retained.get(id) ?? 0) + 1)
  }

  release(id: number): void {
    const count = this.#retained?.get(id) ?? 0
    if (count > 1) this.#retained?.set(id, count - 1)
    else this.#retained?.delete(id)
    const own = this.#overlay?.get(id)
    if (count === 1 && own?.links === 0) this.#drop(id, own)
  }

  fork(): FileTree {
    this.#freeze()
    return new FileTree(this.#base)
  }

  changes(): Change[] {
    if (!this.#overlay && this.#base === this.#origin) return []
    return changesBetween(this.#origin.inodes, this)
  }

  layer(): FileEntry[] {
    if (!this.#overlay && this.#base === this.#origin) return []
    return layerBetween(this.#origin.inodes, this)
  }

  entries(): Iterable<FileEntry> {
    return entriesOf(this)
  }

  apply(entries: Iterable<FileEntry>): void {
    const { overlay, nextInode, chargedBytes, givenBytes } = this.#savepoint()
    this.#givenBytes = Number.POSITIVE_INFINITY
    try {
      applyEntries(this, entries, this.#base.now)
      this.#givenBytes = givenBytes + Math.max(0, this.#chargedBytes - chargedBytes)
    } catch (error) {
      this.#givenBytes = givenBytes
      this.#overlay = overlay
      this.#nextInode = nextInode
      this.#chargedBytes = chargedBytes
      throw error
    }
  }

  get writtenBytes(): number {
    let sum = 0
    for (const [, inode] of this.#sinceOrigin()) if (inode.links > 0) sum += inode.sizeBytes
    return sum
  }

  get totalBytes(): number {
    if (this.#base.totalBytes === undefined) {
      let sum = 0
      for (const inode of this.#base.inodes.values()) sum += inode.sizeBytes
      this.#base.totalBytes = sum
    }
    let sum = this.#base.totalBytes
    for (const [id, inode] of this.#overlay ?? []) {
      sum -= this.#base.inodes.get(id)?.sizeBytes ?? 0
      if (inode && inode.links > 0) sum += inode.sizeBytes
    }
    return sum
  }

  /** What counts against the limit. */
  get chargedBytes(): number {
    return this.#chargedBytes
  }

  /** The same, added up from scratch: the law that the running sum is held to. */
  recountChargedBytes(): number {
    let sum = 0
    for (const [, inode] of this.#sinceOrigin()) sum += chargeOf(inode)
    return sum
  }

  /** Lets the writes so far become the shared base of this tree and of its forks. */
  #freeze(): void {
    if (!this.#overlay) return
    const inodes = new Map(this.#base.inodes)
    const orphans = new Map<number, Inode>()
    for (const [id, inode] of this.#overlay) {
      inodes.delete(id)
      if (inode) (inode.links > 0 ? inodes : orphans).set(id, inode)
    }
    const { now, limitBytes } = this.#base
    this.#base = { inodes, nextInode: this.#nextInode, now, limitBytes, totalBytes: undefined }
    this.#overlay = orphans.size > 0 ? orphans : undefined
  }

  #savepoint() {
    const overlay = this.#overlay && new Map<number, Inode | undefined>()
    for (const [id, inode] of this.#overlay ?? [])
      overlay?.set(id, inode && { ...inode, entries: inode.entries && new Map(inode.entries) })
    return { overlay, nextInode: this.#nextInode, chargedBytes: this.#chargedBytes, givenBytes: this.#givenBytes }
  }

  *#sinceOrigin(): Generator<[id: number, inode: FrozenInode]> {
    for (const [id, inode] of this.#overlay ?? []) if (inode) yield [id, inode]
    if (this.#base === this.#origin) return
    for (const [id, inode] of this.#base.inodes)
      if (!this.#overlay?.has(id) && this.#origin.inodes.get(id) !== inode) yield [id, inode]
  }

  #own(id: number): Inode {
    const own = this.#overlay?.get(id)
    if (own) return own
    const shared = this.get(id)
    const copy = copyInode(shared)
    if (this.#origin.inodes.get(id) === shared) {
      copy.writtenBytes = 0
      this.#chargedBytes += chargeOf(copy)
    }
    this.#overlay ??= new Map()
    this.#overlay.set(id, copy)
    return copy
  }

  #drop(id: number, inode: Inode): void {
    this.#chargedBytes -= chargeOf(inode)
    if (this.#base.inodes.has(id)) this.#overlay?.set(id, undefined)
    else this.#overlay?.delete(id)
  }

  #enter(directory: number, name: string, id: number, now: Instant): void {
    const inode = this.#own(directory)
    inode.entries?.set(name, id)
    inode.modifiedAt = now
    this.#chargedBytes += nameBytes(name)
  }

  #leave(directory: number, name: string, now: Instant): number {
    const inode = this.#own(directory)
    const id = inode.entries?.get(name)
    if (id === undefined) throw new SystemError('ENOENT')
    inode.entries?.delete(name)
    inode.modifiedAt = now
    this.#chargedBytes -= nameBytes(name)
    return id
  }

  get #roomBytes(): number {
    return Math.max(0, this.#base.limitBytes + this.#givenBytes - this.#chargedBytes)
  }

  #require(bytes: number): void {
    if (bytes > this.#roomBytes) throw new SystemError('ENOSPC')
  }
}
