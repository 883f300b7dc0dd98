import { describe, expect, test } from 'vitest'
import { chainOf } from '../../../src/state/image/chain.ts'

const [a, b] = ['a', 'b'].map(digit => `sha256:${digit.repeat(64)}`)

describe('a stack of layers', () => {
  test('is called by its only layer, or by what is below and what is on top', () => {
    expect(chainOf([])).toEqual([])
    expect(chainOf([{ diffId: a ?? '' }])).toEqual([a])
    // printf 'sha256:aa… sha256:bb…' | sha256sum
    expect(chainOf([{ diffId: a ?? '' }, { diffId: b ?? '' }])).toEqual([
      a,
      'sha256:ccd722928bd92476ba1745586fed6e45a102504185ad88cd89e01ff116fd146c',
    ])
  })
})
