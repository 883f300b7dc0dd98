import { describe, expect, test } from 'vitest'
import { booleanFilter, labelsMatch, matchesPattern, parseFilters } from '../../src/state/filters.ts'

const accepted = new Set(['label', 'name'])

describe('filters', () => {
  test('both spellings mean the same', () => {
    const map = parseFilters('{"label":{"a":true,"b=c":true}}', accepted)
    expect([...map]).toEqual([...parseFilters('{"label":["a","b=c"]}', accepted)])
    expect(map.get('label')).toEqual(['a', 'b=c'])
  })

  test('nothing given filters nothing', () => {
    for (const text of [undefined, '', '{}', 'null']) expect(parseFilters(text, accepted).size).toBe(0)
  })

  const refused: readonly [text: string, message: string][] = [
    ['{', 'invalid filter'],
    ['[]', 'invalid filter'],
    ['7', 'invalid filter'],
    ['{"label":7}', 'invalid filter'],
    ['{"label":[7]}', 'invalid filter'],
    ['{"label":{"a":"yes"}}', 'invalid filter'],
    ['{"colour":["red"]}', "invalid filter 'colour'"],
    ['{"__proto__":["x"]}', "invalid filter '__proto__'"],
  ]
  for (const [text, message] of refused) {
    test(`refuses ${text}`, () => expect(() => parseFilters(text, accepted)).toThrow(message))
  }

  test('labels match by key or by key and value, all of them', () => {
    const labels = { a: '1', b: '' }
    expect(labelsMatch(['a'], labels)).toBe(true)
    expect(labelsMatch(['a=1', 'b'], labels)).toBe(true)
    expect(labelsMatch(['a=2'], labels)).toBe(false)
    expect(labelsMatch(['a', 'c'], labels)).toBe(false)
    expect(labelsMatch(['toString'], labels)).toBe(false)
  })

  test('patterns match anywhere, and never for ever', () => {
    expect(matchesPattern(['eb'], 'web')).toBe(true)
    expect(matchesPattern(['^e'], 'web')).toBe(false)
    expect(matchesPattern(['w(', 'web'], 'web')).toBe(true)
    const begin = performance.now()
    expect(matchesPattern(['^(a+)+$'], `${'a'.repeat(40)}b`)).toBe(false)
    expect(performance.now() - begin).toBeLessThan(100)
  })

  test('booleans refuse to be both', () => {
    expect(booleanFilter(parseFilters('{"label":["1"]}', accepted), 'label', false)).toBe(true)
    expect(() => booleanFilter(parseFilters('{"label":["1","0"]}', accepted), 'label', false)).toThrow(
      "invalid filter 'label=[1 0]'",
    )
  })
})
