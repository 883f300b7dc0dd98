import { fieldsOf, isFields } from '../fields.ts'
import { Violation } from '../violation.ts'

/** What was not set: Go does not tell it from the zero value. */
const isUnset = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  value === 0 ||
  (typeof value === 'object' && Object.keys(value).length === 0)

const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

const same = (one: unknown, other: unknown): boolean => {
  if (isUnset(one) && isUnset(other)) return true
  if (!isFields(one) || !isFields(other)) return text(one) === text(other)
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return keys.every(key => same(one[key], other[key]))
}

/** Throws unless both are the same, but for the order of keys and for what is not set. */
export const ensureSame = (got: unknown, expected: unknown, what: string): void => {
  if (!same(got, expected)) throw new Violation(what, text(expected), text(got))
}

/** Throws unless everything that was asked for is there; more may be. */
export const ensureHolds = (got: unknown, asked: unknown, what: string): void => {
  if (isUnset(asked)) return
  if (isFields(asked)) {
    for (const [key, value] of Object.entries(asked)) ensureHolds(fieldsOf(got)[key], value, `${what}.${key}`)
    return
  }
  ensureSame(got, asked, what)
}
