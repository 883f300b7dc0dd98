import { describe } from 'vitest'
import { textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [textFile('/work/f', 'ONE\ntwo\nthree\n'), textFile('/work/g', 'ONE\ntwO\n')]

describe('dd, od, hexdump, xxd, strings, split and cmp', () => {
  commandTable(files, [
    ['dd if=/dev/zero of=z bs=1k count=3 status=none; stat -c %s z', '3072\n'],
    ['dd if=f bs=1 skip=4 count=3 status=none', 'two'],
    ['printf XX | dd of=f bs=1 seek=1 conv=notrunc status=none; head -n1 f', 'OXX\n'],
    [
      'dd if=f of=/dev/null',
      '',
      '0+1 records in\n0+1 records out\n14 bytes (14.0B) copied, 0.000000 seconds, 13.4MB/s\n',
    ],
    ['dd if=nope', '', "dd: can't open 'nope': No such file or directory\n", 1],
    ['od -c g', '0000000   O   N   E  \\n   t   w   O  \\n\n0000010\n'],
    ['od -An -tx1 g', ' 4f 4e 45 0a 74 77 4f 0a\n'],
    ['hexdump -C g', '00000000  4f 4e 45 0a 74 77 4f 0a                           |ONE.twO.|\n00000008\n'],
    ['xxd g', '00000000: 4f4e 450a 7477 4f0a                      ONE.twO.\n'],
    ['xxd -p g; xxd -p g | xxd -r -p', '4f4e450a74774f0a\nONE\ntwO\n'],
    ["printf 'ab\\0text\\0' | strings", 'text\n'],
    ['split -l2 f p; cat pab', 'three\n'],
    ['cmp f f', ''],
    ['cmp f g', 'f g differ: char 7, line 2\n', '', 1],
    ['head -c 4 f > h; cmp f h', '', 'cmp: EOF on h\n', 1],
  ])
})
