import { match, ok } from 'node:assert/strict'
import { connect, get, pause, until, whenItRests } from './client.ts'
import { longBytes } from './daemon.ts'
import type { Checks } from './main.ts'

const megabyte = 1 << 20

export const streamChecks: Checks = {
  'sends the headers of a stream that stays silent': async path => {
    const client = await connect(path)
    client.send(get('/containers/x/stats'))
    match(await client.sees('\r\n\r\n'), /^HTTP\/1\.1 200 OK\r\n[\s\S]*Transfer-Encoding: chunked\r\n/)
    client.socket.destroy()
  },

  'sends the headers of wait before there is an answer': async path => {
    const client = await connect(path)
    client.send('POST /containers/x/wait HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\n\r\n')
    await client.sees('\r\n\r\n')
    ok(!client.received().includes('StatusCode'))
    await client.sees('{"StatusCode":3}\n')
    client.socket.destroy()
  },

  'aborts the wait of a client that is gone': async (path, seen) => {
    const before = seen.abortedWaits
    const client = await connect(path)
    client.send('POST /containers/x/wait HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\n\r\n')
    await client.sees('\r\n\r\n')
    client.socket.destroy()
    await until('the wait is aborted', () => seen.abortedWaits === before + 1)
  },

  'closes the source of a silent stream when the client is gone': async (path, seen) => {
    const before = seen.closedSources
    const client = await connect(path)
    client.send(get('/containers/x/stats'))
    await client.sees('\r\n\r\n')
    client.socket.destroy()
    await until('the source is closed', () => seen.closedSources === before + 1)
  },

  'waits with the end of a long last answer for a client that is slow to read it': async path => {
    const client = await connect(path)
    client.socket.pause()
    client.send(get('/version', 'Connection: close\r\n'))
    await pause(700)
    client.socket.resume()
    ok((await client.end()).length > longBytes)
    client.socket.destroy()
  },

  'stops reading a source that the client does not read': async (path, seen) => {
    const closed = seen.closedSources
    const start = seen.firehoseBytes
    const client = await connect(path)
    client.socket.pause()
    client.send(get('/containers/x/export'))
    await until('bytes flow', () => seen.firehoseBytes > start)
    const taken = await whenItRests('the source', () => seen.firehoseBytes)
    ok(taken - start < 4 * megabyte, `${taken - start} bytes were buffered`)
    client.socket.destroy()
    await until('the source is closed', () => seen.closedSources === closed + 1)
  },
}
