import { describe } from 'vitest'
import { textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [textFile('/work/f', 'one\ntwo\n\n\nthree'), textFile('/work/g', 'a\tb\x01\n')]

describe('cat, tac, rev and tee', () => {
  commandTable(files, [
    ['cat f', 'one\ntwo\n\n\nthree'],
    ['cat f g | wc -c', '20\n'],
    ['echo in | cat - g', 'in\na\tb\x01\n'],
    ['cat nope g', 'a\tb\x01\n', "cat: can't open 'nope': No such file or directory\n", 1],
    ['cat /work', '', 'cat: read error: Is a directory\n', 1],
    ['cat -n f | head -n2', '     1\tone\n     2\ttwo\n'],
    ['cat -b f | tail -n1', '     3\tthree'],
    ['cat -s f | wc -l', '3\n'],
    ['cat -A g', 'a^Ib^A$\n'],
    ['printf "1\\n2\\n3\\n" | tac', '3\n2\n1\n'],
    ['printf "abc\\nde" | rev', 'cba\ned'],
    ['echo x | tee a b; echo y | tee -a a; cat a b', 'x\ny\nx\ny\nx\n'],
    ['head -c 3 /dev/zero | od -An -tx1', ' 00 00 00\n'],
  ])
})
