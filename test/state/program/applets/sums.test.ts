import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBox, textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const digests = ['md5', 'sha1', 'sha256', 'sha512']
const files = [textFile('/work/f', 'hello\n'), textFile('/work/bad', `${'0'.repeat(32)}  f\n`)]

describe('checksums', () => {
  test.each(digests)('%ssum agrees with a known implementation on any bytes', name => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const { stdout } = createBox().run(`${name}sum`, bytes)
        expect(stdout).toBe(`${createHash(name).update(bytes).digest('hex')}  -\n`)
      }),
      { numRuns: 20 },
    )
  })

  test('base64 -d undoes base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        const { stdout } = createBox().run('base64 | base64 -d | od -An -v -tx1', bytes)
        expect(stdout.replace(/\s/g, '')).toBe(Buffer.from(bytes).toString('hex'))
      }),
      { numRuns: 20 },
    )
  })

  commandTable(files, [
    ['md5sum f', 'b1946ac92492d2347c6235b4d2611184  f\n'],
    ['sha1sum < f', 'f572d396fae9206628714fb2ce00f72e94f2258f  -\n'],
    ['cksum f', '3015617425 6 f\n'],
    ['sha256sum f > s; sha256sum -c s', 'f: OK\n'],
    ['md5sum -c bad', 'f: FAILED\n', 'md5sum: WARNING: 1 of 1 computed checksums did NOT match\n', 1],
    ['base64 f', 'aGVsbG8K\n'],
    ['seq 40 | base64 -w 20 | head -n1', 'MQoyCjMKNAo1CjYKNwo4\n'],
    ["echo '!!' | base64 -d", '', 'base64: truncated input\n', 1],
  ])
})
