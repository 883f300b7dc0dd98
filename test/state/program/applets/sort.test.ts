import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBox, textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [textFile('/work/f', 'b 2\na 10\nc 1\nb 2\n'), textFile('/work/v', '1.10\n1.9\n1.2\n')]

describe('sort and uniq', () => {
  commandTable(files, [
    ['sort f', 'a 10\nb 2\nb 2\nc 1\n'],
    ['sort -u f', 'a 10\nb 2\nc 1\n'],
    ['sort -r f', 'c 1\nb 2\nb 2\na 10\n'],
    ['sort -k2 -n f', 'c 1\nb 2\nb 2\na 10\n'],
    ['sort -k2,2nr -k1,1 f', 'a 10\nb 2\nb 2\nc 1\n'],
    ["printf 'x:2\\ny:1\\n' | sort -t: -k2", 'y:1\nx:2\n'],
    ['sort -V v', '1.2\n1.9\n1.10\n'],
    ['sort -c f', '', 'sort: f:2: disorder: a 10\n', 1],
    ['sort nope', '', 'sort: nope: No such file or directory\n', 2],
    ['sort -o f f; head -n1 f', 'a 10\n'],
    ['sort f | uniq -c', '      1 a 10\n      2 b 2\n      1 c 1\n'],
    ['sort f | uniq -d', 'b 2\n'],
    ['sort f | uniq -u', 'a 10\nc 1\n'],
  ])

  test('sort | uniq gives each line once, in the order of bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-c]{1,3}$/), { minLength: 1, maxLength: 60 }), lines => {
        const { stdout } = createBox().run('sort | uniq', `${lines.join('\n')}\n`)
        expect(stdout).toBe(
          [...new Set(lines)]
            .sort()
            .map(line => `${line}\n`)
            .join(''),
        )
      }),
      { numRuns: 20 },
    )
  })

  test('sorts thousands of lines as one sorted run', () => {
    const lines = Array.from({ length: 3000 }, (_, index) => String((index * 7919) % 3000).padStart(4, '0'))
    const { stdout } = createBox().run('sort', `${lines.join('\n')}\n`)
    expect(stdout).toBe(
      lines
        .toSorted()
        .map(line => `${line}\n`)
        .join(''),
    )
  })
})
