import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { parseAddress } from '../../../src/conformance/target/address.ts'
import { createSocketTarget } from '../../../src/conformance/target/socket.ts'

const timers = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length

test('a connection that becomes a pipe leaves no patience behind, which would keep the process', async () => {
  const server = createServer()
  server.on('upgrade', (_, socket) => {
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const target = createSocketTarget({ name: 'x', address: parseAddress(`tcp://127.0.0.1:${port}`) })
  try {
    const before = timers()
    const pipe = await target.upgrade({ method: 'POST', target: '/exec/x/start', headers: {} })
    await pipe.ended
    expect([pipe.status, new TextDecoder().decode(pipe.received()), timers() - before]).toEqual([101, 'hello', 0])
  } finally {
    await target.close()
    server.close()
  }
})
