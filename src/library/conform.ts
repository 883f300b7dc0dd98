import { randomBytes } from 'node:crypto'
import {
  claimsOf,
  type Expectation,
  ledgerPathOf,
  type Mode,
  openTarget,
  type Report,
  type Requirement,
  type Result,
  reportOf,
  runSuite,
  type SuiteProfile,
  shardOf,
  requirements as suite,
  suiteProfiles,
  type Target,
  watchedClaims,
} from '../conformance/index.ts'
import { createFakeTarget } from './fake-target.ts'

/** Which requirements are asked. */
export interface Choice {
  /** Those to choose from, such as your own, made by `requirement`. Default: the whole suite. */
  readonly requirements?: readonly Requirement[]
  /** `core` (default), `compose` or `testcontainers`. */
  readonly profile?: string
  /** A text that ids have to have in them, or a question about each requirement. Others get the verdict `disabled`. */
  readonly only?: string | ((requirement: Requirement) => boolean)
}

/** How a target is opened by its name. */
export interface TargetChoice {
  /** The target may be on another machine. Default false. */
  readonly allowRemote?: boolean
  /** Where `ca.pem`, `cert.pem` and `key.pem` for `tls://` are. Default: DOCKER_CERT_PATH. */
  readonly certificateFolder?: string
}

export interface ConformOptions extends Choice, TargetChoice {
  /** `readonly`, `safe` (default) or `exclusive` (default for daemons that are started for the run). */
  readonly mode?: Mode
  /** The image that workloads run in. Default `busybox`. */
  readonly image?: string
  /** Failures that are known: see `parseExpected`. */
  readonly expected?: readonly Expectation[]
  /** Part `index` of `of`, counted from 1. */
  readonly shard?: { readonly index: number; readonly of: number }
  /** Aborted: nothing more is asked, and what was made is taken away. */
  readonly signal?: AbortSignal
  /** Hears of each result as it is found. */
  readonly onResult?: (result: Result, done: number, of: number) => void
}

/** Throws when there is no such profile. */
export const suiteProfileNamed = (name = 'core'): SuiteProfile => {
  const found = suiteProfiles.find(profile => profile.name === name)
  if (found) return found
  throw new Error(`there is no profile ${name}; there are ${suiteProfiles.map(profile => profile.name).join(', ')}`)
}

/** Whether a choice has a requirement in it. */
export const isChosen = (only: Choice['only'], requirement: Requirement): boolean =>
  typeof only === 'function' ? only(requirement) : only === undefined || requirement.id.includes(only)

/** Opens what is named as `mockerd conform` does, `fake:` and `fake:docker-28` included. A target is itself. */
export const openNamed = async (target: string | Target, options: TargetChoice = {}): Promise<Target> => {
  if (typeof target !== 'string') return target
  return openTarget(target, {
    certificateFolder: process.env.DOCKER_CERT_PATH,
    ...options,
    fake: profile => createFakeTarget({ name: target, ...(profile === '' ? {} : { profile }) }),
  })
}

/** Eight digits that nobody else uses, and where what they mark is written down. */
export const newRun = (): { readonly run: string; readonly ledgerPath: string } => {
  const run = randomBytes(4).toString('hex')
  return { run, ledgerPath: ledgerPathOf(run) }
}

/**
 * Holds a daemon against the suite, as `mockerd conform` does, and answers the report. A target that was named is closed at the
 * end, one that was given is not.
 *
 * Rejects with `TargetLost` (it does not answer), `UnsafeTarget` and `RemoteTarget` (it may not be used so), `AddressError` (the
 * name is none).
 */
export const conform = async (target: string | Target, options: ConformOptions = {}): Promise<Report> => {
  const { profile: profileName, only, shard, allowRemote, certificateFolder, requirements = suite, ...rest } = options
  const profile = suiteProfileNamed(profileName)
  const all = claimsOf(profile, requirements)
  const opened = await openNamed(target, {
    ...(allowRemote === undefined ? {} : { allowRemote }),
    ...(certificateFolder === undefined ? {} : { certificateFolder }),
  })
  try {
    const outcome = await runSuite({
      ...rest,
      ...newRun(),
      target: opened,
      requirements: shard ? shardOf(all, shard.index, shard.of) : all,
      watched: only === undefined ? claimsOf(profile, watchedClaims) : [],
      disabled: requirement => (isChosen(only, requirement) ? undefined : 'it was not chosen'),
    })
    return reportOf(outcome, { profile: profile.name, ...(shard ? { shard: `${shard.index}/${shard.of}` } : {}) })
  } finally {
    if (typeof target === 'string') await opened.close()
  }
}
