import { equal, match, ok } from 'node:assert/strict'
import type net from 'node:net'
import tls from 'node:tls'
import { authority, clientCertificate, clientKey } from './certificates.ts'
import { clientOf, get, type RawClient, until } from './client.ts'
import type { Checks } from './main.ts'

const size = 4 << 20

const knock = (port: number, identity: tls.ConnectionOptions): tls.TLSSocket => {
  const options: tls.ConnectionOptions & net.SocketConstructorOpts = { host: '127.0.0.1', port, allowHalfOpen: true }
  return tls.connect({ ...options, ca: authority, ...identity })
}

const connect = (port: number): Promise<RawClient> =>
  clientOf(knock(port, { cert: clientCertificate, key: clientKey }), 'secureConnect')

export const tlsChecks: Checks = {
  'serves clients with a certificate, again and again on one connection': async (_, { securePort }) => {
    const client = await connect(securePort)
    for (let turn = 1; turn <= 3; turn++) {
      client.send(get('/_ping'))
      await until('a pong', () => client.received().split('\r\n\r\nOK').length - 1 === turn)
    }
    client.send(get('/containers/json'))
    await client.sees('[]\n')
    client.socket.destroy()
  },

  'turns clients away that have none': async (_, { securePort }) => {
    const socket = knock(securePort, {})
    let received = ''
    let over = false
    socket.on('data', chunk => {
      received += chunk
    })
    for (const event of ['error', 'close', 'end'])
      socket.on(event, () => {
        over = true
      })
    socket.on('secureConnect', () => socket.write(get('/_ping')))
    await until('the client is turned away', () => over)
    equal(received, '')
    socket.destroy()
  },

  'hijacks under TLS, and goes on after the client has closed its half': async (_, { securePort }) => {
    const client = await connect(securePort)
    client.send('POST /containers/x/attach HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n')
    await client.sees('\r\n\r\n')
    client.send(new Uint8Array(size).fill(0x61))
    // Deno does not tell of an end that comes while the socket is paused under TLS.
    await until('all of it', () => client.received().length > size)
    client.socket.end('end')
    match(await client.end(), /^HTTP\/1\.1 101 UPGRADED\r\n[\s\S]*\r\n\r\naaaa[\s\S]*aendgoodbye$/)
    ok(client.received().length > size)
  },
}
