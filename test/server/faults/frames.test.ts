import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutterAt, FrameReader, type Position } from '../../../src/server/faults/frames.ts'
import { frame } from '../../../src/state/stdcopy.ts'

const encoder = new TextEncoder()
const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(parts.flatMap(part => [...part]))

/** Cuts bytes at some of the places that are given. */
const piecesOf = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const places = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  const edges = [0, ...places, bytes.length]
  return edges
    .slice(1)
    .map((end, index) => bytes.subarray(edges[index], end))
    .filter(({ length }) => length > 0)
}

const payloads = fc.array(fc.uint8Array({ maxLength: 20 }), { minLength: 1, maxLength: 6 })
const framed = payloads.map(all => all.map((payload, index) => frame(index % 2 === 0 ? 1 : 2, payload)))
const lines = fc
  .array(fc.string({ minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 6 })
  .map(all => all.map(text => encoder.encode(`{${text.replaceAll('\n', '')}\n`)))
const cuts = fc.array(fc.nat(), { maxLength: 12 })

test('the ends of frames and lines are found in whatever pieces they come', () => {
  fc.assert(
    fc.property(fc.oneof(framed, lines), cuts, (frames, places) => {
      const reader = new FrameReader()
      const found: Uint8Array[] = []
      let parts: Uint8Array[] = []
      for (const piece of piecesOf(joined(frames), places))
        for (let at = 0; at < piece.length; ) {
          const to = reader.advance(piece, at)
          parts.push(piece.subarray(at, to))
          at = to
          if (!reader.isBetween) continue
          found.push(joined(parts))
          parts = []
        }
      expect([...found, ...parts]).toEqual(frames)
    }),
  )
})

describe('a cutter', () => {
  const lettingThrough = (position: Position, pieces: readonly Uint8Array[]): number => {
    const cutter = cutterAt(position)
    let through = 0
    for (const piece of pieces) {
      if (cutter.isThere) break
      through += cutter.take(piece)
    }
    expect(cutter.take(encoder.encode('more')) === 0).toBe(cutter.isThere)
    return through
  }

  test('lets as many bytes through as its position says, in whatever pieces they come', () => {
    fc.assert(
      fc.property(framed, cuts, fc.nat(60), (frames, places, bytes) => {
        const whole = joined(frames)
        fc.pre(bytes <= whole.length)
        expect(lettingThrough({ bytes }, piecesOf(whole, places))).toBe(bytes)
      }),
    )
  })

  test('cuts at any byte of any frame, its header included', () => {
    fc.assert(
      fc.property(framed, cuts, fc.nat(), fc.nat(), (frames, places, which, where) => {
        const index = which % frames.length
        const byte = where % (frames[index]?.length ?? 1)
        const before = frames.slice(0, index).reduce((sum, { length }) => sum + length, 0)
        expect(lettingThrough({ frame: index + 1, byte }, piecesOf(joined(frames), places))).toBe(before + byte)
      }),
    )
  })
})
