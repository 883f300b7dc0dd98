import { randomBytes } from 'node:crypto'
import {
  type Finding,
  ledgerPathOf,
  type Mode,
  obstacle,
  openSession,
  type Requirement,
  requirements,
  type Session,
  type Target,
  TargetLost,
  UnsafeTarget,
} from '../../conformance/index.ts'
import { parseArguments, RefusedTarget, UsageError } from '../usage.ts'
import { withInterruption } from './interruption.ts'
import { modeNamed, modeOptions } from './mode.ts'
import { targetNamed, targetOptions, theTarget } from './targets.ts'

export const options = {
  ...targetOptions,
  ...modeOptions,
  image: { type: 'string' },
  json: { type: 'boolean' },
} as const

type Flags = ReturnType<typeof parseArguments<typeof options>>['values']

/** What a run on this daemon would be like. */
interface Diagnosis {
  readonly target: string
  readonly product: string
  readonly version: string
  readonly minApiVersion: string
  /** The version that the suite would speak. */
  readonly apiVersion: string
  readonly mode: string
  readonly capabilities: readonly Finding[]
  readonly asked: number
  readonly of: number
  /** Why the others would be skipped, and how many are. */
  readonly skipped: Readonly<Record<string, number>>
}

const diagnose = (target: string, { fingerprint, run }: Session): Diagnosis => {
  const reasonOf = (requirement: Requirement): string | undefined => obstacle(requirement, run)?.reason
  const reasons = requirements.flatMap(requirement => reasonOf(requirement) ?? [])
  const skipped = [...Map.groupBy(reasons, reason => reason)].map(([reason, same]) => [reason, same.length] as const)
  return {
    target,
    product: fingerprint.product,
    version: fingerprint.version,
    minApiVersion: fingerprint.minApiVersion,
    apiVersion: run.apiVersion,
    mode: run.mode,
    capabilities: run.findings,
    asked: requirements.length - reasons.length,
    of: requirements.length,
    skipped: Object.fromEntries(skipped.toSorted((a, b) => b[1] - a[1])),
  }
}

const shown = ({ target, product, version, minApiVersion, apiVersion, mode, ...rest }: Diagnosis): string => {
  const lines = [
    `${product} ${version} answers on ${target}`,
    `  API           ${minApiVersion} to ${apiVersion}, as far as the suite knows it`,
    `  mode          ${mode}`,
    ...rest.capabilities.map(
      ({ capability, present, evidence }) => `  ${capability.padEnd(12)}  ${present ? 'yes' : 'no '}  ${evidence}`,
    ),
    `A run would ask ${rest.asked} of ${rest.of} requirements.`,
    ...Object.entries(rest.skipped).map(([reason, count]) => `  ${String(count).padStart(4)} skipped: ${reason}`),
  ]
  return `${lines.join('\n')}\n`
}

/** Finds out whether a daemon can be reached, what it is and can do, and what a run would have to leave out. */
export const doctor = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const name = theTarget(positionals)
  const mode = modeNamed(flags.mode)
  const target = await targetNamed(name, flags)
  try {
    await withInterruption(() => examine(target, flags, mode))
  } catch (error) {
    if (error instanceof UnsafeTarget) throw new RefusedTarget(error.message)
    if (error instanceof TargetLost) throw new UsageError(`${name} does not answer: ${error.message}${adviceOn(error)}`)
    throw error
  } finally {
    await target.close()
  }
}

const examine = async (target: Target, flags: Flags, mode: Mode | undefined): Promise<void> => {
  const run = randomBytes(4).toString('hex')
  const session = await openSession({
    target,
    run,
    ledgerPath: ledgerPathOf(run),
    ...(mode === undefined ? {} : { mode }),
    ...(flags.image === undefined ? {} : { image: flags.image }),
  })
  const diagnosis = diagnose(target.name, session)
  const damage = await session.close()
  process.stdout.write(flags.json ? `${JSON.stringify(diagnosis, undefined, 2)}\n` : shown(diagnosis))
  for (const line of damage) process.stderr.write(`DAMAGE ${line}\n`)
  if (damage.length > 0) process.exitCode = 2
}

/** What to do about what stands in the way, where that is known. */
const adviceOn = ({ message }: TargetLost): string => {
  const advice: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such socket: is the daemon started?',
    EACCES: 'this user may not use the socket: is it in the group docker?',
    ECONNREFUSED: 'nobody listens there: the daemon has ended, or listens elsewhere',
    ENOTFOUND: 'there is no such host',
  }
  const code = Object.keys(advice).find(each => message.includes(each))
  return code === undefined ? '' : ` (${advice[code]})`
}
