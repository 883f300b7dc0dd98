import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src/conformance/exchange.ts'
import { createSocketTarget, parseAddress, startProxy } from '../../../src/conformance/index.ts'
import { startMockerd } from '../../../src/index.ts'

const undo: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each()
})

/** A proxy in front of a peer that does with each connection what the test says. */
const standBefore = async (serve: (socket: Socket) => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-proxy-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  const [inner, outer] = [join(folder, 'inner.sock'), join(folder, 'outer.sock')]
  const server = createServer({ allowHalfOpen: true }, socket => {
    undo.push(() => socket.destroy())
    serve(socket)
  })
  await new Promise<void>(resolve => server.listen(inner, resolve))
  undo.push(() => new Promise(resolve => server.close(resolve)))
  const seen: Exchange[] = []
  const proxy = await startProxy({
    address: parseAddress(`unix://${inner}`),
    listen: parseAddress(`unix://${outer}`),
    audience: { begins: () => undefined, see: exchange => seen.push(exchange) },
  })
  undo.push(() => proxy.close())
  const client = connect({ path: outer, allowHalfOpen: true })
  undo.push(() => client.destroy())
  return { client, seen, outer, proxy }
}

const everything = async (socket: Socket): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of socket) parts.push(part)
  return Buffer.concat(parts)
}

describe('a proxy', () => {
  test('passes on every byte, whatever it is, and each half ends by itself', async () => {
    const payload = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) % 251))
    const { client, seen } = await standBefore(socket => {
      // Answers only when the client has ended its half.
      everything(socket).then(bytes => socket.end(bytes.reverse()))
    })
    client.end(payload)
    const answer = await everything(client)
    expect(Buffer.compare(answer, Buffer.from(payload).reverse())).toBe(0)
    expect(seen).toEqual([])
  })

  test('holds nothing back: what the daemon says first arrives first', async () => {
    const { client } = await standBefore(socket => {
      socket.on('data', bytes => socket.write(`got ${bytes}`))
    })
    const next = () => new Promise<string>(resolve => client.once('data', bytes => resolve(String(bytes))))
    for (const word of ['one', 'two']) {
      const answer = next()
      client.write(word)
      expect(await answer).toBe(`got ${word}`)
    }
  })

  test('breaks off where the daemon does', async () => {
    const { client } = await standBefore(socket => socket.destroy())
    client.on('error', () => undefined)
    client.resume()
    await new Promise(resolve => client.once('end', resolve))
    // Who only writes finds out by writing, as without a proxy.
    const asking = setInterval(() => client.write('are you there?'), 5)
    await new Promise(resolve => client.once('close', resolve))
    clearInterval(asking)
  })

  test('takes its socket away with it', async () => {
    const { outer, proxy } = await standBefore(() => undefined)
    expect(existsSync(outer)).toBe(true)
    await proxy.close()
    expect(existsSync(outer)).toBe(false)
  })

  test('refuses a place that is taken', async () => {
    const { outer } = await standBefore(() => undefined)
    const address = parseAddress(`unix://${outer}`)
    await expect(
      startProxy({ address, listen: address, audience: { begins: () => undefined, see: () => undefined } }),
    ).rejects.toThrow('EADDRINUSE')
  })

  test('shows what is asked of a daemon over TCP, and what it answers', async () => {
    const docker = await startMockerd()
    undo.push(() => docker.close())
    const seen: Exchange[] = []
    const proxy = await startProxy({
      address: parseAddress(docker.host),
      listen: parseAddress('tcp://127.0.0.1:0'),
      audience: { begins: () => undefined, see: exchange => seen.push(exchange) },
    })
    undo.push(() => proxy.close())
    const target = createSocketTarget({ name: 'proxied', address: parseAddress(proxy.host) })
    undo.push(() => target.close())
    const reply = await target.send({ method: 'GET', target: '/v1.44/version', headers: {} })
    await expect.poll(() => seen.length).toBe(1)
    expect(seen[0]).toMatchObject({ route: { operation: 'SystemVersion' }, reply: { status: 200 }, isWhole: true })
    expect(seen[0]?.reply.body).toEqual(new Uint8Array(reply.body))
  })
})
