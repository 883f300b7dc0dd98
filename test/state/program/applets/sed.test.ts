import { describe } from 'vitest'
import { textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [textFile('/work/f', 'one\ntwo\nthree\n')]

describe('sed', () => {
  commandTable(files, [
    ['sed s/o/0/ f', '0ne\ntw0\nthree\n'],
    ['sed s/e/E/g f', 'onE\ntwo\nthrEE\n'],
    ['sed s/e/E/2 f', 'one\ntwo\nthreE\n'],
    ['sed -n s/o/0/p f', '0ne\ntw0\n'],
    ['sed -n 2p f', 'two\n'],
    ["sed -n '$p' f", 'three\n'],
    ['sed 1,2d f', 'three\n'],
    ["sed '/two/d' f", 'one\nthree\n'],
    ["sed '/one/,/two/s/^/> /' f", '> one\n> two\nthree\n'],
    ["sed '2!d' f", 'two\n'],
    ["sed '1~2d' f", 'two\n'],
    ["sed 's|o|/|' f", '/ne\ntw/\nthree\n'],
    ["echo ab | sed -E 's/(a)(b)/\\2\\1/'", 'ba\n'],
    ["echo ab | sed 's/\\(a\\)\\(b\\)/[&]\\2\\1/'", '[ab]ba\n'],
    ["sed '2i\\before' f", 'one\nbefore\ntwo\nthree\n'],
    ["sed '2a after' f", 'one\ntwo\nafter\nthree\n'],
    ["sed '2c new' f", 'one\nnew\nthree\n'],
    ['sed = f | head -n2', '1\none\n'],
    ['sed y/eo/EO/ f', 'OnE\ntwO\nthrEE\n'],
    ['sed 2q f', 'one\ntwo\n'],
    ['sed q5 f', 'one\n', '', 5],
    ["sed -n '/two/{s/t/T/;p}' f", 'Two\n'],
    ["sed ':a;N;$!ba;s/\\n/,/g' f", 'one,two,three\n'],
    ["sed '1!G;h;$!d' f", 'three\ntwo\none\n'],
    ['sed -i s/one/ONE/ f; cat f', 'ONE\ntwo\nthree\n'],
    ['sed -i.bak s/one/ONE/ f; cat f.bak | head -n1', 'one\n'],
    ['printf x | sed s/x/y/', 'y'],
    ['sed p nope', '', 'sed: nope: No such file or directory\n', 1],
  ])
})
