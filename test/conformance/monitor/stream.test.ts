import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src/conformance/exchange.ts'
import { createWatch } from '../../../src/conformance/monitor/watch.ts'
import { brokenBy, exchangeOf, type Said } from './exchanges.ts'

const logs = (answered: string, headers = {}): Said => ({
  line: 'GET /v1.55/containers/x/logs?stdout=1&follow=1',
  answered,
  headers: { 'content-type': 'application/vnd.docker.multiplexed-stream', ...headers },
})
const frame = (output: number, text: string): string =>
  `${String.fromCharCode(output, 0, 0, 0, 0, 0, 0, text.length)}${text}`

const brokenByExchange = (exchange: Exchange): string[] => {
  const broken: string[] = []
  createWatch({ onSighting: ({ claim }) => broken.push(claim.id) }).see(exchange)
  return broken
}

describe('a multiplexed stream', () => {
  test.each<[string, readonly string[], Said]>([
    ['has whole frames', [], logs(frame(1, 'out') + frame(2, 'err'))],
    ['has no half frames', ['ContainerLogs.frames-are-whole'], logs(`${frame(1, 'out')}\u0001\u0000`)],
    ['has no other bytes', ['ContainerLogs.frames-are-whole'], logs('plain text')],
    ['may be cut off by whoever reads it', [], { ...logs(frame(1, 'out').slice(0, 9)), isWhole: false }],
    ['may be raw where it says so', [], logs('text', { 'content-type': 'application/vnd.docker.raw-stream' })],
  ])('%s', (_, broken, said) => {
    expect(brokenBy(said)).toEqual(broken)
  })
})

describe('the head of a stream', () => {
  test.each<[string, number, number, readonly string[]]>([
    ['comes at once', 20, 60_000, []],
    ['may be slow', 6000, 60_000, []],
    ['does not wait for the end', 60_000, 60_010, ['ContainerLogs.head-before-the-body']],
    ['may come with the end of what is short', 300, 310, []],
  ])('%s', (_, headMilliseconds, milliseconds, broken) => {
    expect(brokenByExchange({ ...exchangeOf(logs('')), headMilliseconds, milliseconds })).toEqual(broken)
  })
})

describe('events of a container', () => {
  const events = (...actions: readonly string[]): Said => ({
    line: 'GET /v1.55/events',
    answered: actions
      .map(
        Action =>
          `${JSON.stringify({ Type: 'container', Action, Actor: { ID: 'x', Attributes: {} }, time: 1, timeNano: 1 })}\n`,
      )
      .join(''),
    headers: { 'content-type': 'application/jsonl' },
  })
  test.each<[readonly string[], boolean]>([
    [['create', 'start', 'die', 'destroy'], true],
    [['create', 'start', 'die', 'start', 'die', 'stop', 'destroy'], true],
    [['create', 'start', 'kill', 'stop', 'die'], true],
    [['die', 'destroy'], true],
    [['start', 'create'], false],
    [['create', 'die'], false],
    [['create', 'start', 'die', 'die'], false],
    [['create', 'destroy', 'start'], false],
  ])('may come as %j: %s', (actions, may) => {
    expect(brokenBy(events(...actions))).toEqual(may ? [] : ['SystemEvents.tells-in-order'])
  })
})
