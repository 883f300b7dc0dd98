import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ExtractOptions, extractInto } from '../../../src/state/archive/extract.ts'
import { DockerError } from '../../../src/state/error.ts'
import { type FileEntry, root, SystemError } from '../../../src/state/filesystem/contract.ts'
import { createFileSystem } from '../../../src/state/filesystem/filesystem.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const file = (path: string, content = 'x'): FileEntry => ({
  path,
  kind: 'file',
  uid: 5,
  gid: 6,
  content: text(content),
})
const directory = (path: string): FileEntry => ({ path, kind: 'directory' })

const world = ({ readOnly = false } = {}) => {
  const tree = createTree([
    directory('/tmp/dir'),
    file('/tmp/file', 'old'),
    { path: '/tmp/out', kind: 'symlink', target: '/data' },
    { path: '/lib', kind: 'symlink', target: 'usr/lib' },
    directory('/usr/lib'),
    directory('/data'),
    file('/etc/hosts', 'stub'),
    directory('/frozen'),
  ])
  const volume = createTree([file('/kept', 'kept'), directory('/sub')])
  const other = createTree([file('/hosts', 'mounted')])
  const frozen = createTree()
  const files = createFileSystem({
    mounts: [
      { destination: '/', tree, readOnly, type: 'overlay' },
      { destination: '/data', tree: volume, readOnly: false, type: 'volume' },
      { destination: '/frozen', tree: frozen, readOnly: true, type: 'volume' },
      { destination: '/etc/hosts', tree: other, subpath: '/hosts', readOnly: false, type: 'bind' },
    ],
    credentials: root,
    now: () => 0,
  })
  const everything = () => [...tree.entries(), ...volume.entries(), ...other.entries(), ...frozen.entries()]
  return { tree, volume, files, everything }
}

describe('extracting', () => {
  test('puts entries below the path, with the owners that they have', () => {
    const { files } = world()
    extractInto(files, '/tmp', [directory('/work'), file('/work/f', 'new')])
    expect(files.readText('/tmp/work/f')).toBe('new')
    expect(files.stat('/tmp/work/f')).toMatchObject({ uid: 5, gid: 6 })
  })

  test("gives everything to the container's user when asked to", () => {
    const { files } = world()
    extractInto(files, '/tmp', [file('/f')], { owner: { uid: 1000, gid: 1001 } })
    expect(files.stat('/tmp/f')).toMatchObject({ uid: 1000, gid: 1001 })
  })

  test('takes a symlink wherever it leads', () => {
    const { files } = world()
    extractInto(files, '/tmp', [{ path: '/l', kind: 'symlink', target: '../../etc/passwd' }])
    expect(files.readLink('/tmp/l')).toBe('../../etc/passwd')
  })

  test('goes through symlinks and into mounts', () => {
    const { files, tree, volume } = world()
    extractInto(files, '/lib', [file('/a', '1')])
    extractInto(files, '/', [file('/tmp/out/b', '2'), file('/data/c', '3'), file('/tmp/d', '4')])
    expect(['/usr/lib/a', '/data/b', '/data/c', '/tmp/d'].map(path => files.readText(path))).toEqual([
      '1',
      '2',
      '3',
      '4',
    ])
    expect([...volume.entries()].map(({ path }) => path)).toEqual(['/b', '/c', '/kept', '/sub'])
    expect([...tree.entries()].map(({ path }) => path)).not.toContain('/data/b')
  })

  test('replaces a symlink by the directory that the archive brings, and fills that', () => {
    const { files, volume } = world()
    extractInto(files, '/tmp', [directory('/out'), file('/out/f', 'mine')])
    expect([files.lstat('/tmp/out').kind, files.readText('/tmp/out/f')]).toEqual(['directory', 'mine'])
    expect([...volume.entries()]).toHaveLength(2)
  })

  test('makes hard links to where their targets went', () => {
    const { files } = world()
    extractInto(files, '/data/sub', [file('/a', 'one'), { path: '/b', kind: 'hardlink', target: '/a' }])
    expect([files.readText('/data/sub/b'), files.stat('/data/sub/a').links]).toEqual(['one', 2])
  })

  test('skips the place itself', () => {
    const { files } = world()
    extractInto(files, '/tmp', [{ path: '/', kind: 'directory', mode: 0o700 }, file('/f')])
    expect(files.stat('/tmp').mode).toBe(0o755)
  })

  const refusals: [string, string, FileEntry[], string, ExtractOptions?][] = [
    ['a file as the place', '/tmp/file', [], 'invalid: extraction point is not a directory'],
    ['a read-only volume as the place', '/frozen', [], 'invalid: mounted volume is marked read-only'],
    ['a read-only volume on the way', '/', [file('/frozen/x')], 'internal: /frozen/x: read-only file system'],
    [
      'a file over a directory',
      '/tmp',
      [file('/dir')],
      'internal: cannot overwrite directory "dir" with non-directory "/tmp"',
      { noOverwriteDirNonDir: true },
    ],
    [
      'a directory over a file',
      '/tmp',
      [directory('/file')],
      'internal: cannot overwrite non-directory "file" with directory "/tmp"',
      { noOverwriteDirNonDir: true },
    ],
    [
      'a file over a directory of the same archive',
      '/tmp',
      [directory('/new'), file('/new')],
      'internal: cannot overwrite directory "new" with non-directory "/tmp"',
      { noOverwriteDirNonDir: true },
    ],
    ['a mounted file', '/etc', [file('/hosts')], 'internal: unlinkat /etc/hosts: device or resource busy'],
    ['a parent that is a file', '/tmp', [file('/file/x')], 'internal: /tmp/file/x: not a directory'],
  ]
  test.each(refusals)('refuses %s and changes nothing', (_, path, entries, message, options) => {
    const { files, everything } = world()
    const before = everything()
    const act = () => extractInto(files, path, [file('/first'), file('/data/second'), ...entries], options)
    let said = 'accepted'
    try {
      act()
    } catch (error) {
      if (!(error instanceof DockerError)) throw error
      said = `${error.kind}: ${error.message}`
    }
    expect(said).toBe(message)
    expect(everything()).toEqual(before)
  })

  test('throws what Linux says of a hard link to nothing, and changes nothing', () => {
    const { files, everything } = world()
    const before = everything()
    const link = { path: '/l', kind: 'hardlink', target: '/gone' } as const
    expect(() => extractInto(files, '/tmp', [file('/first'), link])).toThrow(new SystemError('ENOENT', '/tmp/gone'))
    expect(everything()).toEqual(before)
  })

  test('refuses a read-only root, but not a volume over it', () => {
    const { files } = world({ readOnly: true })
    expect(() => extractInto(files, '/tmp', [])).toThrow('container rootfs is marked read-only')
    extractInto(files, '/data', [file('/f', 'fine')])
    expect(files.readText('/data/f')).toBe('fine')
  })

  test('replaces files and directories by each other without the option', () => {
    const { files } = world()
    extractInto(files, '/tmp', [file('/dir', 'file now'), directory('/file')])
    expect([files.readText('/tmp/dir'), files.stat('/tmp/file').kind]).toEqual(['file now', 'directory'])
  })

  test('is all or nothing, and never touches what lies beside the place', () => {
    const path = fc
      .array(fc.constantFrom('a', 'dir', 'file', 'sub', '__proto__'), { maxLength: 3 })
      .map(parts => `/${parts.join('/')}`)
    // Symlinks are relative here and nothing leads to /out: through the others the daemon writes elsewhere in the
    // container (it unpacks below a chroot, moby pkg/chrootarchive); what lies outside that exists for neither.
    const entry: fc.Arbitrary<FileEntry> = fc
      .record({
        path,
        kind: fc.constantFrom('file' as const, 'directory' as const, 'symlink' as const, 'hardlink' as const),
        target: path,
        content: fc.constant(text('hostile')),
      })
      .map(each => (each.kind === 'symlink' ? { ...each, target: `.${each.target}` } : each))
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), fc.boolean(), (entries, noOverwriteDirNonDir) => {
        const { files, everything, tree } = world()
        const before = everything()
        const beside = () => [...tree.entries()].filter(each => !each.path.startsWith('/tmp'))
        const untouched = beside()
        try {
          extractInto(files, '/tmp', entries, { noOverwriteDirNonDir })
        } catch (error) {
          if (!(error instanceof DockerError) && !(error instanceof SystemError)) throw error
          expect(everything()).toEqual(before)
        }
        expect(beside().map(({ path: each, kind }) => [each, kind])).toEqual(
          untouched.map(({ path: each, kind }) => [each, kind]),
        )
      }),
    )
  })
})
