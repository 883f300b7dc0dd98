import { describe, expect, test } from 'vitest'
import { ProgramError, readProgram } from '../../../src/conformance/index.ts'

describe('reading a program', () => {
  test('takes calls and time that passes', () => {
    const program = { steps: [{ call: 'ContainerCreate', body: { workload: 'exit' }, makes: 'c0' }, { pass: 0.5 }] }
    expect(readProgram(program)).toEqual(program)
  })

  test('takes threads, with a prefix or without', () => {
    expect(readProgram({ threads: [[{ call: 'ContainerList' }], []] })).toEqual({
      prefix: [],
      threads: [[{ call: 'ContainerList' }], []],
    })
  })

  test.each([
    ['a list', []],
    ['neither steps nor threads', {}],
    ['an operation that does not exist', { steps: [{ call: 'ContainerEat' }] }],
    ['an inherited name as operation', { steps: [{ call: 'constructor' }] }],
    ['a field that does not exist', { steps: [{ call: 'ContainerList', qeury: {} }] }],
    ['a path that is no text', { steps: [{ call: 'ContainerInspect', path: { id: 3 } }] }],
    ['a symbol of no kind', { steps: [{ call: 'ContainerCreate', makes: 'x0' }] }],
    ['time that goes back', { steps: [{ pass: -1 }] }],
    ['a step that does nothing', { steps: [{}] }],
    ['a thread that is no list', { threads: [{ call: 'ContainerList' }] }],
  ])('refuses %s', (_, value) => {
    expect(() => readProgram(value)).toThrow(ProgramError)
  })
})
