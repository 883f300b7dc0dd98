import { expect, test } from 'vitest'
import { createSettling, type Settling } from '../../../src/conformance/diff/settle.ts'
import type { Call } from '../../../src/conformance/program/program.ts'
import type { World } from '../../../src/conformance/world.ts'

const body = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** Says of its container that it runs, so many times, and then that it has ended. */
const worldThatEnds = (afterLooks: number) => {
  let looks = 0
  const ask = async () => {
    const Running = looks++ < afterLooks
    const State = { Running, Status: Running ? 'running' : 'exited', Health: { Status: 'starting' } }
    return { status: 200, body: body({ State, HostConfig: {} }) }
  }
  return { world: { ask, sleep: async () => undefined } as unknown as World, looks: () => looks }
}

const seeing =
  (settling: Settling) =>
  (step: Call, status: number): void => {
    const observation = { operation: step.call, status, request: { method: '', target: '', headers: {} }, headers: {} }
    const call = { ...step, path: { id: 'abc' } }
    settling.see({ step, call, observation: { ...observation, body: body({}) }, began: 0, ended: 1 })
  }

const looksAfter = async (settings: object): Promise<number> => {
  const { world, looks } = worldThatEnds(5)
  const settling = createSettling()
  const see = seeing(settling)
  see({ call: 'ContainerCreate', body: settings, makes: 'c0' }, 201)
  see({ call: 'ContainerStart', path: { id: '{c0.id}' } }, 204)
  await settling.rest(world)
  return looks()
}

test.each([
  ['what ends by itself until it has ended', { workload: 'exit' }, 6],
  ['what a program says in its own words, too', { workload: 'sleepForever', Cmd: ['true'] }, 6],
  ['what is checked until that is done, or it has ended', { workload: 'healthy' }, 6],
  ['what sleeps for ever not at all', { workload: 'sleepForever' }, 1],
])('rest looks at %s', async (_, settings, looks) => {
  expect(await looksAfter(settings)).toBe(looks)
})

test.each([
  ['of a terminal, which shows it twice', true, 2],
  ['of any other', false, 1],
])('rest waits for what was typed to be in the log %s', async (_, Tty, lines) => {
  let logged = 0
  const State = { Running: true, Status: 'running' }
  const ask = async (operation: string) =>
    operation === 'ContainerLogs'
      ? { status: 200, body: new TextEncoder().encode('typed\n'.repeat(logged++)) }
      : { status: 200, body: body({ State, HostConfig: {} }) }
  const settling = createSettling()
  const see = seeing(settling)
  see({ call: 'ContainerCreate', body: { workload: 'catStdin', Tty }, makes: 'c0' }, 201)
  see({ call: 'ContainerAttach', path: { id: '{c0.id}' }, input: 'typed\n' }, 101)
  await settling.rest({ ask, sleep: async () => undefined } as unknown as World)
  expect(logged - 1).toBe(lines)
})

test.each(['ContainerStop', 'ContainerWait'] as const)('rest waits after %s for what removes itself', async call => {
  let looks = 0
  const State = { Running: false, Status: 'exited' }
  const ask = async () =>
    ++looks < 3
      ? { status: 200, body: body({ State, HostConfig: { AutoRemove: true } }) }
      : { status: 404, body: body({ message: 'No such container' }) }
  const settling = createSettling()
  const see = seeing(settling)
  see(
    { call: 'ContainerCreate', body: { workload: 'sleepForever', HostConfig: { AutoRemove: true } }, makes: 'c0' },
    201,
  )
  see({ call, path: { id: '{c0.id}' } }, 204)
  await settling.rest({ ask, sleep: async () => undefined } as unknown as World)
  expect(looks).toBe(3)
})
