import { expect, test } from 'vitest'
import { datagramFile } from '../../../src/state/kernel/datagram-file.ts'
import { createFabric } from '../../../src/state/kernel/fabric.ts'
import { createNetworkStack } from '../../../src/state/kernel/network-stack.ts'

test('a connected datagram socket hears its peer only, whole datagrams at a time', () => {
  const stack = createNetworkStack({
    fabric: createFabric(),
    interfaces: [],
    routes: [],
    attachments: [],
    resolve: () => [],
  })
  const [server, peer, stranger] = [1, 2, 3].map(port => stack.datagrams('127.0.0.1', port))
  if (!server || !peer || !stranger) throw new Error('three sockets')
  const file = datagramFile(server, { address: '127.0.0.1', port: 2 }, new Uint8Array([1]))
  stranger.send(new Uint8Array([9]), '127.0.0.1', 1)
  peer.send(new Uint8Array([2, 3]), '127.0.0.1', 1)
  peer.send(new Uint8Array([4]), '127.0.0.1', 1)
  expect([file.read(9), file.read(1), file.read(9), file.read(9)].map(each => each && [...each])).toEqual([
    [1],
    [2],
    [4],
    undefined,
  ])
  file.write(new Uint8Array([5]))
  expect(peer.receive()).toEqual({ bytes: new Uint8Array([5]), address: '127.0.0.1', port: 1 })
  file.release()
  expect(() => stack.datagrams('127.0.0.1', 1)).not.toThrow()
})
