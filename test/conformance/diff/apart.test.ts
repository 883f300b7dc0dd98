import { expect, test } from 'vitest'
import { createQueue, withDrawnSubnet, withOwnSubnet } from '../../../src/conformance/diff/apart.ts'

const program = {
  steps: [
    {
      call: 'NetworkCreate' as const,
      body: { IPAM: { Config: [{ Subnet: '10.213.91.0/24', Gateway: '10.213.9.1' }] } },
    },
    { pass: 1 },
  ],
}

test('a program gets the subnet of its place, and is read as if it had none', () => {
  const apart = JSON.stringify(withOwnSubnet(program, 7))
  expect(apart).toContain('"10.213.98.0/24"')
  expect(apart).toContain('"10.213.9.1"')
  expect(withDrawnSubnet('110.213.98.4 or 10.213.98.4 of 10.213.98.0/24')).toBe(
    '110.213.98.4 or 10.213.91.4 of 10.213.91.0/24',
  )
  expect(withOwnSubnet(program, 0)).toEqual(program)
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
