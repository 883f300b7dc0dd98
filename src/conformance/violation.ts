/** The daemon does otherwise than a requirement says. */
export class Violation extends Error {
  /** What should have been there. */
  readonly expected: string
  /** What was, not longer than somebody reads. */
  readonly got: string

  constructor(what: string, expected: string, got: string) {
    super(`${what}: expected ${expected}, got ${got}`)
    this.name = 'Violation'
    this.expected = expected
    this.got = got
  }
}

/** A request that could touch what is not ours. Never sent; always a defect of the suite. */
export class UnsafeRequest extends Error {}

/** The circumstances that a requirement is about did not come about: nothing can be said. */
export class Inconclusive extends Error {}

/** A value as reports show it: not longer than somebody reads. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}

/** Throws a `Violation` unless it holds: `what` is looked at, `expected` what should have been there. */
export const ensure = (holds: boolean, what: string, expected: string, got: unknown): void => {
  if (!holds) throw new Violation(what, expected, shown(got))
}

/** Throws a `Violation` unless both are the same as JSON. */
export const ensureEqual = (got: unknown, expected: unknown, what: string): void =>
  ensure(JSON.stringify(got) === JSON.stringify(expected), what, shown(expected), got)

/** Throws a `Violation` unless it is a text that has the pattern in it. */
export const ensureMatch = (got: unknown, pattern: RegExp, what: string): void =>
  ensure(typeof got === 'string' && pattern.test(got), what, String(pattern), got)
