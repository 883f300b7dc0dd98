import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPortAllocator, type PortRequest, portRequests } from '../../../src/state/network/ports.ts'

const endpoint = { name: 'web', id: 'abc' }
const wish = (hostPort: number, hostAddress = ''): PortRequest => ({
  containerPort: 80,
  protocol: 'tcp',
  hostAddress,
  hostPorts: [hostPort, hostPort],
})

describe('published ports', () => {
  test('a fixed port is given once', () => {
    const ports = createPortAllocator()
    const first = ports.publish([wish(8080)], endpoint)
    expect(first.map(({ hostAddress }) => hostAddress)).toEqual(['0.0.0.0', '::'])
    expect(() => ports.publish([wish(8080)], endpoint)).toThrow(
      'failed to set up container networking: driver failed programming external connectivity on endpoint web (abc): ' +
        'Bind for 0.0.0.0:8080 failed: port is already allocated',
    )
    ports.release(first)
    expect(ports.publish([wish(8080)], endpoint)).toEqual(first)
  })

  test('two addresses may share a port, all addresses may not', () => {
    const ports = createPortAllocator()
    ports.publish([wish(53, '127.0.0.1')], endpoint)
    expect(ports.publish([wish(53, '127.0.0.2')], endpoint)).toHaveLength(1)
    expect(() => ports.publish([wish(53)], endpoint)).toThrow(/already allocated/)
  })

  test('a range takes its first free port', () => {
    const ports = createPortAllocator()
    const range: PortRequest = { ...wish(0), hostPorts: [8000, 8001] }
    expect(ports.publish([range], endpoint)[0]?.hostPort).toBe(8000)
    expect(ports.publish([range], endpoint)[0]?.hostPort).toBe(8001)
    expect(() => ports.publish([range], endpoint)).toThrow(/8000-8001/)
  })

  test('a refusal gives back what it had taken', () => {
    const ports = createPortAllocator()
    ports.publish([wish(2)], endpoint)
    expect(() => ports.publish([wish(1), wish(2)], endpoint)).toThrow()
    expect(() => ports.publish([wish(1)], endpoint)).not.toThrow()
  })

  test('no port is ever held twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 5 })), { maxLength: 40 }), steps => {
        const ports = createPortAllocator()
        const held: ReturnType<typeof ports.publish>[] = []
        for (const [release, port] of steps) {
          if (release) ports.release(held.shift() ?? [])
          else {
            try {
              held.push(ports.publish([wish(port)], endpoint))
            } catch {
              expect(held.flat().some(({ hostPort }) => hostPort === port)).toBe(true)
            }
          }
          const keys = held.flat().map(({ hostAddress, hostPort }) => `${hostAddress}:${hostPort}`)
          expect(new Set(keys).size).toBe(keys.length)
        }
      }),
    )
  })

  test('-P publishes exposed ports that have no binding', () => {
    const requests = portRequests(
      { PublishAllPorts: true, PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8000-8010' }] } },
      ['80/tcp', '53/udp'],
    )
    expect(requests).toEqual([
      { containerPort: 80, protocol: 'tcp', hostAddress: '127.0.0.1', hostPorts: [8000, 8010] },
      { containerPort: 53, protocol: 'udp', hostAddress: '', hostPorts: [0, 0] },
    ])
  })
})
