import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBox, executable, textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [
  textFile('/work/1', 'a\nb\nc\nd\ne\n'),
  textFile('/work/2', 'a\nB\nc\ne\nf\n'),
  executable('/gnu/diff', 'coreutils'),
]

describe('diff', () => {
  commandTable(files, [
    ['diff 1 1', ''],
    ['/gnu/diff 1 2', '2c2\n< b\n---\n> B\n4d3\n< d\n5a5\n> f\n', '', 1],
    ['diff 1 2', '--- 1\n+++ 2\n@@ -1,5 +1,5 @@\n a\n-b\n+B\n c\n-d\n e\n+f\n', '', 1],
    ['diff -q 1 2', 'Files 1 and 2 differ\n', '', 1],
    ['diff 1 nope', '', "diff: can't stat 'nope': No such file or directory\n", 2],
    ['mkdir x y; cp 1 x; cp 2 y/1; touch y/z; diff -rq x y', 'Files x/1 and y/1 differ\nOnly in y: z\n', '', 1],
    ['printf a > 3; echo a | diff - 3', '--- -\n+++ 3\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n', '', 1],
  ])

  test('the edits turn one file into the other', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
    fc.assert(
      fc.property(lines, lines, (left, right) => {
        const text = (all: readonly string[]) => all.map(line => `${line}\n`).join('')
        const box = createBox([textFile('/work/l', text(left)), textFile('/work/r', text(right))])
        const { stdout } = box.run('diff -U 100 l r')
        const body = stdout.split('\n').slice(3, -1)
        const side = (marks: string) => body.filter(line => marks.includes(line[0] ?? '')).map(line => line.slice(1))
        if (text(left) === text(right)) expect(stdout).toBe('')
        else expect([side(' -'), side(' +')]).toEqual([left, right])
      }),
      { numRuns: 40 },
    )
  })
})
