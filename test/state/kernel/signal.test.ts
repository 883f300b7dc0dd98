import { describe, expect, test } from 'vitest'
import { defaultAction, parseSignal, signalName, signalNames, signalNumber } from '../../../src/state/kernel/signal.ts'

describe('parseSignal', () => {
  test.each([
    ['9', 'KILL'],
    ['KILL', 'KILL'],
    ['SIGKILL', 'KILL'],
    ['sigkill', 'KILL'],
    ['Term', 'TERM'],
    ['CLD', 'CHLD'],
    ['SIGIOT', 'ABRT'],
    ['34', 'RTMIN'],
    ['SIGRTMIN+3', 'RTMIN+3'],
    ['rtmax-1', 'RTMAX-1'],
    ['64', 'RTMAX'],
    ['50', 'RTMAX-14'],
  ])('reads %s as %s', (text, name) => {
    expect(parseSignal(text)).toBe(name)
  })

  test.each(['', '0', '32', '33', '65', '-1', 'SIG', 'NOPE', 'RTMIN+16', 'RTMIN-1', 'SIGSIGKILL', 'constructor'])(
    'does not know %j',
    text => {
      expect(parseSignal(text)).toBeUndefined()
    },
  )

  test('reads every name and number back', () => {
    expect(signalNames).toHaveLength(62)
    for (const name of signalNames) {
      expect(parseSignal(name)).toBe(name)
      expect(parseSignal(`sig${name.toLowerCase()}`)).toBe(name)
      expect(signalName(signalNumber(name))).toBe(name)
    }
  })
})

test.each([
  ['TERM', 'terminate'],
  ['RTMIN+4', 'terminate'],
  ['SEGV', 'core'],
  ['CHLD', 'ignore'],
  ['WINCH', 'ignore'],
  ['TSTP', 'stop'],
  ['CONT', 'continue'],
] as const)('%s does %s when nobody cares', (signal, action) => {
  expect(defaultAction(signal)).toBe(action)
})
