import { describe } from 'vitest'
import { textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [
  textFile('/work/f', 'one\ntwo\nthree\nfour\nfive\n'),
  textFile('/work/d/x', 'needle\n'),
  textFile('/work/d/e/y', 'no\nNeedle here\n'),
]

describe('grep', () => {
  commandTable(files, [
    ['grep t f', 'two\nthree\n'],
    ['grep -n o f', '1:one\n2:two\n4:four\n'],
    ['grep -v o f', 'three\nfive\n'],
    ['grep -c e f', '3\n'],
    ['grep -i ONE f', 'one\n'],
    ['grep -q one f', ''],
    ['grep nothing f', '', '', 1],
    ['grep x nope', '', 'grep: nope: No such file or directory\n', 2],
    ['grep -s x nope', '', '', 2],
    ["grep -E '^(one|two)$' f", 'one\ntwo\n'],
    ["grep '^\\(one\\|two\\)$' f", 'one\ntwo\n'],
    ["grep -F 'o.e' f", '', '', 1],
    ['grep -o [aeiou] f | head -n3', 'o\ne\no\n'],
    ['grep -w on f', '', '', 1],
    ['grep -x two f', 'two\n'],
    ['grep -A1 two f', 'two\nthree\n'],
    ['grep -B1 -n three f', '2-two\n3:three\n'],
    ['grep -C1 -e one -e five f', 'one\ntwo\n--\nfour\nfive\n'],
    ['grep -l needle d/x f', 'd/x\n'],
    ['grep -r -i needle d', 'd/e/y:Needle here\nd/x:needle\n'],
    ['grep -rL needle d', 'd/e/y\n'],
    ['grep -m1 o f', 'one\n'],
    ["grep '[' f", '', 'grep: Unmatched [, [^, [:, [., or [=\n', 2],
    ["echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | grep -cE '^(a+)+b$'", '0\n', '', 1],
    ["echo 'key: v' | grep -oE '[^ ]+$'", 'v\n'],
  ])
})
