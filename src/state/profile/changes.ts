import type { Profile } from './profile.ts'

/**
 * What Docker Engine does otherwise since a major version, where no version of the API tells: a client sees it whatever
 * it asks for. Seen by asking 20.10.24, 26.1.5 and 28.5.2; the version between them is moby's first tag that does so.
 */
const changes = {
  /** `_ping` says what part the daemon has in a swarm (moby api/server/router/system). */
  swarmInPing: 23,
  /** The shim of containerd 1.0 is gone (moby daemon/config/config_linux.go). */
  oneRuntime: 23,
  /** A body is read to its end: more than one value is refused (moby api/server/httputils). */
  readsWholeBody: 23,
  /** Modes of the IPC, PID and UTS namespaces are looked at when a container is created. */
  checksNamespaceModes: 23,
  /** A wait for what cannot come is refused. */
  checksWaitCondition: 23,
  /** A container that was given no restart policy has one called `no`. */
  restartPolicyHasName: 23,
  /** An execution whose program is not there ends with 127 instead of 126. */
  missingExecutablesAre127: 28,
  /** Names of hosts have a greatest length. */
  checksHostname: 29,
  /** `info` has null where no mirror is configured. */
  noMirrorsAreNull: 23,
  /** `info` for API versions that had other fields is written with sorted keys (moby internal/compat). */
  olderInfoAsMap: 28,
} as const satisfies Readonly<Record<string, number>>

export type Change = keyof typeof changes

/** Whether the daemon is new enough to do so. */
export const has = ({ engineVersion }: Profile, change: Change): boolean =>
  Number.parseInt(engineVersion, 10) >= changes[change]
