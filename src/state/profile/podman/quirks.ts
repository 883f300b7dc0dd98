import type { Profile } from '../profile.ts'
import { isPodmanOf, type PodmanRange } from './podman.ts'

interface Quirk extends PodmanRange {
  /** Where podman's sources or its users say so. */
  readonly link: string
}

const source = (path: string): string => `https://github.com/containers/podman/blob/main/${path}`
const issue = (number: number): string => `https://github.com/containers/podman/issues/${number}`

/** What podman does otherwise than Docker, beside its words and its events: seen by asking 4.3.1 and 5.4.2. */
const quirks = {
  /** The version of a path is not compared with what is served: any number will do. */
  servesAnyVersion: { link: source('pkg/api/server/handler_api.go') },
  /** `Ostype` and `Docker-Experimental` are said by pings alone, `Ostype` not even by those of 4. */
  namesItselfInPingsOnly: { link: issue(19767) },
  pingOmitsOs: { before: '5', link: issue(19767) },
  /** Errors are `{cause, message, response}`. */
  errorsHaveCauses: { link: source('pkg/errorhandling/errorhandling.go') },
  /** A refusal to attach is a reply like any other. */
  refusesAttachInHttp: { link: source('pkg/api/handlers/compat/containers_attach.go') },
  /** A container may have nothing to run. */
  createsWithoutCommand: { since: '5', link: source('pkg/specgen/container_validate.go') },
  /** The platform of a container is not looked at. */
  ignoresPlatform: { before: '5', link: source('pkg/api/handlers/compat/containers_create.go') },
  /** What is not there is told as 127, as Docker does since 28. */
  missingExecutablesAre127: { link: source('libpod/define/exec_codes.go') },
  /** A container may be renamed to its own name. */
  renamesToSameName: { link: source('pkg/api/handlers/compat/containers.go') },
  /** Images are called by their whole names: `docker.io/library/busybox:latest`. */
  namesAreWhole: { link: issue(12320) },
  /** Names of archives that have no registry get `localhost`, which short names mean first. */
  archivesAreLocal: { link: source('pkg/api/handlers/utils/images.go') },
  /** The network by default is called `podman`, and `bridge` in lists and by those who ask for that. */
  defaultNetworkIsPodman: { link: issue(24910) },
  /** `host` and `none` are modes, and no networks. */
  modesAreNoNetworks: { link: source('pkg/api/handlers/compat/networks.go') },
  /** What was asked for with a network's drivers is not shown. */
  forgetsNetworkOptions: { link: source('pkg/api/handlers/compat/networks.go') },
  /** Who connects or disconnects is told `OK`. */
  connectsWithOk: { link: source('pkg/api/handlers/compat/networks.go') },
  /** A commit has a body, even where nothing is to be configured. */
  commitWantsBody: { before: '5', link: source('pkg/api/handlers/compat/images.go') },
  /** Executions are sessions: a code of 0 until they end, no list of arguments when it is empty. */
  executionsAreSessions: { link: source('pkg/api/handlers/compat/exec.go') },
  /** Rows of images have their names, their digest and who uses them. */
  imageRowsSayMore: { link: source('pkg/api/handlers/types.go') },
} as const satisfies Readonly<Record<string, Quirk>>

export type PodmanQuirk = keyof typeof quirks

const table: Readonly<Record<PodmanQuirk, Quirk>> = quirks

/** Whether the daemon is a podman that does so. */
export const does = (profile: Profile, quirk: PodmanQuirk): boolean => isPodmanOf(profile, table[quirk])
