import {
  type Claim,
  claimsOf,
  type Requirement,
  requirements,
  type SuiteProfile,
  shardOf,
  suiteProfiles,
  watchedClaims,
} from '../../conformance/index.ts'
import { UsageError } from '../usage.ts'

/** The flags that choose requirements. */
export const selectionOptions = {
  profile: { type: 'string' },
  only: { type: 'string' },
  shard: { type: 'string' },
} as const

export interface SelectionFlags {
  readonly profile?: string | undefined
  readonly only?: string | undefined
  readonly shard?: string | undefined
}

export interface Selection {
  readonly profile: SuiteProfile
  /** `1/3`, when it is a part. */
  readonly shard: string | undefined
  /** Those of the profile and the shard. */
  readonly requirements: readonly Requirement[]
  /** What is found out by watching. */
  readonly watched: readonly Claim[]
  /** Why one of the requirements is not asked. */
  disabled(requirement: Requirement): string | undefined
}

const profileNamed = (name: string): SuiteProfile => {
  const found = suiteProfiles.find(profile => profile.name === name)
  if (found) return found
  throw new UsageError(`--profile ${name}: there are ${suiteProfiles.map(profile => profile.name).join(', ')}`)
}

const shardNamed = (text: string, all: readonly Requirement[]): Requirement[] => {
  const [, index = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number)
  if (index < 1 || index > of) throw new UsageError(`--shard ${text}: it is I/N, such as 1/3 to 3/3`)
  return shardOf(all, index, of)
}

/** What the flags choose; refused when that is nothing. */
export const selectionOf = ({ profile: profileName = 'core', only, shard }: SelectionFlags): Selection => {
  const profile = profileNamed(profileName)
  const all = claimsOf(profile, requirements)
  const isWanted = ({ id }: Claim): boolean => only === undefined || id.includes(only)
  const watched = claimsOf(profile, watchedClaims).filter(isWanted)
  if (!all.some(isWanted) && watched.length === 0)
    throw new UsageError(`no requirement of ${profile.name} has ${only} in its name; see mockerd conform list`)
  return {
    profile,
    shard,
    watched,
    requirements: shard === undefined ? all : shardNamed(shard, all),
    disabled: requirement => (isWanted(requirement) ? undefined : `not chosen by --only ${only}`),
  }
}
