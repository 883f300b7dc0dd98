import { describe } from 'vitest'
import { textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [textFile('/work/f', 'a:b:c\nplain\n1:2\n'), textFile('/work/g', 'x\ny\n')]

describe('cut, wc, fold, nl, paste and comm', () => {
  commandTable(files, [
    ['cut -d: -f2 f', 'b\nplain\n2\n'],
    ['cut -d: -f2- -s f', 'b:c\n2\n'],
    ['cut -c1,3 f', 'ab\npa\n12\n'],
    ['cut -f0 f 2>&1 | head -n1', "cut: bad list '0'\n"],
    ['wc -l f', '3 f\n'],
    [
      'wc f g',
      '        3         3        16 f\n        2         2         4 g\n        5         5        20 total\n',
    ],
    ['wc -c < f', '16\n'],
    ['echo abcdef | fold -w4', 'abcd\nef\n'],
    ['nl g', '     1\tx\n     2\ty\n'],
    ['paste -d, g g', 'x,x\ny,y\n'],
    ['paste -s -d+ g', 'x+y\n'],
    ['printf "1\\n2\\n3\\n4\\n" | paste - -', '1\t2\n3\t4\n'],
    ['printf "a\\nx\\n" > h; comm g h', '\ta\n\t\tx\ny\n'],
    ['printf "a\\nx\\n" > h; comm -12 g h', 'x\n'],
  ])
})
