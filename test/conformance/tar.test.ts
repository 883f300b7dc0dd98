import fc from 'fast-check'
import { expect, test } from 'vitest'
import { framesOf, textsOf } from '../../src/conformance/stdcopy.ts'
import { filesOf, tarOf } from '../../src/conformance/tar.ts'
import { readTar } from '../../src/state/archive/tar.ts'

test('an archive gives back what was put into it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), text => {
      expect(filesOf(tarOf('name', text))).toEqual([{ name: 'name', text }])
    }),
  )
})

test('an archive is one for others, too', async () => {
  const stream = new Blob([tarOf('name', 'text', 0o600) as Uint8Array<ArrayBuffer>]).stream()
  expect(await readTar(stream)).toMatchObject([{ path: '/name', kind: 'file', mode: 0o600 }])
})

test('frames that are cut off are a violation', () => {
  const frame = new Uint8Array([1, 0, 0, 0, 0, 0, 0, 2, 104, 105])
  expect(textsOf(framesOf(frame))).toEqual({ stdout: 'hi', stderr: '' })
  for (let length = 1; length < frame.length; length++)
    expect(() => framesOf(frame.subarray(0, length))).toThrow('whole frames')
})
