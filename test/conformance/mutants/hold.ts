import { createAccount } from '../../../src/conformance/coverage.ts'
import { createEnvironment } from '../../../src/conformance/environment.ts'
import { type Requirement, requirements, type Target, TargetLost } from '../../../src/conformance/index.ts'
import { judge } from '../../../src/conformance/judge.ts'
import type { Ledger } from '../../../src/conformance/ledger.ts'
import { createWatch } from '../../../src/conformance/monitor/watch.ts'
import { fingerprint, probe } from '../../../src/conformance/probe.ts'
import type { Run } from '../../../src/conformance/run.ts'
import { watchedTarget } from '../../../src/conformance/target/watched.ts'
import { startFake } from '../fake.ts'
import type { Mutant } from './mutant.ts'
import { mutated } from './mutation.ts'

/** What the suite made of a mutant. */
export interface Finding {
  readonly mutant: Mutant
  /** The requirement that it does not meet; absent: it survives. */
  readonly killedBy?: string
  readonly reason?: string
}

/** Nothing outlives the fake that it is about. */
const createForgetfulLedger = (): Ledger => ({
  path: '',
  write: () => {},
  settle: () => {},
  entries: () => [],
  close: () => {},
})

/** A run on a fake that could do everything when it was probed; the mutation comes after. */
const openRun = async (target: Target): Promise<Run> => {
  const { apiVersion, minApiVersion } = await fingerprint(target)
  const [id, prefix] = ['0badf00d', 'mkc-0badf00d-']
  let number = 0
  return {
    id,
    prefix,
    target,
    mode: 'exclusive',
    account: createAccount(),
    apiVersion,
    minApiVersion,
    image: 'busybox',
    ledger: createForgetfulLedger(),
    known: new Set(),
    capabilities: new Set(),
    findings: [],
    nextName: () => `${prefix}${++number}`,
  }
}

/** Every fake can do the same: one of them is asked what that is. */
const probed = async (): Promise<Pick<Run, 'findings' | 'capabilities'>> => {
  const target = await startFake()
  const environment = createEnvironment(await openRun(target))
  const findings = await probe(environment.withWorld, 'exclusive')
  await environment.close()
  await target.close()
  return { findings, capabilities: new Set(findings.flatMap(each => (each.present ? [each.capability] : []))) }
}
let abilities: ReturnType<typeof probed> | undefined

/** What is about the mutated operations comes first: it most likely finds out. */
const inOrder = ({ mutation: { operations } }: Mutant): readonly Requirement[] => {
  const [near, far] = [true, false].map(wanted =>
    requirements.filter(({ operation }) => operations.includes(operation) === wanted),
  )
  return [...(near ?? []), ...(far ?? [])]
}

/** Of the image of workloads, which everybody needs. */
const pull = { method: 'POST', target: '/images/create?fromImage=busybox&tag=latest', headers: {} } as const

const concurrency = 3
const patienceMilliseconds = 300_000

/** A mutant that makes everything slow is no use to anybody who waits for the others. */
const endless = (): Promise<Omit<Finding, 'mutant'>> =>
  new Promise(resolve => {
    setTimeout(() => resolve({ reason: 'the suite does not come to an end' }), patienceMilliseconds).unref()
  })

/** Asks until the first requirement fails, or is seen to be broken. Only verdicts that every user of the suite would see as a failure count. */
const firstFailure = async (asked: readonly Requirement[], run: Run): Promise<Omit<Finding, 'mutant'>> => {
  let next = 0
  let found: Omit<Finding, 'mutant'> = {}
  const watch = createWatch({
    onSighting: ({ claim, violation }) => {
      if (claim.level !== 'info') found = { killedBy: claim.id, reason: violation.message }
    },
  })
  const target = watchedTarget(run.target, watch)
  const environment = createEnvironment({ ...run, target })
  await target.send(pull)
  const work = async (): Promise<void> => {
    for (let each = asked[next++]; each && found.killedBy === undefined; each = asked[next++]) {
      const { verdict, reason = '' } = await judge(each, run, environment, undefined)
      if (verdict === 'fail') found = { killedBy: each.id, reason }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  await environment.close()
  return found
}

/** Holds one mutant against the suite. */
export const hold = async (mutant: Mutant): Promise<Finding> => {
  abilities ??= probed()
  const target = await startFake()
  try {
    const run = { ...(await openRun(target)), ...(await abilities) }
    await target.send(pull)
    const wrong = { ...run, target: mutated(target, mutant.mutation) }
    return { mutant, ...(await Promise.race([firstFailure(inOrder(mutant), wrong), endless()])) }
  } catch (error) {
    if (!(error instanceof TargetLost)) throw error
    return { mutant, reason: `the daemon is lost: ${error.message}` }
  } finally {
    await target.close()
  }
}
