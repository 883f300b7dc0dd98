import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backslashQuoted, bashQuoted, singleQuoted } from '../../../../src/state/program/shell/quoting.ts'
import { runScript } from './session.ts'

test('quotes as each shell does', () => {
  expect(singleQuoted("it's")).toBe(`'it'"'"'s'`)
  expect(singleQuoted('')).toBe("''")
  expect(bashQuoted("it's")).toBe(`'it'\\''s'`)
  expect(backslashQuoted('a b')).toBe('a\\ b')
  expect(backslashQuoted('a\nb')).toBe("$'a\\nb'")
})

test('what is quoted reads back as itself', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', "'", '"', '\\', ' ', '$', '`', '*', '\n', '!', '~', '{', '}'),
    maxLength: 8,
  })
  fc.assert(
    fc.property(text, original => {
      for (const quote of [singleQuoted, bashQuoted]) {
        expect(runScript(`args ${quote(original)}`).stdout).toBe(`[${original}]\n`)
      }
      expect(runScript(`args ${backslashQuoted(original)}`, { shell: 'bash' }).stdout).toBe(`[${original}]\n`)
    }),
    { numRuns: 40 },
  )
})
