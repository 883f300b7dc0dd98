import { expect, test } from 'vitest'
import { compareEvents } from '../../../src/conformance/diff/events.ts'

const message = (Action: string, name: string) => JSON.stringify({ Type: 'container', Action, Actor: { ID: name } })

test('messages are compared as a multiset, kind by kind', () => {
  const left = [message('start', 'a'), message('die', 'a'), message('die', 'a')]
  const right = [message('die', 'a'), message('start', 'a'), message('stop', 'a')]
  expect(compareEvents(left, right)).toEqual([
    { where: 'events.container die', left: [JSON.parse(message('die', 'a'))], right: undefined },
    { where: 'events.container stop', left: undefined, right: [JSON.parse(message('stop', 'a'))] },
  ])
  expect(compareEvents(left, left.toReversed())).toEqual([])
})
