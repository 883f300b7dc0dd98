import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Credentials,
  type FileSystem,
  type Mount,
  root,
  SystemError,
} from '../../../src/state/filesystem/contract.ts'
import type { FileTree } from '../../../src/state/filesystem/file-tree.ts'
import { createFileSystem } from '../../../src/state/filesystem/filesystem.ts'
import { createMountTable } from '../../../src/state/filesystem/mounts.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const alice: Credentials = { uid: 1000, gid: 1000, groups: [1000, 50] }
const bob: Credentials = { uid: 1001, gid: 1001, groups: [1001] }

const mount = (destination: string, tree: FileTree, more: Partial<Mount> = {}): Mount => ({
  destination,
  tree,
  readOnly: false,
  type: destination === '/' ? 'overlay' : 'volume',
  ...more,
})

const image = (): FileTree =>
  createTree([
    { path: '/etc/passwd', kind: 'file', content: text('root:x:0:0') },
    { path: '/etc/shadow', kind: 'file', mode: 0o600, content: text('secret') },
    { path: '/etc/hosts', kind: 'file', content: text('stub') },
    { path: '/bin/sh', kind: 'file', mode: 0o755, content: text('shell') },
    { path: '/lib', kind: 'symlink', target: 'usr/lib' },
    { path: '/usr/lib/a/b', kind: 'directory' },
    { path: '/abs', kind: 'symlink', target: '/usr/lib' },
    { path: '/up', kind: 'symlink', target: '../../../../etc/passwd' },
    { path: '/loop', kind: 'symlink', target: 'loop' },
    { path: '/dangling', kind: 'symlink', target: '/etc/made' },
    { path: '/slash', kind: 'symlink', target: 'etc/passwd/' },
    { path: '/tmp', kind: 'directory', mode: 0o1777 },
    { path: '/home/alice', kind: 'directory', mode: 0o700, uid: 1000, gid: 1000 },
    { path: '/home/alice/f', kind: 'file', uid: 1000, gid: 1000, content: text('mine') },
    { path: '/shared', kind: 'directory', mode: 0o2770, uid: 0, gid: 50 },
    { path: '/full/x', kind: 'file' },
    { path: '/empty', kind: 'directory' },
    { path: '/pipe', kind: 'fifo' },
    { path: '/dev/null', kind: 'character-device', mode: 0o666, device: [1, 3] },
    { path: '/data', kind: 'directory' },
    { path: '/frozen', kind: 'directory' },
  ])

const world = (credentials: Credentials = root, umask = 0o022) => {
  let now = 1000
  const tree = image().fork()
  const volume = createTree([
    { path: '/inside/deep', kind: 'file', content: text('volume') },
    { path: '/hosts', kind: 'file', content: text('127.0.0.1') },
    { path: '/full', kind: 'file' },
  ])
  const table = createMountTable([
    mount('/', tree),
    mount('/data', volume),
    mount('/frozen', volume, { readOnly: true, subpath: '/inside' }),
    mount('/etc/hosts', volume, { subpath: '/hosts', type: 'bind' }),
  ])
  const all = createFileSystem({ mounts: table, credentials: root, now: () => ++now, umask: () => umask })
  return { tree, volume, table, files: all.as(credentials), all }
}

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'ok'
  } catch (error) {
    if (error instanceof SystemError) return error.code
    throw error
  }
}

describe('paths', () => {
  test.each([
    ['/lib/a', '/usr/lib/a'],
    ['/abs/a/../a/./b/', '/usr/lib/a/b'],
    ['/lib/..', '/usr'],
    ['/../../etc', '/etc'],
    ['/up', '/etc/passwd'],
    ['//etc///passwd', '/etc/passwd'],
    ['/', '/'],
    ['/data/inside/..', '/data'],
    ['/data/../lib', '/usr/lib'],
    ['/frozen/deep', '/frozen/deep'],
  ])('resolve %s to %s', (path, real) => {
    expect(world().files.realPath(path)).toBe(real)
  })

  test.each([
    ['/nothing', 'ENOENT'],
    ['', 'ENOENT'],
    ['relative', 'EINVAL'],
    ['/etc/passwd/x', 'ENOTDIR'],
    ['/etc/passwd/', 'ENOTDIR'],
    ['/etc/passwd/.', 'ENOTDIR'],
    ['/etc/passwd/..', 'ENOTDIR'],
    ['/slash', 'ENOTDIR'],
    ['/nothing/..', 'ENOENT'],
    ['/loop', 'ELOOP'],
    ['/loop/x', 'ELOOP'],
    ['/dangling', 'ENOENT'],
    [`/${'n'.repeat(256)}`, 'ENAMETOOLONG'],
    ['/n'.repeat(2048), 'ENAMETOOLONG'],
    ['/a\0b', 'EINVAL'],
  ])('fail: stat %j is %s', (path, code) => {
    expect(codeOf(() => world().files.stat(path))).toBe(code)
    expect(world().files.exists(path)).toBe(false)
  })

  test('allow forty symlinks and not one more', () => {
    const links = Array.from({ length: 42 }, (_, index) => ({
      path: `/l${index}`,
      kind: 'symlink' as const,
      target: index === 0 ? '/file' : `l${index - 1}`,
    }))
    const tree = createTree([{ path: '/file', kind: 'file' }, ...links])
    const files = createFileSystem({ mounts: [mount('/', tree)], credentials: root, now: () => 0 })
    expect([codeOf(() => files.stat('/l39')), codeOf(() => files.stat('/l40'))]).toEqual(['ok', 'ELOOP'])
  })

  test('tell a symlink itself from what it leads to', () => {
    const { files } = world()
    expect(files.lstat('/lib')).toMatchObject({ kind: 'symlink', target: 'usr/lib', sizeBytes: 7 })
    expect(files.lstat('/lib/')).toMatchObject({ kind: 'directory' })
    expect(files.readLink('/abs')).toBe('/usr/lib')
    expect(codeOf(() => files.readLink('/etc'))).toBe('EINVAL')
  })
})

/** What fails, and how: one row per refusal of Linux. */
const refusals: [string, string, (files: FileSystem) => unknown, Credentials?][] = [
  ['EISDIR', 'open a directory for writing', f => f.open('/etc', { write: true })],
  ['EISDIR', 'open with create over a directory', f => f.open('/etc', { read: true, create: true })],
  ['EISDIR', 'create a file with a slash at the end', f => f.open('/new/', { write: true, create: true })],
  ['EISDIR', 'read a directory', f => f.readFile('/etc')],
  [
    'EEXIST',
    'create exclusively what is there',
    f => f.open('/etc/passwd', { write: true, create: true, exclusive: true }),
  ],
  [
    'EEXIST',
    'create exclusively through a symlink',
    f => f.open('/dangling', { write: true, create: true, exclusive: true }),
  ],
  ['ELOOP', 'open a symlink without following', f => f.open('/up', { read: true, noFollow: true })],
  ['ENOTDIR', 'open a file as a directory', f => f.open('/bin/sh', { directory: true })],
  ['ENXIO', "open a fifo, which is the kernel's", f => f.open('/pipe', { read: true })],
  ['ENOENT', 'open what is not there', f => f.open('/nothing', { write: true })],
  ['EROFS', 'write a file of a read-only mount', f => f.open('/frozen/deep', { write: true })],
  ['EROFS', 'create in a read-only mount', f => f.writeFile('/frozen/new', '')],
  ['EROFS', 'remove from a read-only mount', f => f.unlink('/frozen/deep')],
  ['EROFS', 'chmod in a read-only mount', f => f.chmod('/frozen/deep', 0o777)],
  ['EROFS', 'touch in a read-only mount', f => f.touch('/frozen/deep', 1)],
  ['EACCES', "read what is root's alone", f => f.readFile('/etc/shadow'), alice],
  ['EACCES', 'search a closed directory', f => f.stat('/home/alice/f'), bob],
  ['EACCES', 'list a closed directory', f => f.list('/shared'), bob],
  ['EACCES', 'create where one may not write', f => f.writeFile('/etc/mine', ''), alice],
  ['EACCES', 'remove where one may not write', f => f.unlink('/etc/passwd'), alice],
  ['EPERM', "remove another's file from a sticky directory", f => f.unlink('/tmp/roots'), alice],
  ['EPERM', "chmod another's file", f => f.chmod('/etc/passwd', 0o777), alice],
  ['EPERM', 'give a file away', f => f.chown('/home/alice/f', 1001, 1000), alice],
  ['EPERM', 'give a file to a foreign group', f => f.chown('/home/alice/f', 1000, 1001), alice],
  ['ok', "give a file to a group of one's own", f => f.chown('/home/alice/f', 1000, 50), alice],
  ['EPERM', "date another's file", f => f.touch('/etc/passwd', 5_000_000), alice],
  ['EPERM', 'make a device as a user', f => f.makeNode('/tmp/null', 'character-device', 0o666, [1, 3]), alice],
  ['EEXIST', 'make a directory that exists', f => f.makeDirectory('/etc')],
  ['EEXIST', 'make the root', f => f.makeDirectory('/')],
  ['ENOENT', 'make a directory without its parent', f => f.makeDirectory('/x/y')],
  ['EEXIST', 'make parents onto a file', f => f.makeDirectory('/etc/passwd', { parents: true })],
  ['ENOTDIR', 'make parents through a file', f => f.makeDirectory('/etc/passwd/x', { parents: true })],
  ['ok', 'make parents that exist', f => f.makeDirectory('/usr/lib', { parents: true })],
  ['ENOTEMPTY', 'rmdir a full directory', f => f.removeDirectory('/full')],
  ['ENOTDIR', 'rmdir a file', f => f.removeDirectory('/etc/passwd')],
  ['ENOTDIR', 'rmdir a symlink to a directory', f => f.removeDirectory('/lib')],
  ['EINVAL', 'rmdir a dot', f => f.removeDirectory('/empty/.')],
  ['ENOTEMPTY', 'rmdir dot-dot', f => f.removeDirectory('/empty/..')],
  ['EBUSY', 'rmdir the root', f => f.removeDirectory('/')],
  ['EBUSY', 'rmdir a mount point', f => f.removeDirectory('/data')],
  ['EBUSY', 'unlink a mounted file', f => f.unlink('/etc/hosts')],
  ['EBUSY', 'rename over a mounted file', f => f.rename('/etc/passwd', '/etc/hosts')],
  ['EISDIR', 'unlink a directory', f => f.unlink('/empty')],
  ['ENOENT', 'unlink nothing', f => f.unlink('/nothing')],
  ['ENOTDIR', 'unlink a file with a slash', f => f.unlink('/etc/passwd/')],
  ['EXDEV', 'rename across mounts', f => f.rename('/etc/passwd', '/data/passwd')],
  ['EXDEV', 'link across mounts', f => f.link('/etc/passwd', '/data/passwd')],
  ['EPERM', 'link a directory', f => f.link('/etc', '/etc2')],
  ['EEXIST', 'link onto a file', f => f.link('/etc/passwd', '/bin/sh')],
  ['ENOENT', 'rename nothing', f => f.rename('/nothing', '/x')],
  ['ENOTEMPTY', 'rename over a full directory', f => f.rename('/empty', '/full')],
  ['ENOTDIR', 'rename a directory over a file', f => f.rename('/empty', '/etc/passwd')],
  ['EISDIR', 'rename a file over a directory', f => f.rename('/etc/passwd', '/empty')],
  ['EINVAL', 'rename a directory into itself', f => f.rename('/usr', '/usr/lib/usr')],
  ['ENOTEMPTY', 'rename over an ancestor', f => f.rename('/usr/lib/a', '/usr')],
  ['ENOTDIR', 'rename a file to a name with a slash', f => f.rename('/etc/passwd', '/etc/p/')],
  ['EBUSY', 'rename the root', f => f.rename('/', '/x')],
  ['EBUSY', 'rename a directory with a mount in it', f => f.rename('/etc', '/etc2')],
  ['ok', 'rename onto itself', f => f.rename('/etc/passwd', '/etc/passwd')],
  ['ok', 'rename a directory over an empty one', f => f.rename('/full', '/empty')],
  ['EEXIST', 'symlink onto something', f => f.symlink('x', '/etc')],
  ['ENOENT', 'symlink to nowhere', f => f.symlink('', '/x')],
  ['EINVAL', 'truncate below zero', f => f.truncate('/etc/passwd', -1)],
  ['ENOTDIR', 'list a file', f => f.list('/etc/passwd')],
]

describe('refusals', () => {
  test.each(refusals)('%s: %s', (code, _, act, credentials) => {
    const { all, files } = world(credentials)
    all.writeFile('/tmp/roots', '')
    expect(codeOf(() => act(files))).toBe(code)
  })
})

describe('files', () => {
  test('are created with the umask, the owner and the time of the one who does it', () => {
    const { files } = world(alice, 0o027)
    files.writeFile('/tmp/f', 'x', 0o666)
    files.makeDirectory('/tmp/d')
    expect(files.stat('/tmp/f')).toMatchObject({ mode: 0o640, uid: 1000, gid: 1000, sizeBytes: 1, links: 1 })
    expect(files.stat('/tmp/d')).toMatchObject({ mode: 0o750, kind: 'directory', links: 2 })
    expect(files.stat('/tmp').modifiedAt).toBeGreaterThan(1000)
  })

  test('inherit the group of a directory with the set-group-id bit', () => {
    const { files } = world(alice)
    files.makeDirectory('/shared/d')
    files.writeFile('/shared/d/f', '')
    expect(files.stat('/shared/d')).toMatchObject({ gid: 50, mode: 0o2755 })
    expect(files.stat('/shared/d/f')).toMatchObject({ gid: 50, mode: 0o644 })
  })

  test('are created through a dangling symlink', () => {
    const { files } = world()
    files.writeFile('/dangling', 'made')
    expect(files.readText('/etc/made')).toBe('made')
  })

  test('lose their set-id bits when they change hands', () => {
    const { files } = world()
    files.chmod('/bin/sh', 0o6755)
    files.chown('/bin/sh', 5, 5)
    expect(files.stat('/bin/sh').mode).toBe(0o755)
  })

  test('share content and attributes among their names', () => {
    const { files } = world()
    files.link('/etc/passwd', '/tmp/p')
    files.writeFile('/tmp/p', 'changed')
    files.chmod('/etc/passwd', 0o600)
    expect([files.readText('/etc/passwd'), files.stat('/tmp/p').mode, files.stat('/tmp/p').links]).toEqual([
      'changed',
      0o600,
      2,
    ])
    files.unlink('/etc/passwd')
    expect([files.readText('/tmp/p'), files.stat('/tmp/p').links]).toEqual(['changed', 1])
  })

  test('need the execute bit even for root, directories do not', () => {
    const { files } = world()
    files.chmod('/empty', 0)
    expect(['/bin/sh', '/etc/passwd', '/empty', '/nothing'].map(path => files.access(path, 'execute'))).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect([files.access('/frozen/deep', 'write'), files.access('/frozen/deep', 'read')]).toEqual([false, true])
  })

  test('take a device as data', () => {
    const { files } = world()
    files.makeNode('/tmp/zero', 'character-device', 0o666, [1, 5])
    expect(files.stat('/tmp/zero')).toMatchObject({ kind: 'character-device', device: [1, 5], mode: 0o644 })
  })

  test('may be touched to now by whoever may write', () => {
    const tree = createTree([{ path: '/f', kind: 'file', mode: 0o666 }])
    const files = createFileSystem({ mounts: [mount('/', tree)], credentials: alice, now: () => 42 })
    files.touch('/f', 42)
    expect(files.stat('/f').modifiedAt).toBe(42)
  })
})

describe('an open file', () => {
  test('has a position that reads and writes move', () => {
    const file = world().files.open('/tmp/f', { read: true, write: true, create: true })
    file.write(text('hello world'))
    expect([
      file.seek(),
      file.seek(-5, 'end'),
      new TextDecoder().decode(file.read(3)),
      file.seek(1, 'current'),
    ]).toEqual([11, 6, 'wor', 10])
    expect([file.read(9)?.length, file.read(9)?.length]).toEqual([1, 0])
    expect(codeOf(() => file.seek(-1))).toBe('EINVAL')
    file.seek(13)
    file.write(text('!'))
    file.seek(10)
    expect(new TextDecoder().decode(file.read(99))).toBe('d\0\0!')
  })

  test('that appends always writes at the end', () => {
    const { files } = world()
    const [first, second] = [
      files.open('/tmp/log', { append: true, create: true }),
      files.open('/tmp/log', { append: true }),
    ]
    for (const word of ['a', 'b', 'c']) {
      first.write(text(word))
      second.seek(0)
      second.write(text(word.toUpperCase()))
    }
    expect(files.readText('/tmp/log')).toBe('aAbBcC')
  })

  test('outlives its name', () => {
    const { files, tree } = world()
    const file = files.open('/etc/passwd', { read: true, write: true })
    files.unlink('/etc/passwd')
    expect(file.stat().links).toBe(0)
    file.write(text('gone'))
    file.seek(0)
    expect(new TextDecoder().decode(file.read(4))).toBe('gone')
    expect(tree.changes()).toEqual([
      { path: '/etc', kind: 'modified' },
      { path: '/etc/passwd', kind: 'deleted' },
    ])
    file.release()
    expect(codeOf(() => file.read(1))).toBe('EBADF')
    expect(tree.chargedBytes).toBe(tree.recountChargedBytes())
  })

  test('does only what it was opened for', () => {
    const { files } = world()
    expect(codeOf(() => files.open('/etc/passwd', { read: true }).write(text('x')))).toBe('EBADF')
    expect(codeOf(() => files.open('/etc/passwd', { write: true }).read(1))).toBe('EBADF')
    expect(codeOf(() => files.open('/etc', { read: true }).read(1))).toBe('EISDIR')
  })

  test('stays open until the last of those who share it lets go', () => {
    const file = world().files.open('/etc/passwd', { read: true })
    file.retain().release()
    expect(file.read(4)?.length).toBe(4)
  })
})

describe('mounts', () => {
  test('show their tree at the destination, folders and files alike', () => {
    const { files } = world()
    expect(files.readText('/data/inside/deep')).toBe('volume')
    expect(files.readText('/frozen/deep')).toBe('volume')
    expect(files.readText('/etc/hosts')).toBe('127.0.0.1')
    expect(files.list('/data').map(({ name }) => name)).toEqual(['full', 'hosts', 'inside'])
    expect(files.mounts.map(({ destination }) => destination)).toEqual(['/', '/data', '/frozen', '/etc/hosts'])
  })

  test('take the writes, the tree below does not', () => {
    const { files, tree, volume } = world()
    files.writeFile('/data/new', 'x')
    files.writeFile('/etc/hosts', 'y')
    expect([tree.changes(), files.readText('/data/hosts'), volume.totalBytes]).toEqual([[], 'y', 8])
  })

  test('are listed even where the tree below has no such name', () => {
    const { files, table } = world()
    table.add(mount('/proc', createTree([{ path: '/version', kind: 'file' }]), { type: 'proc' }))
    expect(files.list('/').map(({ name }) => name)).toContain('proc')
    expect(files.exists('/proc/version')).toBe(true)
    table.remove('/proc')
    expect(files.exists('/proc/version')).toBe(false)
  })

  test('of a subpath that is not there fail', () => {
    expect(codeOf(() => world().table.add(mount('/x', createTree(), { subpath: '/nothing' })))).toBe('ENOENT')
    expect(codeOf(() => world().table.add(mount('/x', createTree(), { subpath: '/../etc' })))).toBe('EINVAL')
  })

  test('keep a mounted file that lost its name', () => {
    const { files } = world()
    files.unlink('/data/hosts')
    expect(files.readText('/etc/hosts')).toBe('127.0.0.1')
  })
})

/** The naive model: paths to contents, undefined for a directory. */
type Model = Map<string, string | undefined>
const names = ['/a', '/b', '/a/x', '/a/y', '/b/x', '/a/x/z']
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/'
const isDirectory = (model: Model, path: string): boolean =>
  path === '/' || (model.has(path) && model.get(path) === undefined)
const below = (model: Model, path: string): string[] => [...model.keys()].filter(key => key.startsWith(`${path}/`))

type Operation = readonly ['write' | 'append' | 'mkdir' | 'unlink' | 'rmdir' | 'rename', number, number]
const inModel = (model: Model, [kind, first, second]: Operation): boolean => {
  const path = names[first] ?? '/a'
  const other = names[second] ?? '/a'
  const directory = isDirectory(model, path)
  const file = model.has(path) && !directory
  if (kind === 'write' || kind === 'append') {
    if (directory || !isDirectory(model, parentOf(path))) return false
    model.set(path, `${kind === 'append' ? (model.get(path) ?? '') : ''}${second}`)
    return true
  }
  if (kind === 'mkdir') {
    if (model.has(path) || !isDirectory(model, parentOf(path))) return false
    model.set(path, undefined)
    return true
  }
  if (kind === 'unlink') return file && model.delete(path)
  if (kind === 'rmdir') return directory && below(model, path).length === 0 && model.delete(path)
  if (!model.has(path) || !isDirectory(model, parentOf(other)) || other.startsWith(`${path}/`)) return false
  if (path === other) return true
  if (model.has(other) && (isDirectory(model, other) !== directory || below(model, other).length > 0)) return false
  for (const key of [path, ...below(model, path)]) {
    model.set(`${other}${key.slice(path.length)}`, model.get(key))
    model.delete(key)
  }
  return true
}
const inFiles = (files: FileSystem, [kind, first, second]: Operation): void => {
  const path = names[first] ?? '/a'
  if (kind === 'write') files.writeFile(path, String(second))
  else if (kind === 'append') files.open(path, { append: true, create: true }).write(text(String(second)))
  else if (kind === 'mkdir') files.makeDirectory(path)
  else if (kind === 'unlink') files.unlink(path)
  else if (kind === 'rmdir') files.removeDirectory(path)
  else files.rename(path, names[second] ?? '/a')
}

describe('any program of operations', () => {
  const operation = fc.tuple(
    fc.constantFrom('write', 'append', 'mkdir', 'unlink', 'rmdir', 'rename'),
    fc.nat(5),
    fc.nat(5),
  ) as fc.Arbitrary<Operation>

  test('succeeds, fails and shows the same as in a naive model', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), operations => {
        const model: Model = new Map()
        let tree = createTree()
        for (const [index, step] of operations.entries()) {
          if (index % 7 === 6) tree = tree.fork()
          const files = createFileSystem({ mounts: [mount('/', tree)], credentials: root, now: () => index })
          expect([step, codeOf(() => inFiles(files, step)) === 'ok']).toEqual([step, inModel(model, step)])
          const shown = [...tree.entries()].map(({ path, kind, content }) => [
            path,
            kind === 'file' ? new TextDecoder().decode(content) : undefined,
          ])
          expect(new Map(shown as [string, string | undefined][])).toEqual(model)
        }
      }),
    )
  })
})
