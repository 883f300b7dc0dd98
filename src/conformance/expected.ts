import type { Fingerprint } from './probe.ts'
import type { Claim } from './requirement.ts'

/** A requirement that a daemon is known not to meet. */
export interface Expectation {
  /** An id, or a pattern with `*`. */
  readonly id: string
  /** Why: a link to the issue, or the reason in words. */
  readonly because: string
  /** The last day (`2027-01-31`) or the last version of the daemon (`5.5`, with all its patches) that it excuses. */
  readonly until?: string
  /** Where the user finds it: `expected.yaml:12`. */
  readonly place?: string
  /** It fails only now and then: that it does not is no news either. */
  readonly sometimes?: boolean
}

/** A list of expected failures that cannot be used as it is: one line that says why. */
export class ExpectedError extends Error {}

const patternOf = (id: string): RegExp =>
  new RegExp(`^${id.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)

/** Whether an entry is about a requirement, by name or pattern. */
export const isFitting = ({ id: pattern }: Pick<Expectation, 'id'>, id: string): boolean => patternOf(pattern).test(id)

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const versionPattern = /^\d+(\.\d+)*$/

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Checks one `{ id, because, until?, sometimes? }`; one without a reason, or that fits no requirement, is an error. */
export const readExpectation = (entry: unknown, requirements: readonly Claim[]): Expectation => {
  const fields = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>
  const { id, because, until, sometimes = false } = fields
  if (!isText(id) || !isText(because)) throw new ExpectedError(`${JSON.stringify(entry)} is no {id, because}`)
  if (until !== undefined && !(isText(until) && (dayPattern.test(until) || versionPattern.test(until))))
    throw new ExpectedError(`${id}: until is a day like 2027-01-31 or a version like 5.5, not ${JSON.stringify(until)}`)
  // Files say everything in text.
  if (![true, false, 'true', 'false'].includes(sometimes as boolean))
    throw new ExpectedError(`${id}: sometimes is true or false`)
  if (!requirements.some(requirement => isFitting({ id }, requirement.id)))
    throw new ExpectedError(`${id} is expected to fail, and no requirement is called so${hint(id, requirements)}`)
  return {
    id,
    because,
    ...(until === undefined ? {} : { until }),
    ...(String(sometimes) === 'true' && { sometimes: true }),
  }
}

/** Reads `[{ id, because, until?, sometimes? }]`. Throws `ExpectedError`. */
export const readExpected = (data: unknown, requirements: readonly Claim[]): Expectation[] => {
  if (!Array.isArray(data)) throw new ExpectedError('the expected failures are a list of {id, because}')
  return data.map((entry: unknown) => readExpectation(entry, requirements))
}

/** The id that shares the longest beginning. */
const hint = (id: string, requirements: readonly Claim[]): string => {
  const shared = (other: string): number => {
    let length = 0
    while (length < id.length && id[length] === other[length]) length++
    return length
  }
  const best = requirements.toSorted((a, b) => shared(b.id) - shared(a.id))[0]
  return best && shared(best.id) > 3 ? `; did you mean ${best.id}?` : ''
}

/** The first entry that a requirement fits; undefined when it is not expected to fail. */
export const expectationOf = <Each extends Expectation>(expected: readonly Each[], { id }: Claim): Each | undefined =>
  expected.find(entry => isFitting(entry, id))

/** Whether a version is newer than all that `until` stands for: 5.5.2 is not newer than 5.5. */
const isNewer = (version: string, until: string): boolean => {
  const numbers = version.split(/[^\d]+/).map(Number)
  for (const [index, limit] of until.split('.').map(Number).entries()) {
    const number = numbers[index] ?? 0
    if (number !== limit) return number > limit
  }
  return false
}

/** An expected failure, and whether its time is over: then it excuses nothing. */
export type DatedExpectation = Expectation & { readonly isOver: boolean }

export const dated = (
  expectation: Expectation,
  { version }: Pick<Fingerprint, 'version'>,
  today: Date,
): DatedExpectation => {
  const { until = '' } = expectation
  const isOver = dayPattern.test(until)
    ? today.toISOString().slice(0, 10) > until
    : until !== '' && isNewer(version, until)
  return { ...expectation, isOver }
}
