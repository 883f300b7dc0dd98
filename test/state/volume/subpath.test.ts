import { describe, expect, test } from 'vitest'
import type { FileEntry, Mount } from '../../../src/state/filesystem/contract.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'
import { narrow } from '../../../src/state/volume/subpath.ts'
import { refusalOf } from '../container/daemon.ts'

const now = () => 0
const source = '/var/lib/docker/volumes/one/_data'

const entries: readonly FileEntry[] = [
  { path: '/dir/deep', kind: 'directory', mode: 0o755 },
  { path: '/file', kind: 'file', mode: 0o644 },
  { path: '/in', kind: 'symlink', target: 'dir' },
  { path: '/dangling', kind: 'symlink', target: 'nowhere' },
  { path: '/up', kind: 'symlink', target: '..' },
  { path: '/out', kind: 'symlink', target: '/etc' },
  { path: '/round', kind: 'symlink', target: 'round' },
]

const mount = (subpath?: string): Mount => ({
  destination: '/d',
  tree: createTree(entries, now),
  readOnly: false,
  type: 'volume',
  ...(subpath && { subpath }),
})

describe('a part of a volume', () => {
  test.each([
    ['dir', '/dir'],
    ['dir/deep', '/dir/deep'],
    ['in/deep', '/dir/deep'],
    ['file', '/file'],
    ['.', '/'],
  ])('%s is %s', (subpath, expected) => {
    expect(narrow(mount(), source, subpath, now).subpath).toBe(expected)
  })

  test('lies in what the volume itself shows', () => {
    expect(narrow(mount('/dir'), source, 'deep', now).subpath).toBe('/dir/deep')
  })

  test.each([
    ['none', `not-found: cannot access path ${source}/none: lstat ${source}/none: no such file or directory`],
    ['no/ne', `not-found: cannot access path ${source}/no/ne: lstat ${source}/no: no such file or directory`],
    [
      'dangling',
      `not-found: cannot access path ${source}/dangling: lstat ${source}/nowhere: no such file or directory`,
    ],
    ['out', `not-found: cannot access path ${source}/out: lstat /etc: no such file or directory`],
    ['up', `invalid: path concatenation escapes the base directory, base: ${source}, subpath: up`],
    ['file/x', `internal: error while resolving symlinks in combined path "${source}/file/x": not a directory`],
    [
      'round',
      `internal: error while resolving symlinks in combined path "${source}/round": too many levels of symbolic links`,
    ],
  ])('%s is refused', (subpath, expected) => {
    expect(refusalOf(() => narrow(mount(), source, subpath, now))).toBe(expected)
  })
})
