import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawPrograms, programs } from '../../../src/conformance/generate/program.ts'
import { isPass, readProgram } from '../../../src/conformance/program/program.ts'

describe('programs that are drawn', () => {
  test('are programs, and stay the same as JSON', () => {
    fc.assert(
      fc.property(programs(), program => {
        expect(readProgram(JSON.parse(JSON.stringify(program)))).toEqual(JSON.parse(JSON.stringify(program)))
      }),
      { numRuns: 200 },
    )
  })

  test('are the same for the same seed', () => {
    expect(drawPrograms(20, 42)).toEqual(drawPrograms(20, 42))
    expect(drawPrograms(20, 42)).not.toEqual(drawPrograms(20, 43))
  })

  test('make each symbol once', () => {
    fc.assert(
      fc.property(programs(), ({ steps }) => {
        const made = steps.flatMap(step => (isPass(step) || step.makes === undefined ? [] : [step.makes]))
        expect(new Set(made).size).toBe(made.length)
      }),
      { numRuns: 200 },
    )
  })

  test('ask, taken together, every operation that the model judges', () => {
    const asked = new Set(
      drawPrograms(400, 1).flatMap(({ steps }) => steps.flatMap(step => (isPass(step) ? [] : [step.call]))),
    )
    expect(asked.size).toBeGreaterThanOrEqual(48)
  })
})
