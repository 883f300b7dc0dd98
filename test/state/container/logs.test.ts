import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { containerLogs, type LogsOptions } from '../../../src/state/container/logs.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { stopContainer } from '../../../src/state/container/stop.ts'
import { unixSeconds } from '../../../src/state/time.ts'
import { createWorld, drain, frames, type World } from './world.ts'

const read = (world: World, options: Partial<LogsOptions> = {}): string[] =>
  frames(drain(containerLogs(world.engine, 'c0', { stdout: true, stderr: true, ...options }).source).bytes)

/** Says ten lines, one a second. */
const talkative = (config = {}, hostConfig = {}) => {
  const world = createWorld()
  const container = world.create(['say', 'stdout', '%\n', '10', '1000'], config, hostConfig)
  startContainer(world.engine, container.id)
  return { world, container, started: container.startedAt ?? 0 }
}

describe('containerLogs', () => {
  test('is empty before the first start', () => {
    const world = createWorld()
    world.create(['idle'])
    expect(read(world)).toEqual([])
    expect(read(world, { follow: true })).toEqual([])
  })

  test('shows the last records as the tail of all', () => {
    const { world } = talkative()
    world.clock.advance(20_000)
    const everything = read(world)
    expect(everything).toHaveLength(10)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), count => {
        expect(read(world, { tail: String(count) })).toEqual(everything.slice(Math.max(0, 10 - count)))
      }),
    )
    for (const tail of ['all', '-1', '', 'x']) expect(read(world, { tail })).toEqual(everything)
  })

  test('divides at every moment into what was since and what was until', () => {
    const { world, started } = talkative()
    world.clock.advance(20_000)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12_000 }), milliseconds => {
        const moment = started / 1000 + milliseconds + 0.5
        const at = `${Math.floor(moment / 1000)}.${String(Math.floor((moment % 1000) * 1e6)).padStart(9, '0')}`
        const before = read(world, { until: at })
        expect([...before, ...read(world, { since: at })]).toEqual(read(world))
        expect(before).toHaveLength(Math.min(10, Math.floor(milliseconds / 1000) + 1))
      }),
    )
    expect(read(world, { until: '0' })).toHaveLength(10)
  })

  test('follows until the container ends', () => {
    const { world } = talkative()
    const { source } = containerLogs(world.engine, 'c0', { stdout: true, stderr: true, follow: true, tail: '0' })
    world.clock.advance(1500)
    expect(drain(source)).toMatchObject({ ended: false, text: expect.stringContaining('1\n') })
    world.clock.advance(20_000)
    expect(drain(source)).toMatchObject({ ended: true, text: expect.stringContaining('9\n') })
  })

  test('wakes who follows', () => {
    const { world, container } = talkative()
    world.settle()
    const { source } = containerLogs(world.engine, 'c0', { stdout: true, stderr: true, follow: true })
    drain(source)
    let woken = 0
    source.readable.subscribe(() => woken++)
    world.clock.advance(999)
    expect(woken).toBe(0)
    world.clock.advance(1)
    expect(woken).toBe(1)
    drain(source)
    source.readable.subscribe(() => woken++)
    stopContainer(world.engine, container.id, { timeoutSeconds: 0 })
    world.settle()
    expect(woken).toBe(2)
    expect(drain(source).ended).toBe(true)
  })

  test('puts the time before the details before the line', () => {
    const config = { Labels: { b: 'two words', a: '1' }, Env: ['E=x&y', 'F=no'] }
    const log = { Type: 'json-file' as const, Config: { labels: 'a,b', env: 'E', tag: '{{.Name}}/{{.ID}}' } }
    const { world, container, started } = talkative(config, { LogConfig: log })
    world.settle()
    expect(unixSeconds(started)).toBe(Date.UTC(2026, 0, 1) / 1000)
    expect(read(world, { timestamps: true, details: true })).toEqual([
      `1:2026-01-01T00:00:00.000000000Z E=x%26y,a=1,b=two+words,tag=c0%2F${container.id.slice(0, 12)} 0\n`,
    ])
  })

  test('frames nothing that came through a terminal', () => {
    const { world } = talkative({ Tty: true })
    world.settle()
    const { source, multiplexed } = containerLogs(world.engine, 'c0', { stdout: true, stderr: false })
    expect(multiplexed).toBe(false)
    expect(drain(source).text).toBe('0\r\n')
  })

  test('keeps the last words of a line that never ended', () => {
    const world = createWorld()
    const { id } = world.create(['say', 'stderr', 'half'])
    startContainer(world.engine, id)
    world.settle()
    expect(read(world)).toEqual(['2:half'])
    expect(read(world, { stderr: false })).toEqual([])
  })

  test.each<[Partial<LogsOptions>, string, string]>([
    [{ stdout: false, stderr: false }, 'invalid', "must specify at least one of 'stdout' or 'stderr'"],
    [
      { since: 'x' },
      'invalid',
      'invalid value for "since": invalid timestamp "x": invalid seconds "x": invalid syntax',
    ],
  ])('refuses %j', (options, kind, message) => {
    const { world } = talkative()
    expect(() => read(world, options)).toThrow(expect.objectContaining({ kind, message }))
  })

  test.each([['none'], ['syslog']] as const)('refuses what the driver %s does not give back', driver => {
    const config = driver === 'syslog' ? { 'cache-disabled': 'true' } : {}
    const { world } = talkative({}, { LogConfig: { Type: driver, Config: config } })
    expect(() => read(world)).toThrow(
      expect.objectContaining({
        kind: 'not-implemented',
        message: 'configured logging driver does not support reading',
      }),
    )
  })
})
