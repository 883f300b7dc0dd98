import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Step } from '../../../src/conformance/index.ts'
import { shrinkSteps } from '../../../src/conformance/property/shrink.ts'

const step = (number: number): Step => ({ call: 'ContainerInspect', path: { id: String(number) } })

describe('shrinking', () => {
  test('leaves exactly the steps that the failure needs, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.uniqueArray(fc.nat(29), { maxLength: 5 }),
        async (length, wanted) => {
          const steps = Array.from({ length }, (_, number) => step(number))
          const needed = steps.filter((_, number) => wanted.includes(number))
          const fails = async (candidate: readonly Step[]) => needed.every(each => candidate.includes(each))
          expect(await shrinkSteps(steps, fails)).toEqual(needed)
        },
      ),
    )
  })

  test('leaves out settings and parameters that the failure does not need', async () => {
    const whole: Step = {
      call: 'ContainerCreate',
      query: { platform: 'x', name: 'n' },
      body: { workload: 'exit', Labels: { a: 'b', c: 'd' }, HostConfig: { Memory: 1 } },
      input: 'x',
    }
    const fails = async ([first]: readonly Step[]) => JSON.stringify(first ?? {}).includes('"c":"d"')
    expect(await shrinkSteps([whole], fails)).toEqual([{ call: 'ContainerCreate', body: { Labels: { c: 'd' } } }])
  })
})
