import { expect, test } from 'vitest'
import type { FaultDescription } from '../../../src/server/faults/fault.ts'
import { readFault } from '../../../src/server/faults/read.ts'
import { DockerError } from '../../../src/state/error.ts'

const refusal = (json: unknown): string => {
  try {
    readFault(json)
    return 'taken'
  } catch (error) {
    if (error instanceof DockerError) return error.message.replace('the fault is ill-formed: ', `${error.kind}: `)
    throw error
  }
}

test.each<[FaultDescription, string, string]>([
  [{ operation: 'ContainerList', reply: { status: 500, message: 'no' } }, 'reply', 'before'],
  [{ operation: ['ContainerList', 'ImageList'], delay: '5s', when: 'after' }, 'delay', 'after'],
  [{ path: '/containers/*/start', method: 'POST', reset: true }, 'reset', 'before'],
  [{ path: '/images/library/busybox/json', hang: true }, 'hang', 'before'],
  [{ cut: true, at: { frame: 2, byte: 3 } }, 'cut', 'during'],
  [{ errorFrame: { message: 'no' }, nth: 2 }, 'errorFrame', 'during'],
  [{ point: 'auto-remove', hold: true }, 'hold', 'before'],
  [{ registry: 'toomanyrequests', probability: 0.5, skip: 1, max: 2 }, 'registry', 'before'],
  [{ hold: () => undefined }, 'hold', 'before'],
])('%j is a %s, %s', (description, kind, place) => {
  expect(readFault(description)).toEqual({ description, kind, place })
})

test.each<[unknown, string | RegExp]>([
  [null, 'the body is an object, not null'],
  ['reset', 'the body is an object, not "reset"'],
  [{}, /^it does nothing; it can do reply, delay, /],
  [{ operation: 'ContainerList' }, /^it does nothing/],
  [{ reset: true, hang: true }, 'one fault does one thing, not hang and reset'],
  [{ operation: 'ContainerLists', reset: true }, 'there is no operation ContainerLists; the closest is ContainerList'],
  [{ path: 'containers', reset: true }, /^path is a string \(a path such as .*\), not "containers"$/],
  [{ path: '/v1.43/containers/json', reset: true }, /leave the version out$/],
  [{ path: '/container/json', reset: true }, 'no operation answers anything at /container/json'],
  [{ path: '/containers/json', method: 'POST', reset: true }, 'no operation answers POST /containers/json'],
  [{ reset: 1 }, 'reset is a boolean, not 1'],
  [{ reset: false }, 'reset is one of true, not false'],
  [{ reply: { status: 99 } }, 'reply.status is 200 or more, not 99'],
  [{ reply: {} }, 'reply.status is missing'],
  [{ reply: { status: 500, text: 'no' } }, 'there is no reply.text; there are status, message, body, headers'],
  [{ reply: { status: 500 }, when: 'during' }, 'when is before or after for reply, not during'],
  [{ delay: 'soon' }, 'delay is a duration such as 1m30s, not "soon"'],
  [{ drip: { bytes: 1, every: 'x' } }, 'drip.every is a duration such as 1m30s, not "x"'],
  [{ drip: { bytes: 0, every: 1 } }, 'drip.bytes is 1 or more, not 0'],
  [{ hang: true, at: { bytes: 1 } }, 'at is for what happens during a body, not for hang'],
  [{ split: 3, at: { bytes: 1 } }, 'at is for what happens during a body, not for split'],
  [{ cut: true, at: { frame: 0 } }, 'at.frame is 1 or more, not 0'],
  [{ nth: 2, max: 1, reset: true }, 'nth says the same as skip and max: give one or the other'],
  [{ probability: 2, reset: true }, 'probability is 1 or less, not 2'],
  [{ registry: 'angry' }, /^registry is one of unauthorized, .*, not "angry"$/],
  [{ point: 'auto-remove', reset: true }, 'a point can be held, and nothing else: not reset'],
  [{ point: 'auto-remove', operation: 'ContainerList', hold: true }, /^point stands alone/],
  [{ point: 'midnight', hold: true }, 'point is one of auto-remove, exec-exit, not "midnight"'],
  [{ opration: 'ContainerList', reset: true }, /^there is no opration; there are operation, /],
])('%j is refused in one line', (json, message) => {
  const said = refusal(json)
  if (typeof message === 'string') expect(said).toBe(`invalid: ${message}`)
  else expect(said.replace('invalid: ', '')).toMatch(message)
  expect(said).not.toContain('\n')
})
