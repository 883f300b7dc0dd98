import { describe, expect, test } from 'vitest'
import { type AttachOptions, attachContainer } from '../../../src/state/container/attach.ts'
import { clientBufferBytes } from '../../../src/state/container/runtime/streams.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { containerInspect } from '../../../src/state/container/view.ts'
import { createWorld, drain, frames, type, type World } from './world.ts'

const all = { stdin: true, stdout: true, stderr: true, logs: false, stream: true }

const attach = (world: World, reference: string, options: Partial<AttachOptions> = {}) =>
  attachContainer(world.engine, reference, { ...all, ...options }).session

describe('attachContainer', () => {
  test('waits for a container to start, frames what it says and ends with it', () => {
    const world = createWorld()
    const { id } = world.create(['say', 'stderr', 'no %\n', '2'])
    const { output } = attach(world, id)
    expect(drain(output)).toMatchObject({ text: '', ended: false })
    startContainer(world.engine, id)
    world.settle()
    const { bytes, ended } = drain(output)
    expect(frames(bytes).join('')).toContain('2:no 0\n')
    expect(ended).toBe(true)
    expect(world.actions()).toEqual(['attach', 'network connect', 'start', 'network disconnect', 'die 0'])
  })

  test.each([
    [true, /-json\.log$/],
    [false, /^$/],
  ])('with its log %j, before the first start, gives the log a place: %s', (logs, place) => {
    const world = createWorld()
    const container = world.create(['idle'], {}, { LogConfig: { Type: 'json-file' } })
    attach(world, container.id, { logs, stream: false })
    expect(containerInspect(world.engine, container, '1.51', false).LogPath).toMatch(place)
  })

  test('shows only the streams that were asked for', () => {
    const world = createWorld()
    const { id } = world.create(['say', 'stderr', 'x'])
    const deaf = attach(world, id, { stderr: false })
    startContainer(world.engine, id)
    world.settle()
    expect(drain(deaf.output)).toMatchObject({ text: '', ended: true })
  })

  test('keeps what is typed before the start, and ends stdin with the client’s when it is for once', () => {
    const world = createWorld()
    const container = world.create(['cat'], { OpenStdin: true, StdinOnce: true })
    const session = attach(world, container.id)
    type(session, 'early ')
    startContainer(world.engine, container.id)
    type(session, 'late')
    session.input.end()
    world.settle()
    const { bytes, ended } = drain(session.output)
    expect(
      frames(bytes)
        .map(frame => frame.slice(2))
        .join(''),
    ).toBe('early late')
    expect(ended).toBe(true)
    expect(container.exitCode).toBe(0)
  })

  test('lets the client go but leaves stdin open when it is not for once', () => {
    const world = createWorld()
    const container = world.create(['cat'], { OpenStdin: true })
    startContainer(world.engine, container.id)
    const first = attach(world, container.id)
    type(first, 'one')
    world.settle()
    first.input.end()
    expect(drain(first.output)).toMatchObject({ text: expect.stringContaining('one'), ended: true })
    const second = attach(world, container.id)
    type(second, 'two')
    world.settle()
    expect(drain(second.output)).toMatchObject({ text: expect.stringContaining('two'), ended: false })
    expect(container.state).toBe('running')
  })

  test('keeps the client whose input nobody has taken, until the container has started', () => {
    const world = createWorld()
    const container = world.create(['cat'], { OpenStdin: true })
    const waiting = attach(world, container.id)
    type(waiting, 'typed')
    waiting.input.end()
    expect(drain(waiting.output)).toMatchObject({ ended: false })
    const silent = attach(world, container.id)
    startContainer(world.engine, container.id)
    world.settle()
    expect(drain(waiting.output)).toMatchObject({ ended: true })
    silent.input.end()
    expect(drain(silent.output)).toMatchObject({ ended: true })
    expect(container.state).toBe('running')
  })

  test('ignores the end of an input that nobody reads', () => {
    const world = createWorld()
    const { id } = world.create(['say', 'stdout', 'still here', '1', '100'])
    const session = attach(world, id)
    session.input.end()
    startContainer(world.engine, id)
    world.settle()
    expect(drain(session.output).text).toContain('still here')
  })

  test('is bare and echoes when there is a terminal', () => {
    const world = createWorld()
    const { id } = world.create(['cat'], { Tty: true, OpenStdin: true })
    startContainer(world.engine, id)
    const { session, multiplexed } = attachContainer(world.engine, id, all)
    expect(multiplexed).toBe(false)
    type(session, 'hi\r')
    world.settle()
    expect(drain(session.output).text).toBe('hi\r\nhi\r\n')
  })

  test('detaches at the keys and at no beginning of them', () => {
    const world = createWorld()
    const container = world.create(['cat'], { Tty: true, OpenStdin: true })
    startContainer(world.engine, container.id)
    world.settle()
    world.actions()
    const session = attach(world, container.id, { detachKeys: 'ctrl-a,a' })
    type(session, '\x01b')
    type(session, '\x01')
    expect(world.actions()).toEqual(['attach'])
    type(session, 'a')
    expect(world.actions()).toEqual(['detach'])
    expect(drain(session.output).ended).toBe(true)
    expect(container.state).toBe('running')
  })

  test('replays the log first, and ends there when nothing more is wanted', () => {
    const world = createWorld()
    const { id } = world.create(['say', 'stdout', 'line %\n', '2'])
    startContainer(world.engine, id)
    world.settle()
    const { output } = attach(world, id, { logs: true, stream: false })
    const { bytes, ended } = drain(output)
    expect(frames(bytes)).toEqual(['1:line 0\n', '1:line 1\n'])
    expect(ended).toBe(true)
    expect(world.actions().at(-1)).toBe('attach')
  })

  test('says in the stream that a driver cannot be read, and records nothing', () => {
    const world = createWorld()
    const { id } = world.create(['idle'], {}, { LogConfig: { Type: 'none' } })
    const { output } = attach(world, id, { logs: true })
    expect(frames(drain(output).bytes)).toEqual([
      '1:Error attaching: configured logging driver does not support reading\n',
    ])
    expect(world.actions()).toEqual([])
  })

  test('holds a container back whose client does not read, and only then', () => {
    const world = createWorld()
    const chunk = 'x'.repeat(10_000)
    const container = world.create(['say', 'stdout', chunk, '1000'], {}, { LogConfig: { Type: 'none' } })
    const lazy = attach(world, container.id)
    const keen = attach(world, container.id)
    startContainer(world.engine, container.id)
    world.clock.advance(10_000)
    expect(container.state).toBe('running')
    const first = drain(keen.output).bytes.length
    expect(first).toBeGreaterThanOrEqual(clientBufferBytes)
    expect(first).toBeLessThan(clientBufferBytes + 100_000)
    let read = 0
    while (container.state === 'running' && read < 20_000_000) {
      read += drain(lazy.output).bytes.length
      drain(keen.output)
      world.clock.advance(1000)
    }
    expect(container.state).toBe('exited')
    expect(read + drain(lazy.output).bytes.length).toBeGreaterThan(10_000_000)
  })

  test('is not held back by a client that has gone', () => {
    const world = createWorld()
    const container = world.create(['say', 'stdout', 'x'.repeat(10_000), '300'])
    const gone = attach(world, container.id)
    startContainer(world.engine, container.id)
    world.clock.advance(1000)
    gone.output.close()
    world.clock.advance(1000)
    expect(container.state).toBe('exited')
  })

  test('refuses bad keys before it looks for the container', () => {
    const world = createWorld()
    expect(() => attach(world, 'nobody', { detachKeys: 'ctrl-ä' })).toThrow('Invalid detach keys (ctrl-ä) provided')
    expect(() => attach(world, 'nobody')).toThrow('No such container: nobody')
  })
})
