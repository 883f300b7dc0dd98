import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freeIpv4Subnet, freeIpv6Subnet } from '../../../src/state/network/default-pools.ts'
import {
  formatAddress,
  formatPrefix,
  overlap,
  type Prefix,
  parseAddress,
  parsePrefix,
} from '../../../src/state/network/prefix.ts'

const prefix = (text: string): Prefix => {
  const parsed = parsePrefix(text)
  if (!parsed) throw new Error(`no prefix: ${text}`)
  return parsed
}

describe('addresses of either family', () => {
  test('survive the round trip', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), value => {
        expect(parseAddress(formatAddress({ family: 6, value }))).toEqual({ family: 6, value })
      }),
    )
  })

  test.each([
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['1::', '1::'],
    ['::1', '::1'],
  ])('%s is written %s', (text, written) => {
    expect(formatAddress(parseAddress(text) ?? { family: 4, value: 0n })).toBe(written)
  })

  test.each(['1::2::3', ':::', '1:2', '12345::', '1.2.3', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/'])(
    '%s is none',
    text => {
      expect(parsePrefix(text.includes('/') ? text : `${text}/8`)).toBeUndefined()
    },
  )
})

describe('default pools', () => {
  test('give the lowest free piece, and a released one again, until nothing is left', () => {
    const held: Prefix[] = []
    for (;;) {
      const free = freeIpv4Subnet(held)
      if (typeof free === 'string') break
      expect(held.some(each => overlap(each, free))).toBe(false)
      held.push(free)
    }
    expect(held.map(formatPrefix).slice(0, 4)).toEqual([
      '172.17.0.0/16',
      '172.18.0.0/16',
      '172.19.0.0/16',
      '172.20.0.0/16',
    ])
    expect(held).toHaveLength(15 + 16)
    held.splice(1, 1)
    expect(freeIpv4Subnet(held)).toEqual(prefix('172.18.0.0/16'))
  })

  test('step around subnets that were chosen by hand, of whatever size', () => {
    expect(freeIpv4Subnet([prefix('172.16.0.0/12')])).toEqual(prefix('192.168.0.0/20'))
    expect(freeIpv4Subnet([prefix('172.17.3.0/24')])).toEqual(prefix('172.18.0.0/16'))
    expect(freeIpv4Subnet([prefix('172.17.0.0/24')], 24)).toEqual(prefix('172.17.1.0/24'))
    expect(freeIpv4Subnet([], 8)).toBe('no such size')
    const first = freeIpv6Subnet([], '01234567-89ab')
    expect(first && formatPrefix(first)).toBe('fd01:2345:6789::/64')
  })
})
