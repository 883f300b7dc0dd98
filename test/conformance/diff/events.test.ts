import { expect, test } from 'vitest'
import { compareEvents, forgottenOf, withoutEvents } from '../../../src/conformance/diff/events.ts'

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

test('an answer is compared without the events that a daemon may have forgotten', () => {
  const [old, young] = [message('create', 'a'), message('start', 'a')]
  expect(withoutEvents({ status: 200, body: [old, young] }, new Set([old]))).toEqual({
    status: 200,
    body: [young],
  })
  expect(withoutEvents({ status: 400, body: { message: old } }, new Set([old]))).toEqual({
    status: 400,
    body: { message: old },
  })
})

test('a daemon is let forget what two hundred other messages came after', () => {
  const told = Array.from({ length: 300 }, (_, index) => message('start', String(index)))
  expect(forgottenOf(told.join('\n')).split('\n')).toEqual(told.slice(0, 100))
  expect(forgottenOf(told.slice(0, 200).join('\n'))).toBe('')
})
