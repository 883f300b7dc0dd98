import type { OperationId } from '../../spec/index.ts'
import type { Claim } from './requirement.ts'

/** A choice of requirements that somebody may want to be judged by. */
export interface SuiteProfile {
  readonly name: string
  readonly summary: string
  /** Undefined: every operation. */
  readonly operations?: readonly OperationId[]
}

const used: readonly OperationId[] = [
  'SystemPing',
  'SystemPingHead',
  'SystemVersion',
  'SystemInfo',
  'SystemEvents',
  'ContainerList',
  'ContainerCreate',
  'ContainerInspect',
  'ContainerStart',
  'ContainerStop',
  'ContainerRestart',
  'ContainerWait',
  'ContainerLogs',
  'ContainerAttach',
  'ContainerDelete',
  'ContainerExec',
  'ExecStart',
  'ExecInspect',
  'ImageInspect',
  'NetworkList',
  'NetworkInspect',
  'NetworkCreate',
  'NetworkDelete',
]

/** Every profile of the suite; the first is the default. */
export const suiteProfiles: readonly SuiteProfile[] = [
  { name: 'core', summary: 'everything that a daemon is measured by' },
  {
    name: 'compose',
    // What Compose 2.26 and 2.40 sent for up, down, run, exec, logs, ls, ps, restart and stop.
    summary: 'the operations that Docker Compose uses',
    operations: [...used, 'VolumeInspect', 'VolumeCreate', 'VolumeDelete', 'NetworkConnect', 'ImageList'],
  },
  {
    name: 'testcontainers',
    // What Testcontainers for Node 12.2 sent while it started, waited for, filled and removed containers.
    summary: 'the operations that Testcontainers uses',
    operations: [
      ...used,
      'ContainerKill',
      'ContainerArchive',
      'PutContainerArchive',
      'ImageCreate',
      'ImageCommit',
      'ImageDelete',
      'NetworkConnect',
    ],
  },
]

/** Those of the claims that belong to a profile. */
export const claimsOf = <Each extends Claim>({ operations }: SuiteProfile, claims: readonly Each[]): Each[] =>
  claims.filter(({ operation }) => operations === undefined || operations.includes(operation))

/** Part `index` of `of`, counted from 1: every requirement is in one of them, and the parts are of about the same size. */
export const shardOf = <Each>(all: readonly Each[], index: number, of: number): Each[] =>
  all.filter((_, place) => place % of === index - 1)
