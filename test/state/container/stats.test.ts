import { describe, expect, test } from 'vitest'
import { deleteContainer } from '../../../src/state/container/remove.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { type StatsOptions, statsContainer } from '../../../src/state/container/stats.ts'
import { createWorld, drain, outcomeOf, type World } from './world.ts'

const running = (hostConfig = {}) => {
  const world = createWorld()
  const container = world.create(['take', '1000000'], {}, { Memory: 64 * 1024 * 1024, PidsLimit: 5, ...hostConfig })
  startContainer(world.engine, container.id)
  world.clock.advance(2000)
  return { world, container }
}

const once = (world: World, options: StatsOptions) => {
  const stats = statsContainer(world.engine, 'c0', options)
  if (stats.kind !== 'once') throw new Error('it streams')
  return stats.stats
}

const stream = (world: World) => {
  const stats = statsContainer(world.engine, 'c0')
  if (stats.kind !== 'stream') throw new Error('it does not stream')
  const lines = () =>
    drain(stats.source)
      .text.split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line))
  return { source: stats.source, lines }
}

describe('statsContainer', () => {
  test('compares two samples a second apart', async () => {
    const { world, container } = running()
    const stats = once(world, { stream: false })
    world.clock.advance(999)
    expect(await outcomeOf(stats)).toBe('pending')
    world.clock.advance(1)
    expect(await stats).toMatchObject({
      id: container.id,
      name: '/c0',
      os_type: 'linux',
      preread: '2026-01-01T00:00:02Z',
      read: '2026-01-01T00:00:03Z',
      memory_stats: { limit: 64 * 1024 * 1024 },
      pids_stats: { current: 1, limit: 5 },
      networks: { eth0: { rx_bytes: 0 } },
    })
    const { cpu_stats: now, precpu_stats: before, memory_stats: memory } = await stats
    expect((now?.system_cpu_usage ?? 0) - (before?.system_cpu_usage ?? 0)).toBe(
      1e9 * world.engine.profile.host.cpuCount,
    )
    expect(now?.cpu_usage?.total_usage).toBeGreaterThanOrEqual(before?.cpu_usage?.total_usage ?? 0)
    expect(memory?.usage).toBeGreaterThan(1_000_000)
  })

  test('takes one sample at once when asked', async () => {
    const { world } = running()
    expect(await outcomeOf(once(world, { stream: false, oneShot: true }))).toMatchObject({
      preread: '0001-01-01T00:00:00Z',
      read: '2026-01-01T00:00:02Z',
      precpu_stats: { cpu_usage: { total_usage: 0 } },
    })
  })

  test('is zero for what does not run', async () => {
    const world = createWorld()
    world.create(['idle'])
    const stats = await once(world, { stream: false })
    expect(stats).toMatchObject({ name: '/c0', read: '0001-01-01T00:00:00Z', memory_stats: {}, pids_stats: {} })
    expect(stats.networks).toBeUndefined()
  })

  test('streams a sample each second until the container is gone', () => {
    const { world } = running({ AutoRemove: false })
    const { lines, source } = stream(world)
    expect(lines().map(({ preread }) => preread)).toEqual(['0001-01-01T00:00:00Z'])
    world.clock.advance(3000)
    expect(lines().map(({ read }) => read)).toEqual([
      '2026-01-01T00:00:03Z',
      '2026-01-01T00:00:04Z',
      '2026-01-01T00:00:05Z',
    ])
    deleteContainer(world.engine, 'c0', { force: true })
    world.clock.advance(1000)
    expect(drain(source).ended).toBe(true)
  })

  test('stops when nobody listens', () => {
    const { world } = running()
    const { source } = stream(world)
    source.close()
    expect(world.clock.runUntilIdle(60_000)).toBe(0)
  })
})
