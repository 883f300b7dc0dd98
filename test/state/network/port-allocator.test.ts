import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PublishedPort } from '../../../src/state/network/entity.ts'
import { createPortAllocator, ephemeralCount } from '../../../src/state/network/port-allocator.ts'
import type { PortRequest } from '../../../src/state/network/port-request.ts'

const wish = (hostPort: number, address = '', last = hostPort): PortRequest => ({
  containerPort: 80,
  protocol: 'tcp',
  hostAddresses: address === '' ? ['0.0.0.0', '::'] : [address],
  hostPorts: [hostPort, last],
})

const portsOf = (ports: readonly PublishedPort[] | undefined) =>
  ports?.map(({ hostAddress, hostPort }) => `${hostAddress} ${hostPort}`)

describe('a port of the host', () => {
  test('is given once, for both families', () => {
    const allocator = createPortAllocator()
    const first = allocator.allocate(wish(8080))
    expect(portsOf(first)).toEqual(['0.0.0.0 8080', ':: 8080'])
    expect(allocator.allocate(wish(8080))).toBeUndefined()
    allocator.release(first ?? [])
    expect(allocator.allocate(wish(8080))).toEqual(first)
  })

  test.each([
    ['127.0.0.1', '127.0.0.2', true],
    ['127.0.0.1', '0.0.0.0', false],
    ['127.0.0.1', '', false],
    ['::1', '', false],
    ['::1', '::', false],
    ['0.0.0.0', '::', true],
    ['127.0.0.1', '::1', true],
    ['::1', '0.0.0.0', true],
  ])('of %s and of %s goes together: %s', (one, other, together) => {
    const allocator = createPortAllocator()
    allocator.allocate(wish(53, one))
    expect(allocator.allocate(wish(53, other)) !== undefined).toBe(together)
    const reversed = createPortAllocator()
    reversed.allocate(wish(53, other))
    expect(reversed.allocate(wish(53, one)) !== undefined).toBe(together)
  })

  test('comes from a range, which goes round', () => {
    const allocator = createPortAllocator()
    const range = wish(8000, '', 8001)
    const first = allocator.allocate(range)
    expect(portsOf(first)?.[0]).toBe('0.0.0.0 8000')
    allocator.release(first ?? [])
    expect(portsOf(allocator.allocate(range))?.[0]).toBe('0.0.0.0 8001')
    expect(portsOf(allocator.allocate(range))?.[0]).toBe('0.0.0.0 8000')
    expect(allocator.allocate(range)).toBeUndefined()
  })

  test('that nobody chose goes round, and is not given again at once', () => {
    const allocator = createPortAllocator()
    const first = allocator.allocate(wish(0))
    allocator.release(first ?? [])
    expect(portsOf(first)?.[0]).toBe('0.0.0.0 32768')
    expect(portsOf(allocator.allocate(wish(0)))?.[0]).toBe('0.0.0.0 32769')
    for (let taken = 2; taken < ephemeralCount; taken++) allocator.allocate(wish(0))
    expect(allocator.allocate(wish(0))).toEqual(first)
    expect(allocator.allocate(wish(0))).toBeUndefined()
  })

  test('is never held twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 5 })), { maxLength: 40 }), steps => {
        const allocator = createPortAllocator()
        const held: (readonly PublishedPort[])[] = []
        for (const [release, port] of steps) {
          if (release) allocator.release(held.shift() ?? [])
          else {
            const given = allocator.allocate(wish(port))
            if (given) held.push(given)
            else expect(held.flat().some(({ hostPort }) => hostPort === port)).toBe(true)
          }
          const keys = held.flat().map(({ hostAddress, hostPort }) => `${hostAddress}:${hostPort}`)
          expect(new Set(keys).size).toBe(keys.length)
        }
      }),
    )
  })
})
