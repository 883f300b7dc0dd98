import type { HostConfig } from '../../../spec/generated/types.ts'
import { DockerError, internal } from '../error.ts'
import { familiarName, fullName, type ImageReference, parseReference, withDefaultTag } from '../image/reference.ts'
import type { CredentialsByDomain } from '../registry/credentials.ts'
import type { GivenArguments } from './arguments.ts'

/** What a client asks of a build, read and checked. */
export interface BuildOptions {
  readonly dockerfile: string
  /** Names for the result as people write them, each once. */
  readonly tags: readonly string[]
  readonly remote: string
  /** Only the id is told, unless something goes wrong. */
  readonly quiet: boolean
  readonly noCache: boolean
  readonly cacheFrom: readonly string[]
  /** Base images are fetched even when they are here. */
  readonly pull: boolean
  /** Intermediate containers go after each step that went well, or after every step. */
  readonly remove: boolean
  readonly forceRemove: boolean
  readonly arguments: GivenArguments
  readonly labels: Readonly<Record<string, string>>
  readonly target: string
  readonly platform: string
  readonly networkMode: string
  readonly extraHosts: readonly string[]
  readonly resources: BuildResources
  /** Whether images' ids are told as they are made (API 1.30). */
  readonly withIds: boolean
  readonly credentials: CredentialsByDomain
}

/** Limits for the containers of the steps, by their names in a container's configuration. */
export interface BuildResources {
  readonly Memory?: number
  readonly MemorySwap?: number
  readonly CpuShares?: number
  readonly CpuPeriod?: number
  readonly CpuQuota?: number
  readonly CpusetCpus?: string
  readonly CpusetMems?: string
  readonly CgroupParent?: string
  readonly ShmSize?: number
  readonly Ulimits?: HostConfig['Ulimits']
}

/** Names in their short form without doubles (moby daemon/builder/backend/tag.go, sanitizeRepoAndTags). */
export const checkTags = (tags: readonly string[]): string[] => {
  const checked = new Map<string, string>()
  for (const tag of tags) {
    if (tag === '') continue
    const reference = readTag(tag)
    if (reference.digest !== undefined) throw internal('build tag cannot contain a digest')
    const tagged = withDefaultTag(reference)
    checked.set(fullName(tagged), familiarName(tagged))
  }
  return [...checked.values()]
}

/** A malformed name is an error without a type here, which daemons answer with 500. */
const readTag = (tag: string): ImageReference => {
  try {
    return parseReference(tag)
  } catch (error) {
    throw error instanceof DockerError ? internal(error.message) : error
  }
}
