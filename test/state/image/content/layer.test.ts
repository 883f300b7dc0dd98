import fc from 'fast-check'
import { gunzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { packTar, readTar } from '../../../../src/state/archive/tar.ts'
import { digestOf } from '../../../../src/state/digest.ts'
import type { FileEntry } from '../../../../src/state/filesystem/contract.ts'
import { emptyDiffId, packLayer } from '../../../../src/state/image/content/layer.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

const files: FileEntry[] = [
  { path: '/etc', kind: 'directory', mode: 0o755, uid: 0, gid: 0, modifiedAt: 1_500_000_000_999_999 },
  { path: '/etc/x', kind: 'file', mode: 0o600, uid: 1, gid: 2, modifiedAt: 7, content: text('content') },
  { path: '/etc/gone', kind: 'whiteout' },
]

describe('a layer', () => {
  test('is named by what it holds, compressed and not', () => {
    const { diffId, blob, tar } = packLayer(files)
    expect(digestOf(tar())).toBe(diffId)
    expect(digestOf(blob.bytes())).toBe(blob.digest)
    expect(gunzipSync(blob.bytes())).toEqual(tar())
    expect(blob.sizeBytes).toBe(blob.bytes().length)
  })

  test('is the same every time, and its name does not change with the release of a library', () => {
    expect(packLayer(files).blob.digest).toBe(packLayer(files).blob.digest)
    expect(packLayer(files).diffId).toMatchInlineSnapshot(
      `"sha256:ac60c5c2260a2a97608b6c4a6161a1273d574bb60c2713490501927371704e90"`,
    )
  })

  test('says before what its archive says after: whole seconds', async () => {
    const layer = packLayer(files)
    const stream = new Blob([new Uint8Array(layer.tar())]).stream()
    const back = await readTar(stream, { whiteouts: true })
    expect(back).toEqual(
      layer.entries().map(entry => (entry.kind === 'whiteout' ? { path: entry.path, kind: entry.kind } : entry)),
    )
  })

  test('shows the size of its files, or the one that it is given', () => {
    expect(packLayer(files).sizeBytes).toBe(7)
    expect(packLayer(files, 1000).sizeBytes).toBe(1000)
  })

  test('of nothing has the name that Docker knows it by', () => {
    expect(packLayer([]).diffId).toBe(emptyDiffId)
    expect(emptyDiffId).toBe('sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef')
  })

  test('differs when any of its bytes does', () => {
    const content = fc.uint8Array({ maxLength: 100 })
    const named = (bytes: Uint8Array): string => digestOf(packTar([{ path: '/f', kind: 'file', content: bytes }]))
    fc.assert(
      fc.property(content, content, (one, other) => {
        expect(named(one) === named(other)).toBe(
          one.length === other.length && one.every((byte, at) => byte === other[at]),
        )
      }),
    )
  })
})
