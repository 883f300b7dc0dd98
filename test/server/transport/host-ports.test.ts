import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHostPorts, type HostPorts } from '../../../src/server/transport/host-ports.ts'

let ports: HostPorts
beforeEach(() => {
  ports = createHostPorts()
})
afterEach(() => ports.close())

const anyPort = async (): Promise<number> => {
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

const listens = (port: number, host: string): Promise<boolean> =>
  new Promise(resolve => {
    const socket = net.connect(port, host)
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

describe('a port that is published', () => {
  test.each([
    ['to the world', '0.0.0.0', '127.0.0.1'],
    ['on the loopback', '127.0.0.1', '127.0.0.1'],
  ])('%s listens on this machine, and no longer when it is closed', async (_, address, host) => {
    const port = await anyPort()
    const bound = await ports.bind({ protocol: 'tcp', address, port })
    expect(await listens(port, host)).toBe(true)
    if ('refused' in bound) throw new Error(bound.refused)
    bound.close()
    expect(await listens(port, host)).toBe(false)
  })

  test.each([
    ['on an address of another machine', 'tcp', '192.0.2.1'],
    ['for SCTP', 'sctp', '127.0.0.1'],
  ] as const)('%s is only shown', async (_, protocol, address) => {
    const port = await anyPort()
    expect(await ports.bind({ protocol, address, port })).not.toHaveProperty('refused')
    expect(await listens(port, '127.0.0.1')).toBe(false)
  })

  test('twice is refused', async () => {
    const port = await anyPort()
    await ports.bind({ protocol: 'tcp', address: '0.0.0.0', port })
    expect(await ports.bind({ protocol: 'tcp', address: '127.0.0.1', port })).toEqual({
      refused: 'address already in use',
    })
  })
})
