import type { OpenFile } from '../kernel/open-file.ts'
import type { Instant } from '../time.ts'
import type { Wait } from '../wait.ts'
import { type Stat, SystemError } from './contract.ts'
import type { FileTree } from './file-tree.ts'
import { statOf } from './inode.ts'

/** Files are always ready: nobody has to wait for them, and nothing ever fires. */
const ready: Wait = { subscribe: () => () => {} }

export interface Opening {
  readonly tree: FileTree
  readonly inode: number
  readonly name: string
  readonly read: boolean
  readonly write: boolean
  readonly append: boolean
  readonly now: () => Instant
}

/** An open regular file or directory. It stays usable when its name is gone. */
export class RegularFile implements OpenFile {
  readonly readable = ready
  readonly writable = ready
  readonly terminal = undefined
  readonly #opening: Opening
  #position = 0
  #references = 1

  constructor(opening: Opening) {
    this.#opening = opening
    opening.tree.retain(opening.inode)
  }

  get name(): string {
    return this.#opening.name
  }

  read(max: number): Uint8Array {
    const { tree, inode, read, name } = this.#opening
    this.#checkOpen(read)
    if (tree.get(inode).kind === 'directory') throw new SystemError('EISDIR', name)
    const bytes = tree.read(inode, this.#position, max)
    this.#position += bytes.length
    return bytes
  }

  write(bytes: Uint8Array): number {
    const { tree, inode, write, append, now } = this.#opening
    this.#checkOpen(write)
    if (append) this.#position = tree.get(inode).sizeBytes
    const taken = tree.write(inode, this.#position, bytes, now())
    this.#position += taken
    return taken
  }

  stat(): Stat {
    const { tree, inode } = this.#opening
    return statOf(inode, tree.get(inode))
  }

  seek(offset?: number, whence: 'start' | 'current' | 'end' = 'start'): number {
    if (offset === undefined) return this.#position
    const { tree, inode, name } = this.#opening
    const from = { start: 0, current: this.#position, end: tree.get(inode).sizeBytes }[whence]
    const position = from + offset
    if (!Number.isSafeInteger(position) || position < 0) throw new SystemError('EINVAL', name)
    this.#position = position
    return position
  }

  retain(): OpenFile {
    this.#references++
    return this
  }

  release(): void {
    if (this.#references === 0) return
    this.#references--
    if (this.#references === 0) this.#opening.tree.release(this.#opening.inode)
  }

  #checkOpen(allowed: boolean): void {
    if (this.#references === 0 || !allowed) throw new SystemError('EBADF', this.#opening.name)
  }
}
