import { describe, expect, test } from 'vitest'
import { createFabric } from '../../../src/state/kernel/fabric.ts'
import { createNetworkStack } from '../../../src/state/kernel/network-stack.ts'
import type { PortTarget } from '../../../src/state/network/port-host.ts'
import type { PortRequest } from '../../../src/state/network/port-request.ts'
import { createPorts } from '../../../src/state/network/ports.ts'
import { createPortMachine } from './port-machine.ts'

const stack = () =>
  createNetworkStack({ fabric: createFabric(), interfaces: [], routes: [], attachments: [], resolve: () => [] })

const publisher = { containerId: 'web', name: 'web', endpointId: 'abc' }
const refused = 'driver failed programming external connectivity on endpoint web (abc): '

const wish = (first: number, last = first): PortRequest => ({
  containerPort: 80,
  protocol: 'tcp',
  hostAddresses: ['0.0.0.0', '::'],
  hostPorts: [first, last],
})

const target = { name: 'where it leads' } as unknown as PortTarget

describe('published ports', () => {
  test.each([
    [wish(2), 'Bind for 0.0.0.0:2 failed: port is already allocated'],
    [wish(1, 2), 'all ports are allocated'],
    [
      { ...wish(5), hostAddresses: ['0.0.0.0', '0.0.0.0'] },
      'failed to bind host port 0.0.0.0:5/tcp: address already in use',
    ],
    [{ ...wish(2), hostAddresses: ['127.0.0.1'] }, 'Bind for 0.0.0.0:2 failed: port is already allocated'],
  ])('that another container has are refused, and what was taken with them is given back', (request, reason) => {
    const ports = createPorts(stack())
    ports.publish([wish(1), wish(2)], publisher, () => target)
    expect(() => ports.publish([wish(3), request], publisher, () => target)).toThrow(refused + reason)
    expect(ports.publish([wish(3)], publisher, () => target)).toHaveLength(2)
  })
})

describe('ports of a machine', () => {
  const publish = async (requests: readonly PortRequest[], others: readonly number[] = []) => {
    const machine = createPortMachine()
    for (const port of others) machine.others.add(port)
    const ports = createPorts(stack(), machine)
    await ports.hold('web', requests)
    return { machine, ports, publish: () => ports.publish(requests, publisher, () => target) }
  }

  test('are held, lead somewhere when published, and are given back', async () => {
    const { machine, ports, publish: now } = await publish([wish(8080)])
    expect([...machine.bound]).toEqual([
      ['tcp 0.0.0.0 8080', undefined],
      ['tcp :: 8080', undefined],
    ])
    const published = now()
    expect([...machine.bound.values()]).toEqual([target, target])
    ports.dropHeld('web')
    expect(machine.bound.size).toBe(2)
    ports.release(published)
    expect(machine.bound.size).toBe(0)
  })

  test('that were held for nothing are given back', async () => {
    const { machine, ports } = await publish([wish(8080), wish(0)])
    ports.dropHeld('web')
    expect(machine.bound.size).toBe(0)
    expect(ports.publish([wish(8080)], publisher, () => target)).toHaveLength(2)
  })

  test('that others have are refused in the words of the machine, when they are published', async () => {
    const { machine, publish: now } = await publish([wish(1), wish(8080)], [8080])
    expect(now).toThrow(`${refused}failed to bind host port 0.0.0.0:8080/tcp: address already in use`)
    expect(machine.bound.size).toBe(0)
  })

  test.each([
    [wish(8000, 8003), [8000, 8001], 8002],
    [wish(0), [32_768, 32_769], 32_770],
  ])('that others have are passed over where any will do', async (request, others, expected) => {
    const { publish: now } = await publish([request], others)
    expect(now()[0]?.hostPort).toBe(expected)
  })

  test('are refused when others have the whole range', async () => {
    const { publish: now } = await publish([wish(8000, 8001)], [8000, 8001])
    expect(now).toThrow(`${refused}failed to bind host port 0.0.0.0:8001/tcp: address already in use`)
  })
})
