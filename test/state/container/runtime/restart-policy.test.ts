import { describe, expect, test } from 'vitest'
import { killContainer } from '../../../../src/state/container/kill.ts'
import { startContainer } from '../../../../src/state/container/start.ts'
import { stopContainer } from '../../../../src/state/container/stop.ts'
import { waitContainer } from '../../../../src/state/container/wait.ts'
import { microsecondsPerMillisecond } from '../../../../src/state/time.ts'
import { createWorld, outcomeOf, type World } from '../world.ts'

/** How long after each end the next start came. */
const pauses = ({ events }: World): number[] => {
  const moments = events.filter(({ action }) => action === 'die' || action === 'start')
  return moments.flatMap(({ action, at }, index) =>
    action === 'start' && index > 0 ? [(at - (moments[index - 1]?.at ?? 0)) / microsecondsPerMillisecond] : [],
  )
}

const start = (command: readonly string[], policy: object) => {
  const world = createWorld()
  const container = world.create(command, {}, { RestartPolicy: policy })
  startContainer(world.engine, container.id)
  world.settle()
  return { world, container }
}

describe('a restart policy', () => {
  test('doubles its pauses from 100 milliseconds to a minute', () => {
    const { world, container } = start(['exit', '1'], { Name: 'always' })
    expect(container).toMatchObject({ state: 'restarting', pid: 0, exitCode: 1 })
    world.clock.advance(300_000)
    expect(pauses(world)).toEqual([
      100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 51_200, 60_000, 60_000, 60_000,
    ])
    expect(container.restartCount).toBe(14)
  })

  test('begins anew after a run of ten seconds', () => {
    const { world } = start(['exit', '0', '9999'], { Name: 'always' })
    world.clock.advance(31_000)
    expect(pauses(world)).toEqual([100, 200, 400])
    const other = start(['exit', '0', '10000'], { Name: 'always' })
    other.world.clock.advance(31_000)
    expect(pauses(other.world)).toEqual([100, 100, 100])
  })

  test.each([
    [{ Name: 'no' }, '1', 'exited', 0],
    [{ Name: '' }, '1', 'exited', 0],
    [{ Name: 'on-failure' }, '0', 'exited', 0],
    [{ Name: 'on-failure', MaximumRetryCount: 2 }, '1', 'exited', 2],
    [{ Name: 'unless-stopped' }, '0', 'restarting', 5],
  ])('%j after exit code %s ends %s', (policy, code, state, restarts) => {
    const { world, container } = start(['exit', code], policy)
    world.clock.advance(2000)
    expect(container).toMatchObject({ state, restartCount: restarts })
  })

  test('is called off by a stop while it waits, which says so without another end', async () => {
    const { world, container } = start(['exit', '1'], { Name: 'always' })
    world.actions()
    const stopped = stopContainer(world.engine, container.id)
    world.settle()
    expect(await outcomeOf(stopped)).toBeUndefined()
    expect(container).toMatchObject({ state: 'exited', exitCode: 1 })
    expect(world.actions()).toEqual(['stop'])
    world.clock.advance(100_000)
    expect(container.state).toBe('exited')
  })

  test('is called off by a kill without any event', async () => {
    const { world, container } = start(['exit', '1'], { Name: 'always' })
    world.actions()
    const waited = waitContainer(world.engine, container.id, { condition: 'next-exit' })
    expect(await outcomeOf(killContainer(world.engine, container.id))).toBeUndefined()
    expect(container.state).toBe('exited')
    expect(world.actions()).toEqual([])
    expect(await outcomeOf(waited)).toEqual({ statusCode: 1 })
  })

  test('forgets what it counted when a client starts the container', () => {
    const { world, container } = start(['exit', '1'], { Name: 'on-failure', MaximumRetryCount: 1 })
    world.clock.advance(1000)
    expect(container).toMatchObject({ state: 'exited', restartCount: 1 })
    startContainer(world.engine, container.id)
    expect(container.restartCount).toBe(0)
    world.clock.advance(1000)
    expect(container.restartCount).toBe(1)
    expect(pauses(world)).toEqual([100, expect.any(Number), 100])
  })

  test('follows what an update made of it', () => {
    const { world, container } = start(['exit', '1', '50'], { Name: 'always' })
    container.hostConfig = { ...container.hostConfig, RestartPolicy: { Name: 'no' } }
    world.clock.advance(1000)
    expect(container.state).toBe('exited')
  })
})
