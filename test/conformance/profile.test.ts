import { describe, expect, test } from 'vitest'
import { claimsOf, requirements, shardOf, suiteProfiles } from '../../src/conformance/index.ts'

describe('profiles', () => {
  test.each(suiteProfiles)('$name asks something, and nothing that core does not', profile => {
    const chosen = claimsOf(profile, requirements)
    expect(chosen.length).toBeGreaterThan(100)
    expect(chosen.every(each => requirements.includes(each))).toBe(true)
    const asked = new Set(chosen.map(({ operation }) => operation))
    for (const operation of new Set(profile.operations)) {
      const isJudged = requirements.some(each => each.operation === operation)
      expect(asked.has(operation), operation).toBe(isJudged)
    }
  })

  test('parts hold each requirement once', () => {
    const parts = [1, 2, 3, 4].flatMap(index => shardOf(requirements, index, 4))
    expect(parts.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      requirements.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
  })
})
