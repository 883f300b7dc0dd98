import { expect, test } from 'vitest'
import { memoryLimitBytes, processorCount } from '../../../../src/state/container/settings/limits.ts'
import { createWorld } from '../world.ts'

test.each([
  [{}, 4],
  [{ NanoCpus: 0.5e9 }, 1],
  [{ NanoCpus: 1.5e9 }, 2],
  [{ CpusetCpus: '0-1,3' }, 3],
  [{ CpusetCpus: '2' }, 1],
])('with %j programs find %d processors', (hostConfig, count) => {
  const world = createWorld()
  expect(world.engine.profile.host.cpuCount).toBe(4)
  expect(processorCount(world.engine, world.create(['idle'], {}, hostConfig))).toBe(count)
})

test('memory is the host’s unless the container has its own limit', () => {
  const world = createWorld()
  expect(memoryLimitBytes(world.engine, world.create(['idle']))).toBe(world.engine.profile.host.memoryBytes)
  expect(memoryLimitBytes(world.engine, world.create(['idle'], {}, { Memory: 9e6 }))).toBe(9e6)
})
