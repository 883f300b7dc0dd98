import { describe, expect, test } from 'vitest'
import { pauseContainer } from '../../../src/state/container/pause.ts'
import { deleteContainer } from '../../../src/state/container/remove.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { stopContainer } from '../../../src/state/container/stop.ts'
import { createExecution } from '../../../src/state/exec/create.ts'
import type { ExecConfig } from '../../../src/state/exec/entity.ts'
import { resizeExecution } from '../../../src/state/exec/resize.ts'
import { startExecution } from '../../../src/state/exec/start.ts'
import { inspectExecution } from '../../../src/state/exec/view.ts'
import { createWorld, drain, frames, type } from '../container/world.ts'

const attached = { AttachStdout: true, AttachStderr: true }

const running = (config = {}) => {
  const world = createWorld()
  const container = world.create(['idle'], config)
  startContainer(world.engine, container.id)
  world.settle()
  world.actions()
  return { world, container }
}

const run = (world: ReturnType<typeof createWorld>, config: ExecConfig, tty = false) => {
  const execution = createExecution(world.engine, 'c0', { ...attached, ...config })
  const session = startExecution(world.engine, execution.id, { detach: false, tty })
  if (!session) throw new Error('nobody listens')
  return { execution, session }
}

describe('an execution', () => {
  test('is listed while it is not over, and inspectable afterwards', () => {
    const { world, container } = running()
    const { execution, session } = run(world, { Cmd: ['exit', '4', '100'], User: 'game' })
    expect([...container.executionIds]).toEqual([execution.id])
    expect(inspectExecution(world.engine, execution.id)).toMatchObject({ Running: true, ExitCode: null })
    world.clock.advance(100)
    expect(drain(session.output).ended).toBe(true)
    expect([...container.executionIds]).toEqual([])
    expect(inspectExecution(world.engine, execution.id)).toEqual({
      ID: execution.id,
      Running: false,
      ExitCode: 4,
      ProcessConfig: { tty: false, entrypoint: 'exit', arguments: ['4', '100'], privileged: false, user: 'game' },
      OpenStdin: false,
      OpenStderr: true,
      OpenStdout: true,
      CanRemove: false,
      ContainerID: container.id,
      DetachKeys: '',
      Pid: expect.any(Number),
    })
    expect(world.actions()).toEqual(['exec_create: exit 4 100', 'exec_start: exit 4 100', 'exec_die 4'])
    expect(world.events.at(-1)?.attributes.execID).toBe(execution.id)
  })

  test('is told to be of whom the container runs as, unless it names another', () => {
    const { world } = running({ User: 'game' })
    const user = (config: ExecConfig) =>
      inspectExecution(world.engine, createExecution(world.engine, 'c0', config).id).ProcessConfig?.user
    expect(user({ Cmd: ['idle'] })).toBe('game')
    expect(user({ Cmd: ['idle'], User: 'nobody' })).toBe('nobody')
  })

  test('has the container’s environment under its own', () => {
    const { world } = running({ Env: ['A=1', 'B=2'], User: 'game', WorkingDir: '/tmp' })
    const { session } = run(world, { Cmd: ['env'], Env: ['B=3'], User: 'nobody' })
    world.settle()
    const lines = frames(drain(session.output).bytes)
      .map(frame => frame.slice(2))
      .join('')
      .split('\n')
    expect(lines.slice(2)).toEqual(['A=1', 'B=3', 'HOME=/', '65534:65534 /tmp', ''])
  })

  test('reads stdin to its end', () => {
    const { world } = running()
    const { session } = run(world, { Cmd: ['cat'], AttachStdin: true })
    type(session, 'in\n')
    session.input.end()
    world.settle()
    expect(frames(drain(session.output).bytes)).toEqual(['1:in\n'])
  })

  test('is bare and sized when it has a terminal', () => {
    const { world } = running()
    const { execution, session } = run(
      world,
      { Cmd: ['cat'], Tty: true, AttachStdin: true, ConsoleSize: [40, 100] },
      true,
    )
    expect(execution.terminal).toMatchObject({ rows: 40, columns: 100 })
    resizeExecution(world.engine, execution.id, 50, 120)
    expect(execution.terminal).toMatchObject({ rows: 50, columns: 120 })
    type(session, 'x\r')
    world.settle()
    expect(drain(session.output).text).toBe('x\r\nx\r\n')
    type(session, '\x10\x11')
    expect(world.actions().at(-1)).toBe('exec_detach')
    expect(execution.state).toBe('running')
  })

  test.each([
    ['nosuch', 127, 'exec: "nosuch": executable file not found in $PATH'],
    ['/etc/passwd', 126, 'exec: "/etc/passwd": permission denied'],
  ])('says in the stream that it cannot run %s', (command, exitCode, cause) => {
    const { world, container } = running()
    const { execution, session } = run(world, { Cmd: [command] })
    const text = `OCI runtime exec failed: exec failed: unable to start container process: ${cause}`
    expect(frames(drain(session.output).bytes)).toEqual([`1:${text}\r\n`])
    expect(inspectExecution(world.engine, execution.id)).toMatchObject({ ExitCode: exitCode, Running: false })
    expect(container.executionIds.size).toBe(0)
    expect(world.actions()).toEqual([`exec_create: ${command} `, `exec_start: ${command} `])
    const again = createExecution(world.engine, 'c0', { Cmd: [command] })
    expect(() => startExecution(world.engine, again.id, { detach: true, tty: false })).toThrow(text)
  })

  test('starts once', () => {
    const { world } = running()
    const { execution } = run(world, { Cmd: ['exit', '0', '10'] })
    const again = () => startExecution(world.engine, execution.id, { detach: true, tty: false })
    expect(again).toThrow(`exec command ${execution.id} is already running`)
    world.clock.advance(10)
    expect(again).toThrow(`exec command ${execution.id} has already run`)
    const heard = startExecution(world.engine, execution.id, { detach: false, tty: true })
    expect(heard && drain(heard.output).text).toBe(`exec command ${execution.id} has already run\r\n`)
  })

  test('dies with its container and stays inspectable; one that never ran does not', () => {
    const { world, container } = running()
    const { execution, session } = run(world, { Cmd: ['idle'] })
    const waiting = createExecution(world.engine, 'c0', { Cmd: ['idle'] })
    stopContainer(world.engine, container.id, { timeoutSeconds: 0 })
    world.settle()
    expect(drain(session.output).ended).toBe(true)
    expect(inspectExecution(world.engine, execution.id).ExitCode).toBe(137)
    expect(() => inspectExecution(world.engine, waiting.id)).toThrow(`No such exec instance: ${waiting.id}`)
    expect(world.actions().slice(-5)).toEqual(['kill 9', 'exec_die 137', 'network disconnect', 'stop', 'die 137'])
    deleteContainer(world.engine, 'c0', {})
    expect(() => inspectExecution(world.engine, execution.id)).toThrow(`No such exec instance: ${execution.id}`)
  })

  test('is forgotten at the second look after its end', () => {
    const { world } = running()
    const { execution } = run(world, { Cmd: ['exit', '0'] })
    world.clock.advance(5 * 60_000)
    expect(inspectExecution(world.engine, execution.id).CanRemove).toBe(true)
    world.clock.advance(5 * 60_000)
    expect(() => inspectExecution(world.engine, execution.id)).toThrow('No such exec instance')
    expect(world.engine.executions.size).toBe(0)
  })

  test.each<[ExecConfig, string, string]>([
    [{ Cmd: [] }, 'invalid', 'No exec command specified'],
    [{ Cmd: ['env'], DetachKeys: 'ctrl-' }, 'internal', 'Invalid escape keys (ctrl-) provided'],
    [{ Cmd: ['env'], User: 'x' }, 'invalid', 'unable to find user x: no matching entries in passwd file'],
    [{ Cmd: ['env'], User: '0:g' }, 'invalid', 'unable to find group g: no matching entries in group file'],
  ])('is refused when it asks for %j', (config, kind, message) => {
    const { world } = running()
    expect(() => createExecution(world.engine, 'c0', config)).toThrow(expect.objectContaining({ kind, message }))
  })

  test('is refused by what does not run, by the caller’s name at first and by the id later', () => {
    const { world, container } = running()
    const execution = createExecution(world.engine, 'c0', { Cmd: ['env'] })
    pauseContainer(world.engine, container.id)
    expect(() => createExecution(world.engine, 'c0', { Cmd: ['env'] })).toThrow(
      'Container c0 is paused, unpause the container before exec',
    )
    expect(() => startExecution(world.engine, execution.id, { detach: false, tty: false })).toThrow(
      `Container ${container.id} is paused, unpause the container before exec`,
    )
  })

  test('keeps a client that resizes it before its start waiting for it, but not for ever', async () => {
    const { world } = running()
    const [late, never] = [1, 2].map(() => createExecution(world.engine, 'c0', { Cmd: ['idle'], Tty: true }))
    const early = resizeExecution(world.engine, late?.id ?? '', 50, 120)
    const inVain = resizeExecution(world.engine, never?.id ?? '', 50, 120)
    startExecution(world.engine, late?.id ?? '', { detach: true, tty: true })
    world.settle()
    await expect(early).resolves.toBeUndefined()
    world.clock.advance(10_000)
    await expect(inVain).rejects.toThrow('timeout waiting for exec session ready')
  })
})
