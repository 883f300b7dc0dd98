import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FileEntry, SystemError, type Tree } from '../../../src/state/filesystem/contract.ts'
import type { FileTree } from '../../../src/state/filesystem/file-tree.ts'
import { rootInode } from '../../../src/state/filesystem/inode.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const file = (path: string, content = ''): FileEntry => ({ path, kind: 'file', content: text(content) })
const show = (tree: Tree): string[] =>
  [...tree.entries()].map(({ path, kind, content, target }) =>
    [
      path,
      kind,
      ...(content && kind === 'file' ? [new TextDecoder().decode(content)] : []),
      ...(target ? [target] : []),
    ].join(' '),
  )
const base = (): FileTree =>
  createTree([
    file('/bin/sh', 'shell'),
    { path: '/bin/ash', kind: 'hardlink', target: '/bin/sh' },
    { path: '/lib', kind: 'symlink', target: 'usr/lib' },
    file('/usr/lib/libc.so', 'libc'),
    { path: '/tmp', kind: 'directory', mode: 0o1777 },
    file('/etc/passwd', 'root'),
    file('/etc/group', 'root'),
  ])

describe('a tree', () => {
  test('makes the parents that entries lack and lists everything in path order', () => {
    expect(show(base())).toEqual([
      '/bin directory',
      '/bin/ash file shell',
      '/bin/sh hardlink /bin/ash',
      '/etc directory',
      '/etc/group file root',
      '/etc/passwd file root',
      '/lib symlink usr/lib',
      '/tmp directory',
      '/usr directory',
      '/usr/lib directory',
      '/usr/lib/libc.so file libc',
    ])
  })

  test('has nothing to tell about a fork that was not written', () => {
    const fork = base().fork()
    expect([fork.changes(), fork.layer(), fork.writtenBytes, fork.totalBytes]).toEqual([[], [], 0, 17])
  })

  test('lists changes as docker diff does', () => {
    const fork = base().fork()
    fork.apply([
      file('/tmp/new/deep', 'x'),
      { path: '/etc/passwd', kind: 'whiteout' },
      { path: '/bin', kind: 'directory', mode: 0o700 },
      { path: '/usr/lib', kind: 'file' },
    ])
    expect(fork.changes()).toEqual([
      { path: '/bin', kind: 'modified' },
      { path: '/etc', kind: 'modified' },
      { path: '/etc/passwd', kind: 'deleted' },
      { path: '/tmp', kind: 'modified' },
      { path: '/tmp/new', kind: 'added' },
      { path: '/tmp/new/deep', kind: 'added' },
      { path: '/usr', kind: 'modified' },
      { path: '/usr/lib', kind: 'modified' },
    ])
  })

  test('sees a rewrite that neither time nor size shows', () => {
    const fork = base().fork()
    fork.write(fork.lookup(fork.lookup(rootInode, 'etc') ?? 0, 'group') ?? 0, 0, text('toor'), 0)
    expect(fork.changes().map(({ path }) => path)).toEqual(['/etc', '/etc/group'])
    expect(fork.writtenBytes).toBe(4)
  })

  test('follows symlinked parents inside the tree, as unpacking a layer over a merged /usr must', () => {
    const fork = base().fork()
    fork.apply([file('/lib/extra', 'x')])
    expect(fork.changes().map(({ path }) => path)).toEqual(['/usr', '/usr/lib', '/usr/lib/extra'])
  })

  test('merges a directory, replaces whatever else is in the way', () => {
    const fork = base().fork()
    fork.apply([
      { path: '/etc', kind: 'directory', mode: 0o711 },
      { path: '/tmp', kind: 'symlink', target: '/etc' },
      { path: '/usr', kind: 'fifo' },
      { path: '/bin/sh', kind: 'directory' },
    ])
    expect(show(fork)).toEqual([
      '/bin directory',
      '/bin/ash file shell',
      '/bin/sh directory',
      '/etc directory',
      '/etc/group file root',
      '/etc/passwd file root',
      '/lib symlink usr/lib',
      '/tmp symlink /etc',
      '/usr fifo',
    ])
  })

  test('empties an opaque directory of what was below, not of what came along', () => {
    const fork = base().fork()
    fork.apply([file('/etc/new', 'n'), file('/etc/group', 'g'), { path: '/etc', kind: 'opaque' }])
    expect(show(fork).filter(line => line.startsWith('/etc/'))).toEqual(['/etc/group file g', '/etc/new file n'])
  })

  test('keeps the times that entries came with, for directories that are filled later too', () => {
    const tree = createTree(
      [
        { path: '/d', kind: 'directory', modifiedAt: 5 },
        { ...file('/d/f'), modifiedAt: 7 },
      ],
      () => 99,
    )
    expect([...tree.entries()].map(({ path, modifiedAt }) => [path, modifiedAt])).toEqual([
      ['/d', 5],
      ['/d/f', 7],
    ])
  })

  const bad: [string, FileEntry, string][] = [
    ['a relative path', file('x'), 'EINVAL'],
    ['a path that climbs', file('/a/../../x'), 'EINVAL'],
    ['a NUL', file('/a\0b'), 'EINVAL'],
    ['a name of 256 bytes', file(`/${'é'.repeat(128)}`), 'ENAMETOOLONG'],
    ['a path of 5000 characters', file('/a'.repeat(2500)), 'ENAMETOOLONG'],
    ['a parent that is a file', file('/etc/passwd/x'), 'ENOTDIR'],
    ['a hard link to nothing', { path: '/x', kind: 'hardlink', target: '/nothing' }, 'ENOENT'],
    ['a hard link to a directory', { path: '/x', kind: 'hardlink', target: '/etc' }, 'EPERM'],
    ['a root that is a file', file('/'), 'EISDIR'],
  ]
  test.each(bad)('refuses %s and applies nothing of it', (_, entry, code) => {
    const fork = base().fork()
    fork.apply([file('/mine', 'm')])
    const before = [show(fork), fork.changes(), fork.chargedBytes, fork.writtenBytes]
    expect(() =>
      fork.apply([file('/first', 'x'), { path: '/tmp', kind: 'whiteout' }, file('/mine', 'y'), entry]),
    ).toThrow(code)
    expect(() => fork.apply([file('/first'), entry])).toThrow(SystemError)
    expect([show(fork), fork.changes(), fork.chargedBytes, fork.writtenBytes]).toEqual(before)
  })

  test('refuses a loop of symlinks as a parent', () => {
    const tree = createTree([
      { path: '/a', kind: 'symlink', target: 'b' },
      { path: '/b', kind: 'symlink', target: '/a' },
    ])
    expect(() => tree.apply([file('/a/x')])).toThrow('ELOOP')
  })

  test('treats odd names as names', () => {
    const names = ['__proto__', 'constructor', 'toString', '-rf', '...', 'new\nline', '\u{1f433}']
    const tree = createTree(names.map(name => file(`/${name}`, name)))
    expect(new Set([...tree.entries()].map(({ path }) => path.slice(1)))).toEqual(new Set(names))
  })
})

describe('content', () => {
  const written = (): [FileTree, number] => {
    const tree = createTree([], () => 0, 4096)
    return [tree, tree.create(rootInode, 'f', { kind: 'file', mode: 0o644, uid: 0, gid: 0, modifiedAt: 0 }, 0)]
  }

  test('that somebody holds does not change under a later write', () => {
    const [tree, id] = written()
    tree.write(id, 0, text('hello'), 1)
    const held = tree.content(id)
    tree.write(id, 0, text('J'), 2)
    tree.write(id, 5, text(' world'), 3)
    expect([new TextDecoder().decode(held), new TextDecoder().decode(tree.content(id))]).toEqual([
      'hello',
      'Jello world',
    ])
  })

  test('grows by zeros, also over what was cut off before', () => {
    const [tree, id] = written()
    tree.write(id, 0, text('abcdef'), 1)
    tree.truncate(id, 2, 2)
    tree.write(id, 4, text('z'), 3)
    expect([...tree.content(id)]).toEqual([97, 98, 0, 0, 122])
  })

  test('ends where the limit is: what fits is written, then ENOSPC', () => {
    const [tree, id] = written()
    const taken = tree.write(id, 0, new Uint8Array(1e6), 1)
    expect(taken).toBeGreaterThan(3000)
    expect(tree.chargedBytes).toBe(4096)
    expect(() => tree.write(id, taken, text('x'), 2)).toThrow('ENOSPC')
    expect(() => tree.truncate(id, 1e12, 2)).toThrow('ENOSPC')
    expect(() => tree.create(rootInode, 'g', { kind: 'file', mode: 0, uid: 0, gid: 0, modifiedAt: 0 }, 2)).toThrow(
      'ENOSPC',
    )
    tree.unlink(rootInode, 'f', 3)
    expect(
      tree.write(
        tree.create(rootInode, 'g', { kind: 'file', mode: 0, uid: 0, gid: 0, modifiedAt: 0 }, 4),
        0,
        text('x'),
        4,
      ),
    ).toBe(1)
  })

  test('that an archive brings does not count against the limit', () => {
    const [tree, id] = written()
    tree.apply([{ path: '/big', kind: 'file', content: new Uint8Array(10_000) }])
    expect(tree.write(id, 0, text('still room'), 1)).toBe(10)
  })

  test('of a file without a name lives as long as it is retained, through a fork too', () => {
    const [tree, id] = written()
    tree.write(id, 0, text('kept'), 1)
    tree.retain(id)
    tree.unlink(rootInode, 'f', 2)
    expect(tree.fork().find(id)).toBeUndefined()
    expect(new TextDecoder().decode(tree.read(id, 0, 9))).toBe('kept')
    tree.release(id)
    expect(tree.find(id)).toBeUndefined()
    expect(tree.chargedBytes).toBe(tree.recountChargedBytes())
  })
})

/** A random program of mutations, each named by small numbers so that they meet each other. */
type Step = readonly [kind: 'put' | 'dir' | 'link' | 'delete' | 'write' | 'chmod' | 'fork', where: number, what: number]
const steps = fc.array(
  fc.tuple(
    fc.constantFrom('put', 'dir', 'link', 'delete', 'write', 'chmod', 'fork'),
    fc.nat(8),
    fc.nat(8),
  ) as fc.Arbitrary<Step>,
  { maxLength: 40 },
)
const paths = ['/a', '/b', '/a/x', '/a/y', '/b/x', '/a/x/z', '/b/x/z', '/c', '/c/__proto__']
const pathAt = (index: number): string => paths[index] ?? '/a'

const idOf = (tree: FileTree, path: string): number | undefined =>
  path
    .split('/')
    .filter(name => name !== '')
    .reduce<number | undefined>((id, name) => (id === undefined ? id : tree.lookup(id, name)), rootInode)

let counter = 0
const perform = (tree: FileTree, [kind, where, what]: Step): void => {
  const path = pathAt(where)
  const id = idOf(tree, path)
  try {
    if (kind === 'put') tree.apply([file(path, `content ${what}`)])
    else if (kind === 'dir') tree.apply([{ path, kind: 'directory', mode: 0o700 + what }])
    else if (kind === 'link') tree.apply([{ path, kind: 'hardlink', target: pathAt(what) }])
    else if (kind === 'delete') tree.apply([{ path, kind: 'whiteout' }])
    else if (kind === 'fork') tree.fork()
    else if (id === undefined) return
    else if (kind === 'chmod') tree.change(id, { mode: what })
    else if (tree.get(id).kind === 'file') tree.write(id, what, text(`w${what}`), ++counter)
  } catch (error) {
    expect(error).toBeInstanceOf(SystemError)
  }
}

/** What a tree shows, hard links told as files of equal content. */
const flat = (tree: Tree): unknown[] => {
  const contents = new Map<string, Uint8Array | undefined>()
  return [...tree.entries()].map(({ path, kind, mode, content, target }) => {
    const bytes = kind === 'hardlink' ? contents.get(target ?? '') : content
    contents.set(path, bytes)
    return [path, kind === 'hardlink' ? 'file' : kind, mode, bytes && [...bytes].join()]
  })
}

describe('any program of operations', () => {
  test('on a fork leaves the tree below, and other forks, as they were', () => {
    fc.assert(
      fc.property(steps, steps, steps, (before, mine, yours) => {
        const origin = createTree()
        for (const step of before) perform(origin, step)
        const shown = flat(origin)
        const first = origin.fork()
        for (const step of mine) perform(first, step)
        const firstShown = flat(first)
        const second = origin.fork()
        for (const step of yours) perform(second, step)
        const third = first.fork()
        for (const step of yours) perform(third, step)
        expect(flat(origin)).toEqual(shown)
        expect(flat(first)).toEqual(firstShown)
      }),
    )
  })

  test('is reproduced by its layer', () => {
    fc.assert(
      fc.property(steps, steps, (before, mine) => {
        const origin = createTree()
        for (const step of before) perform(origin, step)
        const fork = origin.fork()
        for (const step of mine) perform(fork, step)
        const again = origin.fork()
        again.apply(fork.layer())
        expect(flat(again)).toEqual(flat(fork))
        expect(again.changes()).toEqual(fork.changes())
      }),
    )
  })

  test('lists changes in order, below directories that are listed themselves', () => {
    fc.assert(
      fc.property(steps, steps, (before, mine) => {
        const origin = createTree()
        for (const step of before) perform(origin, step)
        const fork = origin.fork()
        for (const step of mine) perform(fork, step)
        const seen = new Set(['/'])
        for (const { path } of fork.changes()) {
          expect(seen).toContain(path.slice(0, Math.max(1, path.lastIndexOf('/'))))
          seen.add(path)
        }
      }),
    )
  })

  test('keeps the sums that are counted along equal to the sums from scratch', () => {
    fc.assert(
      fc.property(steps, steps, (before, mine) => {
        const origin = createTree()
        for (const step of before) perform(origin, step)
        const fork = origin.fork()
        for (const step of mine) {
          perform(fork, step)
          expect(fork.chargedBytes).toBe(fork.recountChargedBytes())
        }
        const total = [...fork.entries()].reduce(
          (sum, { kind, content }) => sum + (kind === 'file' ? (content?.length ?? 0) : 0),
          0,
        )
        expect(fork.totalBytes).toBe(total)
      }),
    )
  })

  test('leaves as many links to a file as it has names', () => {
    fc.assert(
      fc.property(steps, mine => {
        const tree = createTree()
        for (const step of mine) perform(tree, step)
        const names = new Map<number, number>()
        for (const { path } of tree.entries()) {
          const id = idOf(tree, path) ?? 0
          names.set(id, (names.get(id) ?? 0) + 1)
        }
        for (const [id, count] of names)
          if (tree.get(id).kind === 'file') expect(tree.get(id).links).toBe(count)
          else
            expect(tree.get(id).links).toBe(
              2 + [...(tree.get(id).entries ?? [])].filter(([, child]) => tree.get(child).kind === 'directory').length,
            )
      }),
    )
  })
})
