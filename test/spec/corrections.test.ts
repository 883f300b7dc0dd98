import { describe, expect, it } from 'vitest'
import { apiVersions, compareVersions, corrections, operations } from '../../spec/index.ts'

describe('corrections', () => {
  it('are the reason for every reply that the published description leaves out', () => {
    for (const operation of Object.values(operations)) {
      if (!operation.published) continue
      const replies = Object.entries(operation.replies).filter(([, reply]) => !reply.published)
      const reasons = corrections.filter(correction => correction.operation === operation.id)
      const explained = reasons.flatMap(correction => correction.statuses ?? []).sort((a, b) => a - b)
      expect(explained, operation.id).toEqual(replies.map(([status]) => Number(status)))
    }
  })

  it('say what, why and where it was seen', () => {
    for (const { what, reason, evidence } of corrections) {
      expect(what).not.toBe('')
      expect(reason).not.toBe('')
      expect(evidence).not.toBe('')
    }
  })

  it('give a version range that runs forwards', () => {
    for (const { since = '1.24', until = '1.56' } of corrections) {
      expect(apiVersions).toContain(since)
      expect(apiVersions).toContain(until)
      expect(compareVersions(since, until)).toBeLessThanOrEqual(0)
    }
  })
})
