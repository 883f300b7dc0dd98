import { expect, test } from 'vitest'
import { asDrawn, createQueue, setApart } from '../../../src/conformance/diff/apart.ts'

const program = {
  steps: [
    {
      call: 'NetworkCreate' as const,
      body: { IPAM: { Config: [{ Subnet: '10.213.91.0/24', Gateway: '10.21.9.1' }] } },
    },
    { call: 'VolumeCreate' as const, body: { Driver: 'nonsense' } },
  ],
}

test('a program gets a subnet and an unknown driver of its place, and its answers are read as if it had none', () => {
  const apart = JSON.stringify(setApart(program, 7))
  expect(apart).toContain('"10.213.98.0/24"')
  expect(apart).toContain('"10.21.9.1"')
  expect(apart).toContain('"nonsense7"')
  expect(asDrawn(apart)).toBe(JSON.stringify(program))
  expect(asDrawn('110.213.98.4 or 10.213.98.4 of 10.213.98.0/24')).toBe('110.213.98.4 or 10.213.91.4 of 10.213.91.0/24')
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
