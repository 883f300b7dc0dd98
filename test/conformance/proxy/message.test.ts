import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joined } from '../../../src/conformance/proxy/bytes.ts'
import { createMessageReader, type Framing, type Head } from '../../../src/conformance/proxy/message.ts'
import { decodeText } from '../../../src/conformance/wire.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const framingOf = ({ headers }: Head): Framing => {
  if (headers['transfer-encoding'] === 'chunked') return { kind: 'chunked' }
  const length = headers['content-length']
  return length === undefined ? { kind: 'until-close' } : { kind: 'length', bytes: Number(length) }
}

/** Reads one message that comes in these pieces. */
const read = (pieces: readonly Uint8Array[], framing = framingOf) => {
  let head: Head | undefined
  const body: Uint8Array[] = []
  let hasEnded = false
  const rest: Uint8Array[] = []
  const reader = createMessageReader({
    head(given) {
      head = given
      return framing(given)
    },
    body: bytes => body.push(bytes.slice()),
    end() {
      hasEnded = true
    },
  })
  for (const piece of pieces) {
    if (hasEnded) rest.push(piece)
    else rest.push(reader.read(piece) ?? new Uint8Array())
  }
  return {
    head,
    body: joined(body),
    rest: decodeText(joined(rest)),
    hasEnded: () => hasEnded,
    close: () => reader.close(),
  }
}

/** A text in pieces of any size. */
const cut = (bytes: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const at = [...new Set(places.map(place => place % (bytes.length + 1)))].sort((one, other) => one - other)
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
}

const inChunks = (body: Uint8Array, sizes: readonly number[]): Uint8Array => {
  const parts: Uint8Array[] = []
  for (let at = 0, index = 0; at < body.length; index++) {
    const size = Math.max(1, sizes[index % Math.max(1, sizes.length)] ?? body.length)
    const part = body.subarray(at, at + size)
    parts.push(bytesOf(`${part.length.toString(16)};extension=1\r\n`), part, bytesOf('\r\n'))
    at += size
  }
  return joined([...parts, bytesOf('0\r\n')])
}

describe('a message', () => {
  test('has its head by lower-case names, and what is repeated joined', () => {
    const { head } = read([bytesOf('GET /a b HTTP/1.1\r\nHost: x\r\nAccept: a\r\naccept:b\r\n\r\n')])
    expect(head).toEqual({ line: 'GET /a b HTTP/1.1', headers: { host: 'x', accept: 'a, b' } })
  })

  test('of a length is the same however it is cut, and what follows is left', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat()), (body, places) => {
        const head = bytesOf(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`)
        const message = read(cut(joined([head, body, bytesOf('HTTP/1.1 204')]), places))
        expect([message.body, message.rest, message.hasEnded()]).toEqual([body, 'HTTP/1.1 204', true])
      }),
    )
  })

  test('in chunks is the same however it is cut, and what follows is left', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }))
    const trailers = fc.constantFrom('', 'Checksum: 1\r\nMore: 2\r\n')
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        sizes,
        trailers,
        fc.array(fc.nat()),
        (body, chunks, trailer, places) => {
          const head = bytesOf('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
          const whole = joined([head, inChunks(body, chunks), bytesOf(`${trailer}\r\nGET /`)])
          const message = read(cut(whole, places))
          expect([message.body, message.rest, message.hasEnded()]).toEqual([body, 'GET /', true])
        },
      ),
    )
  })

  test('without an end ends with the connection', () => {
    const message = read([bytesOf('HTTP/1.1 200 OK\r\n\r\nab'), bytesOf('c')])
    expect(message.hasEnded()).toBe(false)
    message.close()
    expect([message.hasEnded(), decodeText(message.body)]).toEqual([true, 'abc'])
  })

  test('that is cut off has no end', () => {
    const message = read([bytesOf('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab')])
    message.close()
    expect(message.hasEnded()).toBe(false)
  })

  test.each([
    ['a head without an end', 'x'.repeat(300_000)],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('%s is an error', (message, text) => {
    expect(() => read([bytesOf(text)])).toThrow(message)
  })
})
