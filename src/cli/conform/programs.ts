import type { ProgramsOptions } from '../../conformance/index.ts'
import { inProcessTarget } from '../../library/in-process-target.ts'
import { UsageError } from '../usage.ts'
import type { Selection } from './selection.ts'

/** The flags of what draws programs. */
export const programsOptions = { seed: { type: 'string' }, runs: { type: 'string' } } as const

export interface ProgramsFlags {
  readonly seed?: string | undefined
  readonly runs?: string | undefined
  readonly only?: string | undefined
}

/** How many programs are drawn by default, and for how long: a fake takes milliseconds for each, a daemon seconds. */
const defaults = { fake: { runs: 60, milliseconds: 4000 }, daemon: { runs: 20, milliseconds: 40_000 } } as const
/** Who says how many are drawn waits for them. */
const withoutHaste = 86_400_000

const numberIn = (flag: string, text: string): number => {
  if (!/^\d{1,10}$/.test(text)) throw new UsageError(`--${flag} ${text}: it is a whole number`)
  return Number(text)
}

const profileOf = (target: string): { profile?: string } => {
  const profile = target.slice('fake:'.length)
  return profile === '' ? {} : { profile }
}

/** How programs are drawn on this target; undefined: not at all, as when only some requirements are asked. */
export const programsFor = (
  target: string,
  { seed, runs, only }: ProgramsFlags,
  { shard, profile }: Selection,
  run: string,
): ProgramsOptions | undefined => {
  const isFake = target.startsWith('fake:')
  const isPart = only !== undefined || profile.name !== 'core' || (shard !== undefined && !shard.startsWith('1/'))
  if (runs === undefined && seed === undefined && isPart) return undefined
  const usual = isFake ? defaults.fake : defaults.daemon
  const count = runs === undefined ? usual.runs : numberIn('runs', runs)
  if (count === 0) return undefined
  return {
    seed: seed === undefined ? Number.parseInt(run, 16) : numberIn('seed', seed),
    runs: count,
    milliseconds: runs === undefined ? usual.milliseconds : withoutHaste,
    ...(isFake ? { on: inProcessTarget(target, profileOf(target)) } : { fake: () => inProcessTarget('fake:') }),
  }
}
