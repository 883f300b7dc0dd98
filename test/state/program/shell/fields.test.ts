import { describe, expect, test } from 'vitest'
import {
  type Expanded,
  fieldBreak,
  quoted,
  splitFields,
  splittable,
  unquoted,
} from '../../../../src/state/program/shell/fields.ts'

const split = (pieces: readonly Expanded[], separators = ' \t\n'): string[] =>
  splitFields(pieces, separators).map(field => field.text)

describe('fields', () => {
  const rows: [text: string, separators: string, fields: string[]][] = [
    ['a b', ' \t\n', ['a', 'b']],
    ['  a \t b\n', ' \t\n', ['a', 'b']],
    ['', ' ', []],
    ['  ', ' ', []],
    ['a:b', ':', ['a', 'b']],
    [':a', ':', ['', 'a']],
    ['a:', ':', ['a']],
    ['a::b', ':', ['a', '', 'b']],
    ['a : b', ' :', ['a', 'b']],
    ['a: :b', ' :', ['a', '', 'b']],
    ['a b', '', ['a b']],
  ]
  test.each(rows)('%j cut at %j', (text, separators, fields) => {
    expect(split([splittable(text)], separators)).toEqual(fields)
  })

  test('quotes join and make even nothing a field', () => {
    expect(split([quoted('')])).toEqual([''])
    expect(split([quoted('a b'), splittable(' c d')])).toEqual(['a b', 'c', 'd'])
    expect(split([unquoted('x'), splittable('1 2'), quoted('y')])).toEqual(['x1', '2y'])
    expect(split([splittable(''), unquoted('')])).toEqual([])
  })

  test('a break ends a field whatever IFS says', () => {
    expect(split([quoted('a'), fieldBreak, quoted(''), fieldBreak, quoted('b')], '')).toEqual(['a', '', 'b'])
    expect(split([splittable('a'), fieldBreak, splittable(''), fieldBreak, splittable('b')])).toEqual(['a', 'b'])
  })

  test('only what is not quoted can be a pattern', () => {
    expect(splitFields([quoted('*')], ' ')[0]?.pattern).toBeUndefined()
    expect(splitFields([quoted('*'), unquoted('*')], ' ')[0]?.pattern).toBe('\\**')
    expect(splitFields([splittable('[a]')], ' ')[0]?.pattern).toBe('[a]')
  })
})
