import { describe, expect, test } from 'vitest'
import { killContainer } from '../../../../src/state/container/kill.ts'
import { startContainer } from '../../../../src/state/container/start.ts'
import { stopContainer } from '../../../../src/state/container/stop.ts'
import { createWorld } from '../world.ts'

const labels = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([name, text]) => [`dev.mockerd.${name}`, text]))

const started = (asked: Readonly<Record<string, string>>, command: readonly string[] = ['idle'], config = {}) => {
  const world = createWorld()
  const container = world.create(command, { ...config, Labels: labels(asked) })
  startContainer(world.engine, container.id)
  world.settle()
  const log = (): string =>
    container.log
      .since(0)
      .records.map(({ stream, line }) => `${stream}: ${new TextDecoder().decode(line)}`)
      .join('')
  return { ...world, container, log }
}

describe('an exit', () => {
  test('is at once, with the code that is asked for', () => {
    const { container, log } = started({ exit: '3', stdout: 'one', stderr: 'two' })
    expect(container).toMatchObject({ state: 'exited', exitCode: 3 })
    expect(log()).toBe('stdout: one\nstderr: two\n')
  })

  test('needs no program that is there', () => {
    expect(started({ exit: '4' }, ['ghost']).container).toMatchObject({ state: 'exited', exitCode: 4 })
    expect(() => started({ stdout: 'x' }, ['ghost'])).toThrow('executable file not found')
  })

  test.each([
    ['the own program runs as long', ['idle']],
    ['the own program has ended before', ['exit', '0']],
    ['there is no program', ['ghost']],
  ])('comes when its time has: %s', (_, command) => {
    const { container, clock } = started({ exit: '5', 'exit-after': '5s' }, command)
    clock.advance(4999)
    expect(container.state).toBe('running')
    clock.advance(1)
    expect(container).toMatchObject({ state: 'exited', exitCode: 5 })
  })

  test('is 0 when only its time is said, and never comes to a run that was stopped', async () => {
    expect(started({ 'exit-after': '0s' }).container).toMatchObject({ state: 'exited', exitCode: 0 })
    const { container, engine, clock } = started({ 'exit-after': '5s' }, ['ghost'])
    await stopContainer(engine, container.id, {})
    expect(container).toMatchObject({ state: 'exited', exitCode: 143 })
    startContainer(engine, container.id)
    clock.advance(4000)
    expect(container.state).toBe('running')
    clock.advance(1000)
    expect(container).toMatchObject({ state: 'exited', exitCode: 0 })
  })
})

test('what is said comes before what the own program says', () => {
  const { container, log } = started({ stdout: 'first' }, ['say', 'stdout', 'then\n'])
  expect(container).toMatchObject({ state: 'exited', exitCode: 0 })
  expect(log()).toBe('stdout: first\nstdout: then\n')
})

test('memory runs out when its time has come', () => {
  const { container, clock, actions } = started({ 'oom-after': '30s' })
  clock.advance(29_999)
  expect(container.state).toBe('running')
  clock.advance(1)
  expect(container).toMatchObject({ state: 'exited', exitCode: 137, oomKilled: true })
  expect(actions()).toEqual(expect.arrayContaining(['oom', 'die 137']))
})

test('a start fails with the words that are asked for', () => {
  const world = createWorld()
  const container = world.create(['idle'], { Labels: labels({ 'start-error': 'no space left' }) })
  expect(() => startContainer(world.engine, container.id)).toThrow('no space left')
  expect(container).toMatchObject({ state: 'created', error: 'no space left', exitCode: 128 })
})

test('signals are ignored, whatever the program wants', () => {
  const { container, engine, clock } = started({ 'ignore-signals': 'TERM' }, ['catch', 'TERM', '7'])
  void killContainer(engine, container.id, { signal: 'TERM' })
  clock.advance(1000)
  expect(container.state).toBe('running')
  const { container: other, engine: its, settle } = started({}, ['catch', 'TERM', '7'])
  void killContainer(its, other.id, { signal: 'TERM' })
  settle()
  expect(other).toMatchObject({ state: 'exited', exitCode: 7 })
})

describe('health', () => {
  test('is what the label says, each second, without a health check', () => {
    const { actions, clock, container } = started({ health: 'flapping:2' })
    actions()
    clock.advance(5000)
    expect(actions()).toEqual(['health_status: healthy', 'health_status: unhealthy', 'health_status: healthy'])
    expect(container.health?.log.map(({ exitCode }) => exitCode)).toEqual([0, 0, 1, 1, 0])
  })

  test('keeps to the interval of the health check, whose command is not run', () => {
    const check = { Test: ['CMD', 'exit', '1'], Interval: 10e9, Retries: 3 }
    const { clock, container } = started({ health: 'unhealthy-after:1' }, ['idle'], { Healthcheck: check })
    clock.advance(10_000)
    expect(container.health?.status).toBe('healthy')
    clock.advance(10_000)
    expect(container.health).toMatchObject({ status: 'unhealthy', failingStreak: 1 })
  })
})

test('ports answer as is asked for', () => {
  const { container, engine, clock, settle } = started({
    listen: '8080:http:201:hello',
    'listen.2': '9000:tcp:hi\n',
  })
  const { runtime } = container
  expect(runtime).toBeDefined()
  const say = (port: number, text: string): string => {
    const socket = runtime?.kernel.network.connect('127.0.0.1', port)
    socket?.write(new TextEncoder().encode(text))
    settle()
    let said = ''
    for (let bytes = socket?.read(65_536); bytes && bytes.length > 0; bytes = socket?.read(65_536))
      said += new TextDecoder().decode(bytes)
    return said
  }
  expect(say(8080, 'GET /any HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 201 Created\r\n[\s\S]*\r\n\r\nhello$/)
  expect(say(9000, 'x')).toBe('hi\n')
  void stopContainer(engine, container.id, {})
  clock.advance(0)
  settle()
  expect(container).toMatchObject({ state: 'exited', exitCode: 143 })
})
