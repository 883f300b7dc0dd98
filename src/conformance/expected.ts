import type { Claim } from './requirement.ts'

/** A requirement that a daemon is known not to meet. */
export interface Expectation {
  /** An id, or a pattern with `*`. */
  readonly id: string
  /** Why: a link to the issue, or the reason in words. */
  readonly because: string
}

/** A list of expected failures that cannot be used as it is: one line that says why. */
export class ExpectedError extends Error {}

const patternOf = (id: string): RegExp =>
  new RegExp(`^${id.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)

/** Reads `[{ id, because }]`; an entry without a reason, or that fits no requirement, is an error. */
export const readExpected = (data: unknown, requirements: readonly Claim[]): Expectation[] => {
  if (!Array.isArray(data)) throw new ExpectedError('the expected failures are a list of {id, because}')
  return data.map((entry: unknown) => {
    const { id, because } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>
    if (typeof id !== 'string' || typeof because !== 'string' || because === '')
      throw new ExpectedError(`${JSON.stringify(entry)} is no {id, because}`)
    if (!requirements.some(requirement => patternOf(id).test(requirement.id)))
      throw new ExpectedError(`${id} is expected to fail, and no requirement is called so${hint(id, requirements)}`)
    return { id, because }
  })
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

export const expectationOf = (expected: readonly Expectation[], { id }: Claim): Expectation | undefined =>
  expected.find(entry => patternOf(entry.id).test(id))
