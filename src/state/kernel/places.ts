import { type FileSystem, type Stat, SystemError } from '../filesystem/contract.ts'
import type { OpenFile } from './open-file.ts'
import { absolutePath } from './path.ts'
import type { Process } from './process.ts'
import type { SyntheticNode, SyntheticTable } from './synthetic.ts'

/** These hide what the trees below have; /dev only fills its gaps. */
const covering = /^\/(proc|sys)(\/|$)/
const inDevices = /^\/dev(\/|$)/

/** MAXSYMLINKS of Linux. */
const linksMax = 40

/** Where a path leads: to a synthetic node, or (without one) into the base. */
export interface Place {
  readonly path: string
  readonly node: SyntheticNode | undefined
}

export const isCovered = (path: string): boolean => covering.test(path)

export const isMissing = (error: unknown): boolean => error instanceof SystemError && error.code === 'ENOENT'

/** Follows paths through both worlds, the container's trees and what is made up over them. */
export class Places {
  readonly #base: FileSystem
  readonly #table: SyntheticTable
  readonly #viewer: Process | undefined

  constructor(base: FileSystem, table: SyntheticTable, viewer: Process | undefined) {
    this.#base = base
    this.#table = table
    this.#viewer = viewer
  }

  find(path: string): SyntheticNode | undefined {
    return this.#table.find(path, this.#viewer)
  }

  /** What the base itself has at `path`. */
  baseStat(path: string): Stat | undefined {
    try {
      return this.#base.lstat(path)
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  locate(path: string, follow: boolean, links = 0): Place {
    if (links > linksMax) throw new SystemError('ELOOP', path)
    const names = path.split('/').filter(name => name !== '')
    let current = ''
    let node: SyntheticNode | undefined
    for (const [index, name] of names.entries()) {
      const parent = current === '' ? '/' : current
      current += `/${name}`
      node = this.#nodeAt(current)
      if (index === names.length - 1 && !follow) break
      const target = this.#linkTarget(current, node)
      if (target === undefined) continue
      const rest = names.slice(index + 1).join('/')
      return this.locate(absolutePath(absolutePath(parent, target), rest), follow, links + 1)
    }
    return { path: current === '' ? '/' : current, node }
  }

  /** The synthetic node at a path whose parents are no links; undefined when it is the base's affair. */
  #nodeAt(path: string): SyntheticNode | undefined {
    if (isCovered(path)) return this.find(path)
    return inDevices.test(path) && this.baseStat(path) === undefined ? this.find(path) : undefined
  }

  #linkTarget(path: string, node: SyntheticNode | undefined): string | undefined {
    if (node) return node.file && !hasPath(node.file) ? undefined : node.target
    if (isCovered(path)) return undefined
    const stat = this.baseStat(path)
    return stat?.kind === 'symlink' ? (stat.target ?? this.#base.readLink(path)) : undefined
  }
}

/** Files have a path to follow; pipes, sockets and terminals are reached through their descriptor only. */
const hasPath = (file: OpenFile): boolean => {
  const { kind } = file.stat()
  return kind === 'file' || kind === 'directory'
}
