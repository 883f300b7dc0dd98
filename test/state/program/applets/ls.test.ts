import { describe } from 'vitest'
import type { FileEntry } from '../../../../src/state/filesystem/contract.ts'
import { executable, textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files: FileEntry[] = [
  textFile('/work/b', 'bb\n'),
  textFile('/work/A', ''),
  textFile('/work/.hidden', ''),
  textFile('/work/d/x', 'x'),
  { path: '/work/l', kind: 'symlink', target: 'b' },
  executable('/gnu/ls', 'coreutils'),
]

describe('ls', () => {
  commandTable(files, [
    ['ls', 'A\nb\nd\nl\n'],
    ['ls -a', '.\n..\n.hidden\nA\nb\nd\nl\n'],
    ['ls -A', '.hidden\nA\nb\nd\nl\n'],
    ['ls -r', 'l\nd\nb\nA\n'],
    ['ls -S | head -n1', 'd\n'],
    ['ls -F', 'A\nb\nd/\nl@\n'],
    ['ls b d', 'b\n\nd:\nx\n'],
    ['ls -d d', 'd\n'],
    ['ls -R d', 'd:\nx\n'],
    ['ls -l b', '-rw-r--r--    1 root     root             3 Jan  1 00:00 b\n'],
    ['ls -l l', 'lrwxrwxrwx    1 root     root             1 Jan  1 00:00 l -> b\n'],
    ['ls nope', '', 'ls: nope: No such file or directory\n', 1],
    ['/gnu/ls nope', '', "ls: cannot access 'nope': No such file or directory\n", 2],
    ['ls -z 2>&1 | head -n1', "ls: invalid option -- 'z'\n"],
  ])
})
