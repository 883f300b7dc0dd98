import { describe, expect, test } from 'vitest'
import { parseOptions, UsageError } from '../../../../src/state/program/applets/options.ts'

const syntax = { short: 'abn:i::', long: { all: 'a', number: 'n', numeric: 'b' } }

describe('getopt', () => {
  test.each([
    [
      ['-ab', 'x'],
      [
        ['a', ''],
        ['b', ''],
      ],
      ['x'],
    ],
    [
      ['-n5', '-n', '6'],
      [
        ['n', '5'],
        ['n', '6'],
      ],
      [],
    ],
    [['x', '-a', '--', '-b'], [['a', '']], ['x', '-b']],
    [['-i', 'x'], [['i', '']], ['x']],
    [['-i.bak'], [['i', '.bak']], []],
    [
      ['--all', '--number=3'],
      [
        ['a', ''],
        ['n', '3'],
      ],
      [],
    ],
    [['--numb', '3'], [['n', '3']], []],
    [['-'], [], ['-']],
  ])('%j', (words, given, operands) => {
    const options = parseOptions(syntax, words)
    expect(options.given).toEqual(given)
    expect(options.operands).toEqual(operands)
  })

  test.each([
    [['-z'], "invalid option -- 'z'"],
    [['--zzz'], "unrecognized option '--zzz'"],
    [['--num'], "unrecognized option '--num'"],
    [['-n'], "option requires an argument -- 'n'"],
    [['--all=1'], "option '--all' doesn't allow an argument"],
  ])('refuses %j', (words, message) => {
    expect(() => parseOptions(syntax, words)).toThrow(new UsageError(message))
  })

  test('a leading plus stops at the first operand', () => {
    expect(parseOptions({ short: '+a' }, ['-a', 'x', '-a']).operands).toEqual(['x', '-a'])
  })
})
