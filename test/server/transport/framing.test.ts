import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { framingOf } from '../../../src/server/transport/framing.ts'

/** Feeds the pieces one after the other; what came behind the body is put together again. */
const read = (length: number | 'chunked', pieces: readonly Buffer[]) => {
  const framing = framingOf(length)
  const taken: Buffer[] = []
  const behind = pieces.map(piece =>
    framing.ended ? piece : framing.feed(piece, data => taken.push(Buffer.from(data))),
  )
  return { body: Buffer.concat(taken).toString(), behind: Buffer.concat(behind).toString(), ended: framing.ended }
}

const cut = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const sorted = [0, ...places.map(place => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
}

const places = fc.array(fc.nat(1000), { maxLength: 20 })
const chunks = fc.array(fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' }), { maxLength: 8 })
const endings = fc.constantFrom('0\r\n\r\n', '0;last\r\n\r\n', '000\r\nX-Sum: 1\r\nY: 2\r\n\r\n')

describe('a body', () => {
  test('of a known length is the same however it arrives', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ unit: 'binary-ascii' }),
        places,
        (body, behind, cuts) => {
          const found = read(body.length, cut(Buffer.from(body + behind), cuts))
          expect(found).toEqual({ body, behind, ended: true })
        },
      ),
    )
  })

  test('in chunks is the same however it is chunked and arrives', () => {
    fc.assert(
      fc.property(chunks, endings, fc.string({ unit: 'binary-ascii' }), places, (parts, ending, behind, cuts) => {
        const text = parts.map(part => `${part.length.toString(16)}\r\n${part}\r\n`).join('') + ending + behind
        expect(read('chunked', cut(Buffer.from(text), cuts))).toEqual({ body: parts.join(''), behind, ended: true })
      }),
    )
  })

  /** All but the last two asked of dockerd 28.5.2. */
  test.each([
    ['zz\r\n', 'invalid byte in chunk length'],
    ['0x2\r\n', 'invalid byte in chunk length'],
    [' 2\r\n', 'invalid byte in chunk length'],
    ['-2\r\n', 'invalid byte in chunk length'],
    ['\r\n', 'empty hex number for chunk length'],
    ['2\n', 'chunked line ends with bare LF'],
    ['2;a\rb\r\n', 'invalid CR in chunked line'],
    ['11111111111111111\r\n', 'http chunk length too large'],
    [`2;${'a'.repeat(5000)}`, 'header line too long'],
    ['2\r\n{}XX', 'malformed chunked encoding'],
    ['2\r\n{}\n', 'malformed chunked encoding'],
    ['0\r\nX y\r\n', 'malformed MIME header: "X y"'],
    [`0\r\n${'X: y\r\n'.repeat(2000)}`, 'http: suspiciously long trailer after chunked body'],
  ])('of chunks %j is broken', (text, message) => {
    expect(() => read('chunked', [Buffer.from(text)])).toThrow(message)
  })

  test('of chunks may have blanks and extensions behind their sizes', () => {
    expect(read('chunked', [Buffer.from('2 \r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n')]).body).toBe('abc')
  })
})
