import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FileEntry } from '../../../../src/state/filesystem/contract.ts'
import { createBox, textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const long = 'n'.repeat(60)
const files: FileEntry[] = [
  textFile('/work/d/x', 'content\n', 0o640),
  textFile(`/work/d/${long}/${long}`, 'long\n'),
  { path: '/work/d/l', kind: 'symlink', target: 'x' },
]

describe('tar and gzip', () => {
  commandTable(files, [
    ['tar cf t d; mkdir o; tar xf t -C o; cat o/d/x; readlink o/d/l; stat -c %a o/d/x', 'content\nx\n640\n'],
    [`tar czf t.tgz d; rm -r d; tar xzf t.tgz; cat d/${long}/${long}`, 'long\n'],
    ['tar cf - d | tar tf - | sort | head -n2', 'd/\nd/l\n'],
    ['tar cf t d/x; tar tvf t', '-rw-r----- root/root         8 2026-01-01 00:00:00 d/x\n'],
    ['tar cf t d; tar xOf t d/x', 'content\n'],
    ['tar cf t d; tar tf t --exclude "*n*"', 'd/\nd/l\nd/x\n'],
    ['tar cf t d/x; tar xf t --strip-components 1; cat x', 'content\n'],
    ['tar tf nope', '', "tar: can't open 'nope': No such file or directory\n", 1],
    ['echo junk > t; tar tf t', '', 'tar: short read\n', 1],
    ['gzip -k d/x; ls d | grep x; zcat d/x.gz', 'x\nx.gz\ncontent\n'],
    ['gzip d/x; gunzip d/x.gz; cat d/x', 'content\n'],
    ['echo junk | gunzip', '', 'gunzip: invalid magic\n', 1],
    ['echo data | gzip | head -c 12 | zcat > out', '', 'zcat: short read\n', 1],
  ])

  test('what a real tar would reject does not lead out of the folder', () => {
    const { stdout } = createBox([textFile('/evil', 'x')]).run('cd /tmp; tar cf /work/t ../evil; cd /work; tar tf t')
    expect(stdout).toBe('evil\n')
  })

  test('unpacking gives back every byte that was packed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), bytes => {
        const { stdout } = createBox().run('cat > f; tar czf t f; tar xzOf t | cmp - f && echo same', bytes)
        expect(stdout).toBe('same\n')
      }),
      { numRuns: 15 },
    )
  })

  test('reads what another gzip wrote and writes what another reads', () => {
    const text = 'some text '.repeat(500)
    expect(createBox().run('gunzip', gzipSync(text)).stdout).toBe(text)
    const { stdout } = createBox().run('gzip | base64 -w0', text)
    expect(gunzipSync(Buffer.from(stdout, 'base64')).toString()).toBe(text)
  })
})
