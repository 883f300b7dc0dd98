import { describe, expect, test } from 'vitest'
import { root } from '../../../src/state/filesystem/contract.ts'
import type { FileTree } from '../../../src/state/filesystem/file-tree.ts'
import { createFileSystem } from '../../../src/state/filesystem/filesystem.ts'
import { mountOver } from '../../../src/state/filesystem/mount-over.ts'
import { createMountTable } from '../../../src/state/filesystem/mounts.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'

const now = () => 7

const world = () => {
  const tree = createTree([
    { path: '/var/run', kind: 'symlink', target: '/run' },
    { path: '/run', kind: 'directory' },
    { path: '/etc/hosts', kind: 'file' },
  ]).fork()
  const table = createMountTable([{ destination: '/', tree, readOnly: true, type: 'overlay' }])
  const files = createFileSystem({ mounts: table, credentials: root, now })
  const over = (destination: string, mounted: FileTree, subpath = '/') =>
    mountOver(table, { destination, tree: mounted, subpath, readOnly: false, type: 'volume' }, now)
  return { tree, table, files, over }
}

const volume = () => createTree([{ path: '/sub/file', kind: 'file', content: new TextEncoder().encode('shown') }])

describe('mounting over', () => {
  test('a place that exists changes nothing below', () => {
    const { over, files, tree } = world()
    expect(over('/etc/hosts', volume(), '/sub/file')).toBe('/etc/hosts')
    expect([files.readText('/etc/hosts'), tree.changes()]).toEqual(['shown', []])
  })

  test('a place that does not exist makes it, in a read-only root too, and docker diff shows it', () => {
    const { over, files, tree } = world()
    over('/data/deep', volume())
    over('/secret', volume(), '/sub/file')
    expect([files.readText('/data/deep/sub/file'), files.readText('/secret')]).toEqual(['shown', 'shown'])
    expect(tree.changes().map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'added /data',
      'added /data/deep',
      'added /secret',
    ])
    expect([...tree.entries()].find(({ path }) => path === '/secret')?.kind).toBe('file')
  })

  test('a place behind a symlink mounts where that leads', () => {
    const { over, files } = world()
    expect(over('/var/run/docker', volume(), '/sub')).toBe('/run/docker')
    expect([files.readText('/run/docker/file'), files.readText('/var/run/docker/file')]).toEqual(['shown', 'shown'])
  })

  test('a place inside another mount makes it there', () => {
    const { over, files, tree } = world()
    const outer = volume()
    over('/outer', outer, '/sub')
    over('/outer/inner', volume())
    expect(files.readText('/outer/inner/sub/file')).toBe('shown')
    expect([...outer.entries()].map(({ path }) => path)).toEqual(['/sub', '/sub/file', '/sub/inner'])
    expect(tree.changes().map(({ path }) => path)).toEqual(['/outer'])
  })
})
