import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAddressPool } from '../../../src/state/network/addresses.ts'
import { covers, type Prefix, parseAddress, parsePrefix } from '../../../src/state/network/prefix.ts'

const prefix = (text: string): Prefix => {
  const parsed = parsePrefix(text)
  if (!parsed) throw new Error(`no prefix: ${text}`)
  return parsed
}

const drained = (subnet: string, range?: string): string[] => {
  const pool = createAddressPool(prefix(subnet), range === undefined ? undefined : prefix(range))
  const taken: string[] = []
  for (let address = pool.take(); address !== undefined; address = pool.take()) taken.push(address)
  return taken
}

describe('a pool', () => {
  test.each(['10.0.0.0/28', 'fd00::/124'])(
    'of %s gives each address once, the lowest free first, inside it',
    subnet => {
      const size = subnet.includes(':') ? 15 : 14
      fc.assert(
        fc.property(fc.array(fc.integer({ min: -1, max: 20 }), { maxLength: 60 }), steps => {
          const pool = createAddressPool(prefix(subnet))
          const held: string[] = []
          for (const step of steps) {
            const released = step >= 0 ? held.splice(step, 1)[0] : undefined
            if (released !== undefined) pool.release(released)
            else {
              const free = pool.take()
              if (free === undefined) expect(held.length).toBe(size)
              else {
                expect(held).not.toContain(free)
                expect(covers(prefix(subnet), parseAddress(free) ?? { family: 4, value: 0n })).toBe(true)
                held.push(free)
              }
            }
            expect([pool.used, pool.free]).toEqual([BigInt(16 - size + held.length), BigInt(size - held.length)])
          }
        }),
      )
    },
  )

  test.each([
    ['10.0.0.0/30', undefined, ['10.0.0.1', '10.0.0.2']],
    ['10.0.0.0/31', undefined, ['10.0.0.0', '10.0.0.1']],
    ['10.0.0.7/32', undefined, ['10.0.0.7']],
    ['fd00::/126', undefined, ['fd00::1', 'fd00::2', 'fd00::3']],
    ['fd00::/128', undefined, []],
    ['10.0.0.0/24', '10.0.0.128/31', ['10.0.0.128', '10.0.0.129']],
    ['10.0.0.0/24', '10.0.0.0/31', ['10.0.0.1']],
    ['10.0.0.0/24', '10.0.0.254/31', ['10.0.0.254']],
  ])('of %s with the range %s gives %j', (subnet, range, expected) => {
    expect(drained(subnet, range)).toEqual(expected)
  })

  test.each([
    ['10.0.0.0', false],
    ['10.0.0.1', true],
    ['10.0.0.255', false],
    ['10.0.1.1', false],
    ['fd00::1', false],
    ['nothing', false],
  ])('reserves %s: %s', (address, isReserved) => {
    const pool = createAddressPool(prefix('10.0.0.0/24'), prefix('10.0.0.128/25'))
    expect(pool.reserve(address)).toBe(isReserved)
    expect(pool.reserve(address)).toBe(false)
  })

  test('gives what lies outside its range only to who asks for it', () => {
    const pool = createAddressPool(prefix('10.0.0.0/24'), prefix('10.0.0.200/29'))
    expect([pool.take(), pool.reserve('10.0.0.7'), pool.free]).toEqual(['10.0.0.200', true, 7n])
    pool.release('10.0.0.7')
    expect(pool.take()).toBe('10.0.0.201')
  })

  test('of a whole /64 is there at once', () => {
    const pool = createAddressPool(prefix('fd00::/64'))
    expect([pool.take(), pool.free]).toEqual(['fd00::1', 2n ** 64n - 2n])
  })
})
