import { describe, expect, test } from 'vitest'
import type { Process } from '../../../../../src/state/kernel/process.ts'
import { evaluateTestWords, TestFailure } from '../../../../../src/state/program/shell/builtins/test.ts'
import { runScript, startSession } from '../session.ts'

const process: Process = startSession({ argv: ['sleep', '1'] }).process
const holds = (text: string): boolean =>
  evaluateTestWords(process, text === '' ? [] : text.split(' ').map(word => (word === "''" ? '' : word)))

describe('test', () => {
  const truths = [
    'a',
    '-n a',
    "-z ''",
    'a = a',
    'a == a',
    'a != b',
    '1 -eq 01',
    '1 -lt 2',
    '-1 -le -1',
    '2 -gt 1',
    '2 -ge 2',
    '1 -ne 2',
    '-d /',
    '-e /bin/sh',
    '-f /bin/sh',
    '-x /bin/sh',
    '-s /bin/sh',
    '-r /bin/sh',
    '! -e /nosuch',
    '-c /dev/null',
    '! -L /bin/sh',
    '/bin/sh -ef /bin/sh',
    'a = a -a b = b',
    'a = b -o b = b',
    '( a )',
    '( a = b ) -o ! b = c',
    '! a = b',
    '-f',
    '! ! a',
    "! ''",
    '= = =',
    '-n = -n',
    '( = (',
    'a < b',
    '! ( a = b )',
    'a = a -a ! b = c -a -n x',
  ]
  test.each(truths)('holds: %s', text => expect(holds(text)).toBe(true))

  const lies = [
    '',
    "''",
    "-n ''",
    '-z a',
    'a = b',
    '1 -eq 2',
    '-f /',
    '-d /bin/sh',
    '! a',
    '-L /',
    'a = a -a b = c',
    '( a = b )',
  ]
  test.each(lies)('does not hold: %s', text => expect(holds(text)).toBe(false))

  const nonsense = ['a b', 'a -eq 1', '1 -lt x', 'a b c d', '( a = a']
  test.each(nonsense)('refuses: %s', text => expect(() => holds(text)).toThrow(TestFailure))

  test('complains as each shell does', () => {
    expect(runScript('[ a -eq 1 ]').stderr).toBe('sh: a: bad number\n')
    expect(runScript('[ a -eq 1 ]', { shell: 'dash' }).stderr).toBe('dash: 1: [: Illegal number: a\n')
    expect(runScript('[ a -eq 1', { shell: 'bash' }).stderr).toBe("bash: line 1: [: missing `]'\n")
  })
})
