import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createDetachWatch,
  defaultDetachKeys,
  parseDetachKeys,
} from '../../../../src/state/container/runtime/detach-keys.ts'

describe('parseDetachKeys', () => {
  test.each([
    [undefined, [16, 17]],
    ['', [16, 17]],
    ['ctrl-p,ctrl-q', [16, 17]],
    ['a', [97]],
    ['ctrl-@,ctrl-[,ctrl-_,DEL', [0, 27, 31, 127]],
    ['ctrl-z,1', [26, 49]],
  ])('reads %j', (text, codes) => {
    expect(parseDetachKeys(text)).toEqual(codes)
  })

  test.each(['ctrl-', 'ctrl-A', 'ab', 'a,,b', 'ctrl-1'])('refuses %j', text => {
    expect(() => parseDetachKeys(text)).toThrow(`Invalid detach keys (${text}) provided`)
  })
})

const bytes = fc.array(fc.constantFrom(16, 17, 65), { maxLength: 30 })

describe('createDetachWatch', () => {
  test('passes everything on that comes before the keys, however it is cut', () => {
    fc.assert(
      fc.property(bytes, fc.array(fc.nat({ max: 30 })), (typed, cuts) => {
        const end = typed.findIndex((byte, index) => byte === 16 && typed[index + 1] === 17)
        const watch = createDetachWatch(defaultDetachKeys)
        const passed: number[] = []
        let detached = false
        const bounds = [0, ...cuts.filter(cut => cut < typed.length).sort((a, b) => a - b), typed.length]
        for (let index = 1; index < bounds.length && !detached; index++) {
          const seen = watch.see(Uint8Array.from(typed.slice(bounds[index - 1], bounds[index])))
          passed.push(...seen.passed)
          detached = seen.detached
        }
        expect(detached).toBe(end >= 0)
        if (end >= 0) expect(passed).toEqual(typed.slice(0, end))
        else expect(passed).toEqual(typed.at(-1) === 16 ? typed.slice(0, -1) : typed)
      }),
    )
  })
})
