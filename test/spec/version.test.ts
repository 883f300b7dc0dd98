import { describe, expect, it } from 'vitest'
import { apiVersions, compareVersions, existsIn } from '../../spec/index.ts'

describe('API versions', () => {
  it('run from 1.24 to 1.56', () => {
    expect(apiVersions).toHaveLength(33)
    expect(apiVersions.at(0)).toBe('1.24')
    expect(apiVersions.at(-1)).toBe('1.56')
  })

  it('are compared number by number', () => {
    expect(compareVersions('1.9', '1.24')).toBeLessThan(0)
    expect(compareVersions('1.44', '1.44')).toBe(0)
    expect(compareVersions('1.44', '1.44.0')).toBe(0)
    expect(compareVersions('2', '1.56')).toBeGreaterThan(0)
  })

  it('include both ends of a range', () => {
    expect(existsIn('1.40', '1.40', '1.51')).toBe(true)
    expect(existsIn('1.51', '1.40', '1.51')).toBe(true)
    expect(existsIn('1.52', '1.40', '1.51')).toBe(false)
    expect(existsIn('1.24', undefined, undefined)).toBe(true)
  })
})
