import { expect, test } from 'vitest'
import { createQueue, mustBeAlone } from '../../../src/conformance/diff/alone.ts'

test.each([
  [true, { call: 'ContainerPrune' as const }],
  [true, { call: 'NetworkCreate' as const, body: { IPAM: { Config: [{ Subnet: '10.0.0.0/24' }] } } }],
  [false, { call: 'NetworkCreate' as const, body: {} }],
  [false, { pass: 1 }],
])('that a program must be alone is %s for %j', (isAlone, step) => {
  expect(mustBeAlone({ steps: [step] })).toBe(isAlone)
})

test('one waits for the other, and for one that fails, too', async () => {
  const queue = createQueue()
  const seen: string[] = []
  const act = (name: string, fails: boolean) => async () => {
    seen.push(`${name} begins`)
    await new Promise(resolve => setImmediate(resolve))
    seen.push(`${name} ends`)
    if (fails) throw new Error(name)
  }
  const all = await Promise.allSettled([queue(act('a', true)), queue(act('b', false))])
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})
