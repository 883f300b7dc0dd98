import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutterAt } from '../../../src/server/faults/frames.ts'
import { failing, merged, reframed } from '../../../src/server/faults/reframe.ts'
import { atPosition, inPieces, type Shaper, shaped, textSource } from '../../../src/server/faults/shape.ts'
import { type ByteSource, Pipe } from '../../../src/state/pipe.ts'
import { frame } from '../../../src/state/stdcopy.ts'

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** What can be read now, piece by piece; ends with `end` when that is where it is. */
const readNow = (source: ByteSource): (string | 'end')[] => {
  const read: string[] = []
  for (;;) {
    const bytes = source.read()
    if (bytes === undefined) return read
    if (bytes.length === 0) return [...read, 'end']
    read.push(decoder.decode(bytes))
  }
}

const streamOf = (...parts: readonly (string | Uint8Array)[]): Pipe => {
  const pipe = new Pipe()
  for (const part of parts) pipe.write(typeof part === 'string' ? encoder.encode(part) : part)
  pipe.end()
  return pipe
}

const through = (shaper: Shaper, ...parts: readonly (string | Uint8Array)[]) =>
  readNow(shaped(streamOf(...parts), shaper))

const gates = () => {
  const waiting: (() => void)[] = []
  const gate = (open: () => void) => {
    waiting.push(open)
    return () => undefined
  }
  return { gate, open: () => waiting.shift()?.() }
}

test('pieces leave one by one, each when its gate opens', () => {
  const { gate, open } = gates()
  const source = shaped(streamOf('abcde'), inPieces(2, gate))
  let woken = 0
  expect(readNow(source)).toEqual(['ab'])
  source.readable.subscribe(() => woken++)
  expect(readNow(source)).toEqual([])
  open()
  expect(woken).toBe(1)
  expect(readNow(source)).toEqual(['cd'])
  open()
  expect(readNow(source)).toEqual(['e', 'end'])
})

test('a gate at a position holds what follows, and nothing before it', () => {
  const { gate, open } = gates()
  const source = shaped(streamOf('abcde'), atPosition(cutterAt({ bytes: 3 }), [gate]))
  expect(readNow(source)).toEqual(['abc'])
  open()
  expect(readNow(source)).toEqual(['de', 'end'])
})

test('an early end closes what nobody will read', () => {
  const pipe = streamOf('abc', 'def')
  expect(readNow(shaped(pipe, atPosition(cutterAt({ bytes: 2 }), ['end'])))).toEqual(['ab', 'end'])
  expect(pipe.closed).toBe(true)
})

test('closing at a gate stops waiting for it', () => {
  let isCancelled = false
  const gate = () => () => {
    isCancelled = true
  }
  const source = shaped(streamOf('abc'), atPosition(cutterAt({ bytes: 0 }), [gate]))
  expect(readNow(source)).toEqual([])
  source.close()
  expect(isCancelled).toBe(true)
})

test('lines are merged, and the rest leaves at the end', () => {
  expect(through(merged(2), 'a\nb', '\nc\nd')).toEqual(['a\nb\n', 'c\n', 'd', 'end'])
})

test('frames are cut into smaller ones, whatever character that splits', () => {
  const source = shaped(streamOf(frame(2, encoder.encode('aé'))), reframed(2))
  const bytes = [...encoder.encode('aé')]
  expect([source.read(), source.read(), source.read()]).toEqual([
    frame(2, new Uint8Array(bytes.slice(0, 2))),
    frame(2, new Uint8Array(bytes.slice(2))),
    new Uint8Array(0),
  ])
  expect(through(reframed(1), 'abc\n')).toEqual(['abc\n', 'end'])
})

describe('an error message ends a progress stream', () => {
  const error = '{"errorDetail":{"message":"no"},"error":"no"}\r\n'
  test.each([
    [0, [error, 'end']],
    [1, ['{"a":1}\n', error, 'end']],
    [2, ['{"a":1}\n', '{"b":2}\n', error, 'end']],
    [9, ['{"a":1}\n', '{"b":2}\n', error, 'end']],
  ])('after %i messages', (after, expected) => {
    expect(through(failing('no', after), '{"a":1}\n{"b":', '2}\n')).toEqual(expected)
  })
})

test('a text comes as one piece, when it comes', async () => {
  expect(readNow(textSource('abc'))).toEqual(['abc', 'end'])
  expect(readNow(textSource(''))).toEqual(['end'])
  const later = textSource(Promise.resolve('late'))
  expect(readNow(later)).toEqual([])
  await Promise.resolve()
  expect(readNow(later)).toEqual(['late', 'end'])
})

test('however a stream is cut or joined, its bytes are the same', () => {
  const open = (go: () => void) => {
    go()
    return () => undefined
  }
  const shapers = [
    fc.integer({ min: 1, max: 9 }).map(size => () => inPieces(size, open)),
    fc.integer({ min: 1, max: 4 }).map(count => () => merged(count)),
    fc.nat(30).map(bytes => () => atPosition(cutterAt({ bytes }), [open])),
  ]
  const parts = fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), { minLength: 1 })
  fc.assert(
    fc.property(fc.oneof(...shapers), parts, (make, texts) => {
      const shaped = through(make(), ...texts)
      expect(shaped.at(-1)).toBe('end')
      expect(shaped.slice(0, -1).join('')).toBe(texts.join(''))
    }),
  )
})
