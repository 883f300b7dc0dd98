import type { ContainerConfig, HostConfig } from '../../../spec/generated/types.ts'
import type { Tree } from '../filesystem/contract.ts'
import type { Endpoint, PublishedPort } from '../network/entity.ts'
import type { Instant } from '../time.ts'
import type { Notifier } from '../wait.ts'
import type { ContainerLog } from './runtime/log.ts'
import type { ContainerRuntime } from './runtime/runtime.ts'
import type { StartStage } from './runtime/start-stage.ts'

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'removing' | 'dead'

/** As inspect says it under `State.Health.Status`. */
export type HealthStatus = 'starting' | 'healthy' | 'unhealthy'

export interface HealthResult {
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly exitCode: number
  readonly output: string
}

export interface Health {
  status: HealthStatus
  failingStreak: number
  /** The last five probes, oldest first. */
  readonly log: HealthResult[]
}

/** One entry of inspect's `Mounts`, and what the runtime mounts. */
export interface MountPoint {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'image'
  /** The volume's or image's name. */
  readonly name?: string
  /** The image that the name stood for at the time. */
  readonly imageId?: string
  /** The path on the simulated host; a bind's as the client wrote it. */
  readonly source: string
  readonly destination: string
  readonly driver?: string
  /** The mode string of a bind specification (`ro`, `z`, …). */
  readonly mode: string
  readonly readWrite: boolean
  readonly propagation: string
  readonly subpath?: string
  /** An anonymous volume goes with its container when asked (`v=1`, --rm). */
  readonly anonymous: boolean
  readonly tmpfs?: { readonly sizeBytes?: number; readonly mode?: number }
}

/** A container as the daemon stores it. What the API shows is derived in `view.ts`, what runs stands in `runtime`. */
export interface Container {
  readonly id: string
  /** Order of creation, unique within the engine. */
  readonly sequence: number
  /** Without the leading slash. */
  name: string
  readonly createdAt: Instant
  state: ContainerState

  /** Merged with the image's configuration, in the API's own shape. */
  readonly config: ContainerConfig
  hostConfig: HostConfig
  /** `sha256:…` of the image that it was made from, which may be gone by now. */
  readonly imageId: string
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant?: string }
  /** Entrypoint and command, resolved: the executable as written, and its arguments. */
  readonly path: string
  readonly args: readonly string[]

  pid: number
  exitCode: number
  error: string
  oomKilled: boolean
  startedAt: Instant | undefined
  finishedAt: Instant | undefined
  restartCount: number
  /** Stopped or killed by a client since it was last started: `unless-stopped` looks at it. */
  manuallyStopped: boolean
  /** How far the furthest of its starts has come. */
  furthestStart: StartStage
  /** Whether somebody has asked for the log of it, which makes its file before the first start. */
  logAsked: boolean
  health: Health | undefined

  /** Network name as the client wrote it → its endpoint. In order of connection. */
  readonly endpoints: Map<string, Endpoint>
  /** Ports that are published right now: filled by `connectNetworks`, emptied by `disconnectNetworks`. */
  publishedPorts: readonly PublishedPort[]
  readonly mounts: readonly MountPoint[]
  /** The writable layer over the image. */
  readonly tree: Tree
  readonly log: ContainerLog
  /** Ids of executions that are created or running. */
  readonly executionIds: Set<string>
  /** Present exactly while there are processes (running, paused). */
  runtime: ContainerRuntime | undefined
  /** Fires at every change of state, at every exit, and when it is gone. */
  readonly changed: Notifier
  /** Counts exits, so that a waiter for the next one knows it has happened. */
  exits: number
  removed: boolean
}
