import type { ContainerConfig, HostConfig } from '../../../../spec/generated/types.ts'
import type { Tree } from '../../filesystem/contract.ts'
import type { PublishedPort } from '../../network/entity.ts'
import type { Instant } from '../../time.ts'
import { Notifier } from '../../wait.ts'
import type { Container, ContainerState, Health, MountPoint } from '../entity.ts'
import { emptyList } from '../settings/fields.ts'
import { IndexedEndpoints } from '../store/endpoints.ts'
import { type ContainerLog, createContainerLog } from './log.ts'
import type { ContainerRuntime } from './runtime.ts'
import type { StartStage } from './start-stage.ts'

/** What is known of a container when it is created. */
export interface ContainerOrigin {
  readonly id: string
  readonly sequence: number
  readonly name: string
  readonly createdAt: Instant
  readonly config: ContainerConfig
  readonly hostConfig: HostConfig
  readonly imageId: string
  readonly platform: Container['platform']
  readonly path: string
  readonly args: readonly string[]
  readonly mounts: readonly MountPoint[]
  /** Makes the writable layer; asked once, when somebody first looks at the files. */
  readonly makeTree: (container: Container) => Tree
}

/** A container of the store. What most never need (files, log, executions) exists from its first use on. */
export class StoredContainer implements Container {
  readonly id: string
  readonly sequence: number
  name: string
  readonly createdAt: Instant
  state: ContainerState = 'created'
  readonly config: ContainerConfig
  hostConfig: HostConfig
  readonly imageId: string
  readonly platform: Container['platform']
  readonly path: string
  readonly args: readonly string[]
  pid = 0
  exitCode = 0
  error = ''
  oomKilled = false
  startedAt: Instant | undefined = undefined
  finishedAt: Instant | undefined = undefined
  restartCount = 0
  manuallyStopped = false
  furthestStart: StartStage = 'none'
  logAsked = false
  health: Health | undefined = undefined
  readonly endpoints = new IndexedEndpoints()
  publishedPorts: readonly PublishedPort[] = emptyList
  readonly mounts: readonly MountPoint[]
  runtime: ContainerRuntime | undefined = undefined
  exits = 0
  removed = false
  #makeTree: ((container: Container) => Tree) | undefined
  #tree: Tree | undefined
  #log: ContainerLog | undefined
  #executionIds: Set<string> | undefined
  #changed: Notifier | undefined

  constructor(origin: ContainerOrigin) {
    this.id = origin.id
    this.sequence = origin.sequence
    this.name = origin.name
    this.createdAt = origin.createdAt
    this.config = origin.config
    this.hostConfig = origin.hostConfig
    this.imageId = origin.imageId
    this.platform = origin.platform
    this.path = origin.path
    this.args = origin.args
    this.mounts = origin.mounts
    this.#makeTree = origin.makeTree
  }

  get tree(): Tree {
    const known = this.#tree
    if (known) return known
    if (!this.#makeTree) throw new Error(`container ${this.id} has no files`)
    const tree = this.#makeTree(this)
    this.#tree = tree
    this.#makeTree = undefined
    return tree
  }

  /** Bytes written by the container; asking does not make its files. */
  get writtenBytes(): number {
    return this.#tree?.writtenBytes ?? 0
  }

  /** The same, unless nobody has looked at its files yet. */
  get madeTree(): Tree | undefined {
    return this.#tree
  }

  get log(): ContainerLog {
    this.#log ??= createContainerLog(this.hostConfig.LogConfig)
    return this.#log
  }

  get executionIds(): Set<string> {
    this.#executionIds ??= new Set()
    return this.#executionIds
  }

  get changed(): Notifier {
    this.#changed ??= new Notifier()
    return this.#changed
  }
}
