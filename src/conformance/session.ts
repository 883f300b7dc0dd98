import { createAccount } from './coverage.ts'
import { createEnvironment, type Environment, type EnvironmentOptions } from './environment.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { type Fingerprint, fingerprint, probe } from './probe.ts'
import { prefixOf, type Run } from './run.ts'
import type { Mode } from './safety/mode.ts'
import { differencesBetween, foreignObjects, takeSnapshot } from './safety/snapshot.ts'
import { type Target, TargetLost } from './wire.ts'

/** The daemon may not be used in this way: nothing was asked of it that changes anything. */
export class UnsafeTarget extends Error {}

/** A daemon that is asked: what it can do is known, and whatever is made there is taken away at the end. */
export interface Session {
  readonly fingerprint: Fingerprint
  readonly run: Run
  readonly environment: Environment
  /** Answers the damage: what was there and has changed, and what of the run would not go. */
  close(): Promise<readonly string[]>
}

/** Which daemon is asked, and how. */
export interface SessionOptions extends EnvironmentOptions {
  readonly target: Target
  /** Eight hexadecimal digits that nobody else uses: they mark everything that is made. */
  readonly run: string
  /** Where what was made is written down before it is: see `ledgerPathOf`. */
  readonly ledgerPath: string
  /** Default `exclusive` on a target that was started for the run, `safe` on any other. */
  readonly mode?: Mode
  /** The image that workloads run in. Default `busybox`. */
  readonly image?: string
}

/** Finds out what a daemon is and can do. Rejects with `TargetLost` and `UnsafeTarget`. */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const { target, image = 'busybox', mode = target.isOwn ? 'exclusive' : 'safe' } = options
  const print = await fingerprint(target)
  if (mode === 'exclusive' && !target.isOwn) await ensureEmpty(target, image)
  const before = await takeSnapshot(target)
  const ledger = createLedger(options.ledgerPath, { run: options.run, target: target.name })
  const unprobed = openRun({ ...options, image, mode }, print, ledger)
  const environment = createEnvironment(unprobed, options)
  /** The ledger stays for `cleanAfter` when something would not go. */
  const close = async (): Promise<readonly string[]> => {
    try {
      const left = await environment.close()
      if (left.length === 0) ledger.close()
      const changed = differencesBetween(before, await takeSnapshot(target))
      return [...changed, ...left.map(({ kind, name }) => `${kind} ${name} of this run could not be removed`)]
    } catch (error) {
      if (!(error instanceof TargetLost)) throw error
      return [`${target.name} is lost, and what this run made may still be there: ${error.message}`]
    }
  }
  try {
    const findings = await probe(environment.withWorld, mode)
    const present = findings.filter(finding => finding.present).map(({ capability }) => capability)
    const run: Run = { ...unprobed, findings, capabilities: new Set(present) }
    return { fingerprint: print, run, environment, close }
  } catch (error) {
    await close()
    throw error
  }
}

const ensureEmpty = async (target: Target, image: string): Promise<void> => {
  const [first, ...others] = await foreignObjects(target, image)
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  throw new UnsafeTarget(`${target.name} is not empty, so no run may have it for itself: ${first}${more}`)
}

const openRun = (
  { target, run: id, image, mode }: SessionOptions & Required<Pick<SessionOptions, 'image' | 'mode'>>,
  print: Fingerprint,
  ledger: Ledger,
): Run => {
  const prefix = prefixOf(id)
  let number = 0
  return {
    id,
    target,
    mode,
    apiVersion: print.apiVersion,
    minApiVersion: print.minApiVersion,
    image,
    ledger,
    prefix,
    known: new Set(),
    account: createAccount(),
    capabilities: new Set(),
    findings: [],
    nextName: () => `${prefix}${++number}`,
  }
}
