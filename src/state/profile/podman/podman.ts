import { compareVersions } from '../../../../spec/version.ts'
import type { Profile } from '../profile.ts'

/** What a podman says of itself and Docker does not. */
export interface PodmanProfile {
  /**
   * The major version of Docker Engine whose types its compatible API is made of: what it behaves like where nothing
   * else is known.
   */
  readonly resembles: number
  readonly buildahVersion: string
  /** What `/version` lists behind the engine. */
  readonly components: readonly { readonly name: string; readonly version: string }[]
  readonly networkDrivers: readonly string[]
  readonly defaultSubnet: { readonly subnet: string; readonly gateway: string }
  /** Where networks get a subnet that nobody chose: a prefix, and how long the prefixes are that it is cut in. */
  readonly subnetPools: readonly (readonly [base: string, length: number])[]
  /** By name, where `info` says that they are. */
  readonly runtimes: Readonly<Record<string, string>>
  /** How long a container that says nothing has for its end. */
  readonly stopTimeoutSeconds: number
}

/** Where a behaviour of podman's begins and ends: `5` is from 5.0 on, absent is always. */
export interface PodmanRange {
  readonly since?: string
  /** The first version that does not do it any more. */
  readonly before?: string
}

/** Whether the daemon is a podman of these versions. */
export const isPodmanOf = ({ podman, engineVersion }: Profile, { since, before }: PodmanRange): boolean =>
  podman !== undefined &&
  (since === undefined || compareVersions(engineVersion, since) >= 0) &&
  (before === undefined || compareVersions(engineVersion, before) < 0)
