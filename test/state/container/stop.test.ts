import { describe, expect, test } from 'vitest'
import { killContainer } from '../../../src/state/container/kill.ts'
import { pauseContainer, unpauseContainer } from '../../../src/state/container/pause.ts'
import { restartContainer } from '../../../src/state/container/restart.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { stopContainer } from '../../../src/state/container/stop.ts'
import { microsecondsPerMillisecond } from '../../../src/state/time.ts'
import { createWorld, outcomeOf, type World } from './world.ts'

const running = (world: World, command: readonly string[], ...settings: [config?: object, hostConfig?: object]) => {
  const container = world.create(command, ...settings)
  startContainer(world.engine, container.id)
  world.settle()
  world.actions()
  return container
}

describe('stopContainer', () => {
  test('asks first, and kills at the very millisecond when the grace is over', async () => {
    const world = createWorld()
    const container = running(world, ['idle'])
    const stopped = stopContainer(world.engine, container.id, { timeoutSeconds: 3 })
    world.clock.advance(2999)
    expect(container.state).toBe('running')
    expect(await outcomeOf(stopped)).toBe('pending')
    world.clock.advance(1)
    expect(container).toMatchObject({ state: 'exited', exitCode: 137, manuallyStopped: true })
    expect((container.finishedAt ?? 0) - (container.startedAt ?? 0)).toBe(3000 * microsecondsPerMillisecond)
    expect(await outcomeOf(stopped)).toBeUndefined()
    expect(world.actions()).toEqual(['kill 15', 'kill 9', 'network disconnect', 'stop', 'die 137'])
  })

  test('leaves the exit code to a process that ends in time', async () => {
    const world = createWorld()
    const container = running(world, ['catch', 'TERM', '4', '1500'])
    const stopped = stopContainer(world.engine, container.id)
    world.clock.advance(1500)
    expect(await outcomeOf(stopped)).toBeUndefined()
    expect(container.exitCode).toBe(4)
    expect(world.actions()).toEqual(['kill 15', 'network disconnect', 'stop', 'die 4'])
    world.clock.advance(60_000)
    expect(world.actions()).toEqual([])
  })

  test.each([
    ['the query’s signal', { signal: 'SIGUSR1' }, { StopSignal: 'SIGINT' }, '10'],
    ['the container’s own', {}, { StopSignal: 'SIGINT' }, '2'],
    ['SIGTERM', {}, {}, '15'],
  ])('sends %s', (_what, options, config, signal) => {
    const world = createWorld()
    const container = running(world, ['idle'], config)
    stopContainer(world.engine, container.id, options)
    expect(world.actions()).toEqual([`kill ${signal}`])
  })

  test('waits as long as the container, the daemon or for ever', () => {
    const world = createWorld()
    const patient = running(world, ['idle'], { StopTimeout: 20 })
    const usual = running(world, ['idle'])
    const endless = running(world, ['idle'])
    for (const { id } of [patient, usual]) stopContainer(world.engine, id)
    stopContainer(world.engine, endless.id, { timeoutSeconds: -1 })
    world.clock.advance(10_000)
    expect([patient.state, usual.state, endless.state]).toEqual(['running', 'exited', 'running'])
    world.clock.advance(10_000)
    expect([patient.state, endless.state]).toEqual(['exited', 'running'])
    world.clock.advance(10_000_000)
    expect(endless.state).toBe('running')
  })

  test('wakes a paused container so that it can end', async () => {
    const world = createWorld()
    const container = running(world, ['catch', 'TERM', '0'])
    pauseContainer(world.engine, container.id)
    const stopped = stopContainer(world.engine, container.id)
    world.settle()
    expect(await outcomeOf(stopped)).toBeUndefined()
    expect(world.actions()).toEqual(['pause', 'kill 15', 'unpause', 'network disconnect', 'stop', 'die 0'])
  })

  test('refuses what it cannot do', () => {
    const world = createWorld()
    const container = world.create(['idle'])
    expect(() => stopContainer(world.engine, container.id)).toThrow(expect.objectContaining({ kind: 'not-modified' }))
    startContainer(world.engine, container.id)
    expect(() => stopContainer(world.engine, container.name, { signal: 'X' })).toThrow(
      expect.objectContaining({ kind: 'internal', message: 'cannot stop container: c0: invalid signal: X' }),
    )
  })
})

describe('killContainer', () => {
  test('resolves when SIGKILL has ended it, without a stop event', async () => {
    const world = createWorld()
    const container = running(world, ['idle'])
    const killed = killContainer(world.engine, container.id)
    world.settle()
    expect(await outcomeOf(killed)).toBeUndefined()
    expect(container.exitCode).toBe(137)
    expect(world.actions()).toEqual(['kill 9', 'network disconnect', 'die 137'])
  })

  test.each([
    ['KILL', 'exited', ['pause', 'kill 9', 'network disconnect', 'die 137']],
    ['TERM', 'running', ['pause', 'kill 15', 'unpause']],
  ])('of what is paused with %s leaves it %s', (signal, state, told) => {
    const world = createWorld()
    const container = running(world, ['idle'])
    pauseContainer(world.engine, container.id)
    killContainer(world.engine, container.id, { signal })
    world.settle()
    expect([container.state, world.actions()]).toEqual([state, told])
  })

  test('sends other signals and does not wait', async () => {
    const world = createWorld()
    const container = running(world, ['catch', 'USR1', '9', '1000'])
    expect(await outcomeOf(killContainer(world.engine, container.id, { signal: 'usr1' }))).toBeUndefined()
    world.clock.advance(1000)
    expect(container.exitCode).toBe(9)
  })

  test.each([
    ['c9', 'KILL', 'not-found', 'cannot kill container: c9: No such container: c9'],
    ['c0', '0', 'invalid', 'cannot kill container: c0: invalid signal: 0'],
    ['c0', 'WOOF', 'invalid', 'cannot kill container: c0: invalid signal: WOOF'],
    ['c0', '99', 'invalid', 'cannot kill container: c0: the linux daemon does not support signal 99'],
  ])('refuses %s %s', (reference, signal, kind, message) => {
    const world = createWorld()
    world.create(['idle'])
    expect(() => killContainer(world.engine, reference, { signal })).toThrow(expect.objectContaining({ kind, message }))
  })

  test('refuses a container that does not run, by its id', () => {
    const world = createWorld()
    const { id } = world.create(['idle'])
    expect(() => killContainer(world.engine, 'c0')).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        message: `cannot kill container: c0: container ${id} is not running`,
      }),
    )
  })

  test.each([
    ['any signal ends the policy when there is no stop signal', {}, 'USR1', 'exited'],
    ['another signal leaves it when there is one', { StopSignal: 'SIGTERM' }, 'USR1', 'running'],
    ['the stop signal ends it', { StopSignal: 'SIGUSR1' }, 'USR1', 'exited'],
  ])('restarts: %s', (_what, config, signal, state) => {
    const world = createWorld()
    const container = running(world, ['catch', 'USR1', '1'], config, { RestartPolicy: { Name: 'always' } })
    killContainer(world.engine, container.id, { signal })
    world.clock.advance(200)
    expect(container.state).toBe(state)
  })
})

describe('restartContainer', () => {
  test('stops and starts', async () => {
    const world = createWorld()
    const container = running(world, ['idle'])
    const restarted = restartContainer(world.engine, container.id, { timeoutSeconds: 1 })
    world.clock.advance(1000)
    expect(await outcomeOf(restarted)).toBeUndefined()
    expect(container).toMatchObject({ state: 'running', exitCode: 0 })
    const end = ['network disconnect', 'stop', 'die 137']
    expect(world.actions()).toEqual(['kill 15', 'kill 9', ...end, 'network connect', 'start', 'restart'])
  })

  test('starts what does not run, and keeps what removes itself', async () => {
    const world = createWorld()
    const container = world.create(['idle'], {}, { AutoRemove: true })
    await restartContainer(world.engine, container.id)
    expect(world.actions()).toEqual(['network connect', 'start', 'restart'])
    const again = restartContainer(world.engine, container.id, { timeoutSeconds: 0 })
    world.settle()
    expect(await outcomeOf(again)).toBeUndefined()
    expect(container).toMatchObject({ state: 'running', removed: false })
    killContainer(world.engine, container.id)
    world.settle()
    expect(container.removed).toBe(true)
  })

  test('answers every failure with the same prefix and 500', async () => {
    const world = createWorld()
    world.create(['nosuch'])
    await expect(restartContainer(world.engine, 'c0')).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringMatching(/^Cannot restart container c0: failed to create task/),
    })
  })
})

describe('pauseContainer', () => {
  test('stops time for the processes until it is undone', () => {
    const world = createWorld()
    const container = running(world, ['say', 'stdout', '%\n', '9', '1000'])
    world.clock.advance(1500)
    pauseContainer(world.engine, container.id)
    const before = container.log.since(0).position
    world.clock.advance(60_000)
    expect(container.log.since(0).position).toBe(before)
    unpauseContainer(world.engine, container.id)
    world.settle()
    expect(container.log.since(0).position).toBe(before + 1)
    expect(world.actions()).toEqual(['pause', 'unpause'])
  })
})
