import { describe, expect, test } from 'vitest'
import { findSources, hashOfItems } from '../../../src/state/build/sources.ts'
import { root } from '../../../src/state/filesystem/contract.ts'
import { createFileSystem } from '../../../src/state/filesystem/filesystem.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'
import { file } from './site.ts'

const tree = createTree([
  file('/hello.txt', 'hello\n'),
  { path: '/src', kind: 'directory', mode: 0o755 },
  file('/src/a.txt', 'a\n', { uid: 1000, gid: 1000 }),
  file('/src/b.txt', 'bb\n'),
  { path: '/src/deep', kind: 'directory', mode: 0o755 },
  file('/src/deep/c.md', 'ccc\n'),
  { path: '/src/link', kind: 'symlink', target: 'a.txt', mode: 0o777 },
])

const source = {
  files: createFileSystem({
    mounts: [{ destination: '/', tree, readOnly: true, type: 'bind' }],
    credentials: root,
    now: () => 0,
  }),
  isContext: true,
  hashes: new Map<string, string>(),
}

/** The sums that dockerd 28.5.2 wrote into the history of the same files. */
describe('what a copy is known by', () => {
  test.each([
    [['hello.txt'], 'file:c50ecf0f8081044924e199cfe6cfd18d0c9dd4d16be07790bb24f7088112b98e'],
    [['./hello.txt'], 'file:c50ecf0f8081044924e199cfe6cfd18d0c9dd4d16be07790bb24f7088112b98e'],
    [['src/link'], 'file:99aadb1277561c5b63e7d16d46957e673e30adad159cd97ee9f9c898bc71804f'],
    [['src'], 'dir:48702813e298689ed45984d0d0cbb6d828f5f105cc0a75fbf3952515ce500159'],
    [['src/*.txt'], 'multi:32c5126c9d23f4162a0d1d24a980108e2922a502ccd1ee4fcda3a990a0e26d4c'],
    [['src/', 'hello.txt'], 'multi:c942ae916a4c16ae3e24a9f1533b9ba7706a0637c76b6bd542ad0d926e4d0706'],
  ])('%j', (paths, hash) => {
    expect(hashOfItems(findSources(source, paths))).toBe(hash)
  })

  test.each([
    ['*', ['hello.txt', 'src']],
    ['src/?.txt', ['src/a.txt', 'src/b.txt']],
    ['src/[a]*', ['src/a.txt']],
    ['*/*/*', ['src/deep/c.md']],
  ])('%s finds %j', (pattern, names) => {
    expect(findSources(source, [pattern]).map(({ name }) => name)).toEqual(names)
  })
})
