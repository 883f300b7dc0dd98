import { describe, expect, test } from 'vitest'
import { archiveOf, couldNotFind, exportEntries, pathStat } from '../../../src/state/archive/copy.ts'
import { readTar, writeTar } from '../../../src/state/archive/tar.ts'
import { root } from '../../../src/state/filesystem/contract.ts'
import { createFileSystem } from '../../../src/state/filesystem/filesystem.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const microseconds = Date.UTC(2026, 10, 23, 22, 48, 31) * 1000

const world = () => {
  const tree = createTree(
    [
      { path: '/etc', kind: 'directory', mode: 0o755, modifiedAt: microseconds },
      { path: '/etc/passwd', kind: 'file', content: text('root:x'), modifiedAt: microseconds },
      { path: '/etc/passwd-', kind: 'hardlink', target: '/etc/passwd' },
      { path: '/etc/sub/file', kind: 'file', content: text('deep') },
      { path: '/etc/link', kind: 'symlink', target: 'passwd' },
      { path: '/etc/broken', kind: 'symlink', target: '../nowhere/./at/../all' },
      { path: '/conf', kind: 'symlink', target: 'etc/sub' },
      { path: '/chain', kind: 'symlink', target: '/conf/file' },
      { path: '/loop', kind: 'symlink', target: 'loop' },
      { path: '/tmp', kind: 'directory', mode: 0o1777, modifiedAt: microseconds + 250_000 },
      { path: '/bin/su', kind: 'file', mode: 0o4755 },
      { path: '/run/socket', kind: 'socket' },
      { path: '/run/pipe', kind: 'fifo', mode: 0o600 },
      { path: '/data', kind: 'directory' },
    ],
    () => microseconds,
  )
  const volume = createTree([
    { path: '/a', kind: 'file', content: text('va') },
    { path: '/b', kind: 'hardlink', target: '/a' },
  ])
  const files = createFileSystem({
    mounts: [
      { destination: '/', tree, readOnly: false, type: 'overlay' },
      { destination: '/data', tree: volume, readOnly: false, type: 'volume' },
    ],
    credentials: root,
    now: () => microseconds,
  })
  return { tree, files }
}

const namesOf = (path: string): string[] => [...archiveOf(world().files, path)].map(({ name }) => name ?? '?')

describe('the stat of a path', () => {
  test('is what dockerd answered for /etc/passwd and /tmp', () => {
    const { files } = world()
    expect(pathStat(files, '/etc/passwd')).toEqual({
      name: 'passwd',
      size: 6,
      mode: 420,
      mtime: '2026-11-23T22:48:31Z',
      linkTarget: '',
    })
    expect(pathStat(files, '/tmp')).toEqual({
      name: 'tmp',
      size: 4096,
      mode: 2_148_532_735,
      mtime: '2026-11-23T22:48:31.25Z',
      linkTarget: '',
    })
  })

  test.each([
    ['/', '/', 2 ** 31 + 0o755, ''],
    ['etc', 'etc', 2 ** 31 + 0o755, ''],
    ['/etc/', 'etc', 2 ** 31 + 0o755, ''],
    ['/etc/.', '.', 2 ** 31 + 0o755, ''],
    ['/etc/../etc/link', 'link', 2 ** 27 + 0o777, '/etc/passwd'],
    ['/conf', 'conf', 2 ** 27 + 0o777, '/etc/sub'],
    ['/conf/', 'conf', 2 ** 31 + 0o755, ''],
    ['/chain', 'chain', 2 ** 27 + 0o777, '/etc/sub/file'],
    ['/etc/broken', 'broken', 2 ** 27 + 0o777, '/nowhere/all'],
    ['/bin/su', 'su', 2 ** 23 + 0o755, ''],
    ['/run/socket', 'socket', 2 ** 24 + 0o644, ''],
    ['/run/pipe', 'pipe', 2 ** 25 + 0o600, ''],
  ])('of %s has name, mode and target', (path, name, mode, linkTarget) => {
    expect(pathStat(world().files, path)).toMatchObject({ name, mode, linkTarget })
  })

  test('fails for what is not there, and for a loop', () => {
    const { files } = world()
    expect(() => pathStat(files, '/nothing')).toThrow('ENOENT')
    expect(() => pathStat(files, '/loop')).toThrow('ELOOP')
    expect(couldNotFind('/nosuch', 'bg2').message).toBe('Could not find the file /nosuch in container bg2')
  })
})

describe('the archive of a path', () => {
  test.each([
    ['/etc/passwd', ['passwd']],
    ['/etc/link', ['link']],
    ['/etc', ['etc/', 'etc/broken', 'etc/link', 'etc/passwd', 'etc/passwd-', 'etc/sub/', 'etc/sub/file']],
    ['/etc/.', ['./', './broken', './link', './passwd', './passwd-', './sub/', './sub/file']],
    ['/conf', ['conf']],
    ['/conf/', ['conf/', 'conf/file']],
    ['/conf/.', ['./', './file']],
    ['/data', ['data/', 'data/a', 'data/b']],
    ['/run', ['run/', 'run/pipe']],
  ])('%s names its members as moby does', (path, names) => {
    expect(namesOf(path)).toEqual(names)
  })

  test('of the root has names that begin with a slash', () => {
    expect(namesOf('/').slice(0, 3)).toEqual(['/', '/bin/', '/bin/su'])
  })

  test('tells second names as hard links, within one mount', () => {
    const links = [...archiveOf(world().files, '/')].filter(({ kind }) => kind === 'hardlink')
    expect(links.map(({ name, target }) => [name, target])).toEqual([
      ['/data/b', '/data/a'],
      ['/etc/passwd-', '/etc/passwd'],
    ])
  })

  test('can be read back', async () => {
    const { files } = world()
    const entries = await readTar(writeTar(archiveOf(files, '/etc/.')))
    const copy = createTree(entries)
    const copied = createFileSystem({
      mounts: [{ destination: '/', tree: copy, readOnly: false, type: 'overlay' }],
      credentials: root,
      now: () => 0,
    })
    expect([copied.readText('/passwd-'), copied.readText('/sub/file'), copied.readLink('/link')]).toEqual([
      'root:x',
      'deep',
      'passwd',
    ])
  })

  test('fails before the first member when there is nothing', () => {
    expect(() => [...archiveOf(world().files, '/nothing')]).toThrow('ENOENT')
  })
})

test("an export has the container's own files and nothing that is mounted", () => {
  const paths = [...exportEntries(world().tree)].map(({ path }) => path)
  expect(paths).toContain('/data')
  expect(paths).not.toContain('/data/a')
})
