import { compareVersions } from '../../../spec/index.ts'
import { type Expectation, expectationOf } from '../expected.ts'
import type { Requirement } from '../requirement.ts'
import type { Run } from '../run.ts'
import type { IsExpected } from './hold.ts'

/** What a program may find without anybody being told: what is expected to fail, and what this daemon is not asked. */
export const expectedOn = (
  { apiVersion, capabilities }: Run,
  requirements: readonly Requirement[],
  expected: readonly Expectation[],
): IsExpected => {
  const byId = new Map(requirements.map(each => [each.id, each]))
  return id => {
    const requirement = byId.get(id)
    if (!requirement) return false
    const { since, until, needs } = requirement
    if (since !== undefined && compareVersions(apiVersion, since) < 0) return true
    if (until !== undefined && compareVersions(apiVersion, until) > 0) return true
    return needs.some(need => !capabilities.has(need)) || expectationOf(expected, requirement) !== undefined
  }
}
