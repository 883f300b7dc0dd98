import { describe, expect, test } from 'vitest'
import type { Call } from '../../../src/conformance/index.ts'
import { createSymbols, resolveCall, spellOut, substitute } from '../../../src/conformance/program/symbols.ts'

const id = '0123456789abcdef'.repeat(4)

const run = { image: 'busybox', label: 'run=1' }

const given = () => {
  let number = 0
  const symbols = createSymbols(() => `name-${++number}`)
  symbols.know('c0', id)
  return symbols
}

describe('a symbol', () => {
  test.each([
    ['{c0}', 'name-1'],
    ['{c0.id}', id],
    ['{c0.short}', '0123456789ab'],
    ['/{c0}:{c0.short}', '/name-1:0123456789ab'],
    ['{image}', 'busybox'],
    ['{run}', 'run=1'],
    ['{"c0":true}', '{"c0":true}'],
    ['{{.ID}}', '{{.ID}}'],
    ['{c1}', 'name-2'],
  ])('%s becomes %s', (text, replaced) => {
    expect(substitute(text, given(), run)).toBe(replaced)
  })

  test('of what was not made yet is its name, whatever is asked for', () => {
    expect(substitute('{n0.id} {n0.short}', given(), run)).toBe('name-2 name-2')
  })

  test('is replaced in keys, lists and objects', () => {
    expect(substitute({ a: [{ '{c0}': '{c0.short}' }, 1, null] }, given(), run)).toEqual({
      a: [{ 'name-1': '0123456789ab' }, 1, null],
    })
  })
})

describe('a call that makes something', () => {
  test.each<[Call, Partial<Call>]>([
    [{ call: 'ContainerCreate', makes: 'c0' }, { query: { name: 'name-1' } }],
    [{ call: 'ContainerCreate', makes: 'c1', query: { name: '{c0}' } }, { query: { name: 'name-1' } }],
    [
      { call: 'NetworkCreate', makes: 'n0', body: { Driver: 'bridge' } },
      { body: { Name: 'name-2', Driver: 'bridge' } },
    ],
    [{ call: 'VolumeCreate', makes: 'v0' }, { body: { Name: 'name-2' } }],
    [
      { call: 'ImageTag', makes: 'i0', path: { name: '{image}' }, query: { tag: 'a' } },
      { path: { name: 'busybox' }, query: { repo: 'name-2', tag: 'a' } },
    ],
    [{ call: 'ContainerExec', makes: 'e0', path: { id: '{c0}' } }, { path: { id: 'name-1' } }],
  ])('%j has a name', (call, parts) => {
    expect(resolveCall(call, given(), run)).toEqual({ ...call, ...parts })
  })
})

describe('a workload', () => {
  test('becomes a command, in the image of the run', () => {
    const body = { workload: 'exit', arguments: [3], User: '1' }
    expect(spellOut({ call: 'ContainerCreate', body }, 'busybox')).toEqual({
      Image: 'busybox',
      Cmd: ['sh', '-c', 'exit 3'],
      User: '1',
    })
  })

  test('keeps its settings of the host beside those of the program', () => {
    const body = { workload: 'crashLoop', HostConfig: { Memory: 8e6 } }
    expect(spellOut({ call: 'ContainerCreate', body }, 'busybox')).toMatchObject({
      HostConfig: { Memory: 8e6, RestartPolicy: { Name: 'always' } },
    })
  })

  test('of an execution names no image', () => {
    expect(spellOut({ call: 'ContainerExec', body: { workload: 'sleepForever' } }, 'busybox')).toEqual({
      Cmd: ['sleep', '86400'],
    })
  })

  test('leaves the bodies of other operations as they are', () => {
    expect(spellOut({ call: 'VolumeCreate', body: { workload: 'exit' } }, 'busybox')).toEqual({ workload: 'exit' })
  })
})
