import { describe, expect, test } from 'vitest'
import type { HealthConfig } from '../../../../spec/generated/types.ts'
import { pauseContainer, unpauseContainer } from '../../../../src/state/container/pause.ts'
import { startContainer } from '../../../../src/state/container/start.ts'
import { stopContainer } from '../../../../src/state/container/stop.ts'
import { createWorld } from '../world.ts'

const second = 1e9

const healthy = (check: HealthConfig, command: readonly string[] = ['idle']) => {
  const world = createWorld()
  const container = world.create(command, { Healthcheck: { Interval: second, ...check } })
  startContainer(world.engine, container.id)
  world.settle()
  world.actions()
  const touch = () => container.runtime?.filesystem.writeFile('/ok', '')
  const remove = () => container.runtime?.filesystem.unlink('/ok')
  return { world, container, touch, remove }
}

const onFile: HealthConfig = { Test: ['CMD', 'test', '/ok'] }

describe('a health check', () => {
  test('begins unknown, and the first success makes it healthy', () => {
    const { world, container, touch } = healthy(onFile)
    touch()
    expect(container.health).toEqual({ status: 'starting', failingStreak: 0, log: [] })
    world.clock.advance(999)
    expect(world.actions()).toEqual([])
    world.clock.advance(1)
    expect(container.health).toMatchObject({ status: 'healthy', failingStreak: 0, log: [{ exitCode: 0, output: '' }] })
    expect(world.actions()).toEqual([
      'exec_create: test /ok',
      'exec_start: test /ok',
      'exec_die 0',
      'health_status: healthy',
    ])
    world.clock.advance(1000)
    expect(world.actions()).toEqual(['exec_create: test /ok', 'exec_start: test /ok', 'exec_die 0'])
  })

  test('becomes unhealthy after as many failures in a row as it has retries, and healthy at the next success', () => {
    const { world, container, touch, remove } = healthy({ ...onFile, Retries: 2 })
    touch()
    world.clock.advance(1000)
    remove()
    world.clock.advance(1000)
    expect(container.health).toMatchObject({ status: 'healthy', failingStreak: 1 })
    world.clock.advance(1000)
    expect(container.health).toMatchObject({ status: 'unhealthy', failingStreak: 2 })
    touch()
    world.clock.advance(1000)
    expect(container.health).toMatchObject({ status: 'healthy', failingStreak: 0 })
    expect(world.actions().filter(action => action.startsWith('health'))).toEqual([
      'health_status: healthy',
      'health_status: unhealthy',
      'health_status: healthy',
    ])
  })

  test('does not count failures of the start period, in which it asks more often', () => {
    const { world, container } = healthy({
      ...onFile,
      Interval: 10 * second,
      StartPeriod: 3 * second,
      StartInterval: second / 2,
      Retries: 1,
    })
    world.clock.advance(2999)
    expect(container.health).toMatchObject({ status: 'starting', failingStreak: 0 })
    expect(container.health?.log).toHaveLength(5)
    world.clock.advance(1)
    expect(container.health).toMatchObject({ status: 'unhealthy', failingStreak: 1 })
    world.clock.advance(9999)
    expect(container.health?.failingStreak).toBe(1)
    world.clock.advance(1)
    expect(container.health?.failingStreak).toBe(2)
  })

  test('kills a probe that takes too long, and waits an interval after it', () => {
    const { world, container } = healthy({
      Test: ['CMD', 'say', 'stdout', 'partial', '9', '5000'],
      Timeout: 2 * second,
    })
    world.clock.advance(2999)
    expect(container.health?.log).toEqual([])
    world.clock.advance(1)
    expect(container.health?.log).toMatchObject([
      { exitCode: -1, output: 'Health check exceeded timeout (2s): partial' },
    ])
    expect(world.actions().filter(action => action.startsWith('exec_die'))).toEqual(['exec_die 137'])
    world.clock.advance(2999)
    expect(container.health?.log).toHaveLength(1)
    world.clock.advance(1)
    expect(container.health?.log).toHaveLength(2)
  })

  test('keeps the last five results, each with the beginning of its output', () => {
    const { world, container } = healthy({ Test: ['CMD', 'say', 'stdout', 'x'.repeat(5000)] })
    world.clock.advance(9000)
    expect(container.health?.log).toHaveLength(5)
    expect(container.health?.log.at(-1)?.output).toBe(`${'x'.repeat(4096)}...`)
  })

  test('says what kept a probe from starting', () => {
    const { world, container } = healthy({ Test: ['CMD', 'nosuch'], Retries: 1 })
    world.clock.advance(1000)
    expect(container.health).toMatchObject({ status: 'unhealthy', log: [{ exitCode: -1 }] })
    expect(container.health?.log[0]?.output).toContain('exec: "nosuch": executable file not found in $PATH')
  })

  test('runs through the container’s shell when it is one line', () => {
    const world = createWorld()
    const container = world.create(['idle'], {
      Shell: ['/bin/say', 'stdout'],
      Healthcheck: { Test: ['CMD-SHELL', 'all is well'], Interval: second },
    })
    startContainer(world.engine, container.id)
    world.clock.advance(1000)
    expect(container.health?.log).toMatchObject([{ exitCode: 0, output: 'all is well' }])
  })

  test.each([[undefined], [{ Test: [] }], [{ Test: ['NONE'] }]])('is absent with %j', check => {
    const world = createWorld()
    const container = world.create(['idle'], { Healthcheck: check })
    startContainer(world.engine, container.id)
    world.clock.advance(100_000)
    expect(container.health).toBeUndefined()
    expect(world.events.some(({ action }) => action.startsWith('exec'))).toBe(false)
  })

  test('rests while the container is paused, which counts as unhealthy without an event', () => {
    const { world, container, touch } = healthy(onFile)
    touch()
    world.clock.advance(1000)
    world.actions()
    pauseContainer(world.engine, container.id)
    expect(container.health?.status).toBe('unhealthy')
    world.clock.advance(60_000)
    expect(world.actions()).toEqual(['pause'])
    unpauseContainer(world.engine, container.id)
    expect(container.health?.status).toBe('unhealthy')
    world.clock.advance(1000)
    expect(container.health?.status).toBe('healthy')
  })

  test('ends with the container, a running probe included', () => {
    const { world, container } = healthy({ Test: ['CMD', 'idle'] })
    world.clock.advance(1500)
    stopContainer(world.engine, container.id, { timeoutSeconds: 0 })
    world.settle()
    expect(container.health?.status).toBe('unhealthy')
    expect(world.actions().filter(action => action.startsWith('exec_die'))).toEqual(['exec_die 137'])
    world.clock.advance(100_000)
    expect(world.actions()).toEqual([])
    expect(world.engine.executions.size).toBe(1)
  })
})
