import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import {
  type Expectation,
  exitStatus,
  isFitting,
  parseExpected,
  type Report,
  requirements,
  summarise,
  updateExpected,
  watchedClaims,
} from '../../conformance/index.ts'
import { UsageError } from '../usage.ts'

/** The flags about failures that are known. */
export const expectedOptions = { expected: { type: 'string' }, 'update-expected': { type: 'boolean' } } as const

export interface ExpectedFlags {
  readonly expected?: string | undefined
  readonly 'update-expected'?: boolean | undefined
}

const refused = (path: string, error: unknown): UsageError =>
  new UsageError(`--expected ${path}: ${error instanceof Error ? error.message : error}`)

/** What is listed; a list that is about to be written may not be there yet. */
export const expectedOf = ({ expected: path, 'update-expected': update }: ExpectedFlags): Expectation[] => {
  if (path === undefined) {
    if (update) throw new UsageError('--update-expected wants --expected FILE')
    return []
  }
  if (update && !existsSync(path)) return []
  try {
    return parseExpected(readFileSync(path, 'utf8'), path, [...requirements, ...watchedClaims])
  } catch (error) {
    throw refused(path, error)
  }
}

/** How a run ends whose surprises are written down: not well only for what no line can be written or deleted for. */
export const statusAfterWriting = (
  { requirements: found, damage }: Report,
  expected: readonly Expectation[],
): number => {
  const left = found.filter(({ verdict, id }) => {
    const listed = expected.some(each => isFitting(each, id))
    return verdict === 'error' || (verdict === 'fail' && listed) || (verdict === 'xpass' && !listed)
  })
  return exitStatus({ summary: summarise(left), damage })
}

/** Writes the list as this run needs it. */
export const writeExpected = ({ expected: path, 'update-expected': update }: ExpectedFlags, report: Report): void => {
  if (path === undefined || !update) return
  try {
    const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
    writeFileSync(path, updateExpected(before, report.requirements))
  } catch (error) {
    throw refused(path, error)
  }
}
