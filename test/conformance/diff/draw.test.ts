import { expect, test } from 'vitest'
import { drawPrograms } from '../../../src/conformance/diff/draw.ts'
import { readProgram } from '../../../src/conformance/index.ts'

test('the same seed draws the same programs, another one others', () => {
  expect(drawPrograms(20, 3)).toEqual(drawPrograms(20, 3))
  expect(drawPrograms(20, 3)).not.toEqual(drawPrograms(20, 4))
})

test('what is drawn can be read as programs, and begins with a container', () => {
  for (const program of drawPrograms(200, 1)) {
    expect(readProgram(JSON.parse(JSON.stringify(program)))).toEqual(program)
    expect(program.steps.some(step => 'call' in step && step.call === 'ContainerCreate')).toBe(true)
  }
})
