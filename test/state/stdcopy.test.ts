import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frame, frameHeaderBytes, streamNumbers } from '../../src/state/stdcopy.ts'

test('a frame says whose it is and how long, big-endian, before the bytes themselves', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(streamNumbers)),
      fc.uint8Array({ maxLength: 70_000 }),
      (stream, payload) => {
        const framed = frame(stream, payload)
        expect([...framed.subarray(0, 4)]).toEqual([stream, 0, 0, 0])
        expect(new DataView(framed.buffer).getUint32(4)).toBe(payload.length)
        expect(framed.subarray(frameHeaderBytes)).toEqual(payload)
      },
    ),
  )
})
