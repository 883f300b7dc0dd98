import { describe, expect, test } from 'vitest'
import { behaviourOf } from '../../../../src/state/container/behaviour/behaviour.ts'
import { refusalOf } from '../daemon.ts'

const label = (name: string, text: string) => ({ [`dev.mockerd.${name}`]: text })

test.each([
  ['exit', '3', { exit: 3 }],
  ['exit-after', '1m30s', { exitAfterMilliseconds: 90_000 }],
  ['oom-after', '250ms', { oomAfterMilliseconds: 250 }],
  ['stdout', 'ready', { stdout: 'ready\n' }],
  ['stderr', 'oh\n', { stderr: 'oh\n' }],
  ['ignore-signals', 'TERM, SIGINT,10', { ignoredSignals: ['TERM', 'INT', 'USR1'] }],
  ['start-error', 'no luck', { startError: 'no luck' }],
  ['listen', '80:http', { endpoints: [{ port: 80, protocol: 'http', status: 200, text: '' }] }],
  ['listen.2', '80:http:404:a:b', { endpoints: [{ port: 80, protocol: 'http', status: 404, text: 'a:b' }] }],
  ['listen', '5432:tcp:hi', { endpoints: [{ port: 5432, protocol: 'tcp', status: 0, text: 'hi' }] }],
  ['pull', '429', {}],
])('%s=%s is understood', (name, text, behaviour) => {
  expect(behaviourOf(label(name, text))).toEqual(behaviour)
})

test.each([
  ['exit', '256', 'the label dev.mockerd.exit is an exit code from 0 to 255, not "256"'],
  ['exit-after', 'soon', 'the label dev.mockerd.exit-after is a duration such as 1m30s, not "soon"'],
  ['health', 'fine', 'the label dev.mockerd.health is healthy, unhealthy, unhealthy-after:3 or flapping:2, not "fine"'],
  ['health', 'flapping', /not "flapping"$/],
  ['health', 'healthy:2', /not "healthy:2"$/],
  ['health', 'flapping:0', /not "flapping:0"$/],
  ['ignore-signals', 'KILL', /KILL and STOP cannot be ignored, not "KILL"$/],
  ['listen', '0:http', /such as 8080:http:200:hello or 5432:tcp, not "0:http"$/],
  ['listen', '80:http:ok', /not "80:http:ok"$/],
  ['pull', 'never', /or 429, not "never"$/],
  ['exits', '3', /^there is no label dev\.mockerd\.exits; there are dev\.mockerd\.exit, /],
])('%s=%s is refused in one line', (name, text, message) => {
  const said = refusalOf(() => behaviourOf(label(name, text))).replace('invalid: ', '')
  if (typeof message === 'string') expect(said).toBe(message)
  else expect(said).toMatch(message)
})

test('labels of others ask for nothing', () => {
  expect(
    behaviourOf({ 'com.docker.compose.service': 'web', 'dev.mockerd': 'x', 'dev.mockerd.conformance.run': 'x' }),
  ).toEqual({})
  expect(behaviourOf(undefined)).toEqual({})
})

describe('health', () => {
  test.each([
    ['healthy', '++++++'],
    ['unhealthy', '------'],
    ['unhealthy-after:3', '+++---'],
    ['flapping:2', '++--++'],
    ['flapping:1', '+-+-+-'],
  ])('%s is %s', (text, expected) => {
    const { health } = behaviourOf(label('health', text))
    expect([1, 2, 3, 4, 5, 6].map(probe => (health?.(probe) ? '+' : '-')).join('')).toBe(expected)
  })
})
