import fc from 'fast-check'
import { packTar, unpackTar } from 'modern-tar'
import { describe, expect, test } from 'vitest'
import type { ArchiveEntry } from '../../../src/state/archive/member.ts'
import { readTar, writeTar } from '../../../src/state/archive/tar.ts'
import { DockerError } from '../../../src/state/error.ts'
import type { FileEntry } from '../../../src/state/filesystem/contract.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

const streamOf = (bytes: Uint8Array, chunkBytes = 700): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += chunkBytes) controller.enqueue(bytes.slice(at, at + chunkBytes))
      controller.close()
    },
  })

const bytesOf = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> =>
  new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer())

const pack = (entries: Iterable<ArchiveEntry>): Promise<Uint8Array> => bytesOf(writeTar(entries))
const file = (path: string, content: string): FileEntry => ({
  path,
  kind: 'file',
  mode: 0o644,
  uid: 0,
  gid: 0,
  modifiedAt: 0,
  content: text(content),
})
const gzip = (bytes: Uint8Array): Promise<Uint8Array> =>
  bytesOf(
    streamOf(bytes).pipeThrough(new CompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>),
  )

const refusal = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
    return 'accepted'
  } catch (error) {
    if (error instanceof DockerError) return `${error.kind}: ${error.message}`
    throw error
  }
}

const attributes = { mode: 0o4750, uid: 3_000_000, gid: 7, modifiedAt: 1_700_000_000_000_000 }
const all: FileEntry[] = [
  { path: '/d', kind: 'directory', ...attributes, mode: 0o1777 },
  { path: `/d/${'long'.repeat(60)}`, kind: 'file', ...attributes, content: text('long') },
  { path: '/d/__proto__', kind: 'file', ...attributes, content: text('odd') },
  { path: '/d/empty', kind: 'file', ...attributes, content: text('') },
  { path: '/d/fifo', kind: 'fifo', ...attributes },
  { path: '/d/hard', kind: 'hardlink', ...attributes, target: '/d/empty' },
  { path: '/d/link', kind: 'symlink', ...attributes, target: `../${'t'.repeat(150)}/é` },
  { path: '/d/\u{1f433} whale', kind: 'file', ...attributes, content: text('x'.repeat(2000)) },
]

describe('an archive', () => {
  test('comes back as it was written', async () => {
    expect(await readTar(streamOf(await pack(all)))).toEqual(all)
  })

  test('comes back from gzip', async () => {
    expect(await readTar(streamOf(await gzip(await pack(all)), 100))).toEqual(all)
  })

  test('is the same bytes every time', async () => {
    expect(await pack(all)).toEqual(await pack(all))
  })

  test('keeps the numbers of a device, as other readers see them', async () => {
    const bytes = await pack([
      file('/a', 'a'),
      { path: '/null', kind: 'character-device', device: [1, 3] },
      file('/b', 'b'),
    ])
    const header = bytes.subarray(1024, 1536)
    expect(new TextDecoder().decode(header.subarray(329, 345))).toBe('0000001\0' + '0000003\0')
    expect((await unpackTar(bytes, { strict: true })).map(({ header }) => header.name)).toEqual(['a', 'null', 'b'])
  })

  test('names whiteouts as layers do, and reads them back when asked to', async () => {
    const layer: FileEntry[] = [
      { path: '/etc/gone', kind: 'whiteout' },
      { path: '/var', kind: 'opaque' },
      { path: '/', kind: 'opaque' },
    ]
    const bytes = await pack(layer)
    expect((await unpackTar(bytes)).map(({ header }) => header.name)).toEqual([
      'etc/.wh.gone',
      'var/.wh..wh..opq',
      '.wh..wh..opq',
    ])
    expect(await readTar(streamOf(bytes), { whiteouts: true })).toEqual(layer)
    expect((await readTar(streamOf(bytes))).map(({ kind }) => kind)).toEqual(['file', 'file', 'file'])
  })

  test('leaves sockets out', async () => {
    expect(await readTar(streamOf(await pack([{ path: '/s', kind: 'socket' }])))).toEqual([])
  })

  test('is made only as fast as it is read', async () => {
    let made = 0
    function* endless(): Generator<ArchiveEntry> {
      for (;;) yield { path: `/${made++}`, kind: 'file', content: new Uint8Array(100_000) }
    }
    const reader = writeTar(endless()).getReader()
    expect(made).toBe(0)
    for (let count = 0; count < 3; count++) expect((await reader.read()).value?.length).toBeGreaterThan(200_000)
    expect(made).toBeLessThan(20)
    await reader.cancel()
  })

  test('survives the trip whatever its files are', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter(
        part =>
          !/[/\0]/.test(part) &&
          part !== '.' &&
          part !== '..' &&
          part.isWellFormed() &&
          new TextEncoder().encode(part).length < 256,
      )
    const entry = fc.record({
      path: fc.array(name, { minLength: 1, maxLength: 4 }).map(parts => `/${parts.join('/')}`),
      kind: fc.constant('file' as const),
      mode: fc.nat(0o7777),
      uid: fc.nat(2 ** 31),
      gid: fc.nat(2 ** 31),
      modifiedAt: fc.nat(2 ** 31 - 1).map(seconds => seconds * 1_000_000),
      content: fc.uint8Array({ maxLength: 1500 }).map(bytes => new Uint8Array(bytes)),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 6 }),
        fc.integer({ min: 1, max: 3000 }),
        async (entries, chunkBytes) => {
          expect(await readTar(streamOf(await pack(entries), chunkBytes))).toEqual(entries)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('reading', () => {
  test('takes an archive without the blocks at its end, as Go does', async () => {
    const bytes = await pack([file('/a', 'content')])
    expect(await readTar(streamOf(bytes.subarray(0, 1024)))).toEqual([file('/a', 'content')])
    expect(await readTar(streamOf(bytes.subarray(0, 512 + 7)))).toEqual([file('/a', 'content')])
    expect(await readTar(streamOf(new Uint8Array(0)))).toEqual([])
  })

  test('refuses what was cut off anywhere else', async () => {
    const bytes = await pack([file('/a', 'x'.repeat(1300)), file('/b', 'y')])
    for (const length of [1, 100, 511, 513, 1000, 1024, 1536, 1811, 2048 + 100])
      expect([length, await refusal(readTar(streamOf(bytes.subarray(0, length))))]).toEqual([
        length,
        'internal: unexpected EOF',
      ])
  })

  test('refuses gzip that was cut off or damaged', async () => {
    const bytes = await gzip(await pack(all))
    expect(await refusal(readTar(streamOf(bytes.subarray(0, bytes.length - 20))))).toBe('internal: unexpected EOF')
    const twice = new Uint8Array([...bytes, ...bytes])
    expect(await refusal(readTar(streamOf(twice)))).toBe(
      'not-implemented: cannot read an archive of several gzip members',
    )
    const damaged = bytes.slice()
    damaged.fill(0x55, 40, 60)
    expect(await refusal(readTar(streamOf(damaged)))).toMatch(/^internal: (gzip: invalid|unexpected EOF|archive\/tar)/)
  })

  test('refuses bytes that are no archive, and a header that was changed', async () => {
    expect(await refusal(readTar(streamOf(text('hello '.repeat(200)))))).toMatch(
      /^internal: (archive\/tar: invalid tar header|unexpected EOF)$/,
    )
    expect(await refusal(readTar(streamOf(text('x'.repeat(1024)))))).toBe('internal: archive/tar: invalid tar header')
    const bytes = await pack([file('/a', 'x')])
    bytes[3] = 66
    expect(await refusal(readTar(streamOf(bytes)))).toBe('internal: archive/tar: invalid tar header')
  })

  test.each([
    ['bzip2', 'BZh91AY&SY'],
    ['xz', '\u00fd7zXZ\0'],
  ])('says that it cannot read %s', async (name, magic) => {
    const bytes = Uint8Array.from(magic, character => character.charCodeAt(0))
    expect(await refusal(readTar(streamOf(bytes)))).toBe(
      `not-implemented: cannot read an archive compressed with ${name}: this runtime has no decoder for it`,
    )
  })

  test('stops at the limit', async () => {
    const bytes = await pack([file('/a', 'x'.repeat(5000))])
    expect(await refusal(readTar(streamOf(bytes), { limitBytes: 5000 }))).toBe(
      'internal: write a: no space left on device',
    )
    expect(await refusal(readTar(streamOf(bytes), { limitBytes: 6000 }))).toBe('accepted')
  })

  test('stops at the limit of a bomb before it has all been blown up', async () => {
    const bomb = await gzip(await pack([{ path: '/zeros', kind: 'file', content: new Uint8Array(20_000_000) }]))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await refusal(readTar(streamOf(bomb), { limitBytes: 1_000_000 }))).toContain('no space left on device')
  })

  test('passes on the failure of its source', async () => {
    const source = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new DockerError('invalid', 'the client went away'))
      },
    })
    expect(await refusal(readTar(source))).toBe('invalid: the client went away')
  })
})

describe('hostile names', () => {
  const header = (name: string, linkname?: string) => ({
    header: {
      name,
      size: 0,
      type: linkname === undefined ? ('file' as const) : ('link' as const),
      ...(linkname === undefined ? {} : { linkname }),
    },
  })

  test.each([
    ['/etc/x', '/etc/x'],
    ['./a//b/../c', '/a/c'],
    ['./', '/'],
    ['a/..', '/'],
  ])('%s means %s', async (name, path) => {
    const [entry] = await readTar(streamOf(await packTar([header(name)])))
    expect(entry?.path).toBe(path)
  })

  test.each(['../x', 'a/../../x', '..', './../x', '/../x'])('%s is refused', async name => {
    expect(await refusal(readTar(streamOf(await packTar([header(name)]))))).toBe(
      `internal: invalid entry name "${name}"`,
    )
  })

  test('a hard link that leads out is refused', async () => {
    expect(await refusal(readTar(streamOf(await packTar([header('x', '../etc/passwd')]))))).toBe(
      'internal: invalid hardlink target "../etc/passwd"',
    )
  })

  test('never lead out of a tree, and what is refused changes nothing', async () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'b', '__proto__', 'link', 'etc')
    const name = fc.array(part, { maxLength: 5 }).map(parts => parts.join('/'))
    const member = fc.record({
      name,
      target: name,
      kind: fc.constantFrom('file', 'symlink', 'link', 'directory', 'fifo'),
    } as const)
    await fc.assert(
      fc.asyncProperty(fc.array(member, { maxLength: 8 }), async members => {
        const bytes = await packTar(
          members.map(({ name: path, target, kind }) => ({
            header: { name: path, size: 0, type: kind as 'file', linkname: target },
          })),
        )
        const tree = createTree([{ path: '/etc/link', kind: 'symlink', target: '../../..' }])
        const before = [...tree.entries()]
        try {
          tree.apply(await readTar(streamOf(bytes)))
          for (const { path } of tree.entries())
            expect(
              path
                .split('/')
                .slice(1)
                .every(each => each !== '' && each !== '..'),
            ).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
          expect(['SystemError', 'DockerError']).toContain((error as Error).name)
          expect([...tree.entries()]).toEqual(before)
        }
        expect(Object.getPrototypeOf({})).toBe(Object.prototype)
      }),
      { numRuns: 150 },
    )
  })

  test('never make anything but an archive or a refusal out of random damage', async () => {
    const good = await pack(all)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async damage => {
          const bytes = good.slice()
          for (const [at, value] of damage) bytes[at] = value
          expect(await refusal(readTar(streamOf(bytes)))).toMatch(/^(accepted|internal: )/)
        },
      ),
      { numRuns: 100 },
    )
  })
})
