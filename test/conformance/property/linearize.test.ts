import { describe, expect, test } from 'vitest'
import type { Call, Entry } from '../../../src/conformance/index.ts'
import { Breach } from '../../../src/conformance/model/breach.ts'
import { initialStates } from '../../../src/conformance/model/states.ts'
import { step } from '../../../src/conformance/model/step.ts'
import { observe } from '../../../src/conformance/observation.ts'
import { linearize, partition } from '../../../src/conformance/property/linearize.ts'

const id = 'c0ffee'.repeat(11).slice(0, 64)

const entry = (call: Call, status: number, [began, ended]: readonly [number, number], body: unknown = ''): Entry => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request = { method: 'POST', target: '/v1.45/x', headers: {} }
  const reply = { status, headers: {}, body: new TextEncoder().encode(text) }
  return { step: call, call, observation: observe(call.call, request, reply), thread: 0, began, ended }
}

const start = { call: 'ContainerStart', path: { id } } as const
const pause = { call: 'ContainerPause', path: { id } } as const
const volume = (name: string) => ({ call: 'VolumeInspect', path: { name } }) as const

const created = () => {
  const call = { call: 'ContainerCreate', query: { name: 'mkc-1' }, body: { workload: 'sleepForever' } } as const
  const { observation } = entry(call, 201, [0, 1], { Id: id, Warnings: [] })
  const states = observation && step(initialStates(), call, observation)
  if (!states || states instanceof Breach) throw new Error('a container cannot be created')
  return states
}

const notRunning = { message: `container ${id} is not running` }

describe('answers at the same time', () => {
  test.each<[string, Entry[], string | undefined]>([
    ['one of two starts', [entry(start, 304, [0, 3]), entry(start, 204, [1, 2])], undefined],
    ['two starts', [entry(start, 204, [0, 3]), entry(start, 204, [1, 2])], 'ContainerStart.when-running'],
    ['no start', [entry(start, 304, [0, 3]), entry(start, 304, [1, 2])], 'ContainerStart.when-created'],
    ['a pause before a start', [entry(pause, 409, [1, 2], notRunning), entry(start, 204, [0, 3])], undefined],
    [
      'a pause that is refused after the start had ended',
      [entry(start, 204, [0, 1]), entry(pause, 409, [2, 3], notRunning)],
      'ContainerPause.when-running',
    ],
  ])('of %s are those of an order, or of none', (_, entries, requirement) => {
    expect(linearize(created(), entries)?.requirement).toBe(requirement)
  })
})

describe('parts', () => {
  const about = (symbols: string, began: number) =>
    entry({ call: 'ContainerInspect', path: { id: symbols } }, 200, [began, began + 1])

  test('share no object', () => {
    const entries = [about('{c0}', 0), about('{c1.id}', 2), about('{c0.id}', 4), about('{v0}{c1}', 6)]
    expect(partition(entries).map(part => part.map(({ began }) => began))).toEqual([
      [0, 4],
      [2, 6],
    ])
  })

  test('are one when something is about everything', () => {
    const everything = entry({ call: 'ContainerList' }, 200, [8, 9])
    expect(partition([about('{c0}', 0), about('{c1}', 2), everything])).toHaveLength(1)
  })

  test('are judged each on its own', () => {
    const missing = entry(volume('mkc-v'), 200, [0, 1], { Name: 'mkc-v' })
    expect(linearize(created(), [entry(start, 204, [2, 3]), missing])?.requirement).toBe('VolumeInspect.of-nothing')
  })
})
