import { describe, expect, test } from 'vitest'
import { killContainer } from '../../../src/state/container/kill.ts'
import { restartContainer } from '../../../src/state/container/restart.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { withHeldPorts } from '../../../src/state/network/held-ports.ts'
import { createWorld } from '../container/world.ts'
import { createPortMachine } from './port-machine.ts'

const bindings = (HostPort: string) => ({ PortBindings: { '80/tcp': [{ HostPort }] } })

const setUp = (hostPort = '8080') => {
  const machine = createPortMachine()
  const world = createWorld(1, { portHost: machine })
  const { engine } = world
  const container = world.create(['idle'], {}, bindings(hostPort))
  const start = async (id = container.id) => withHeldPorts(engine, id, () => startContainer(engine, id))
  /** Promises settle and the simulated processes take their turns. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) {
      await Promise.resolve()
      world.clock.advance(200)
    }
  }
  return { ...world, machine, container, start, settle }
}

describe('a container that publishes on a machine', () => {
  test('has its ports while it runs', async () => {
    const { engine, container, machine, start, settle } = setUp()
    await start()
    expect([...machine.bound.keys()]).toEqual(['tcp 0.0.0.0 8080', 'tcp :: 8080'])
    await Promise.all([killContainer(engine, container.id, {}), settle()])
    expect(container.state).toBe('exited')
    expect(machine.bound.size).toBe(0)
  })

  test('does not start where somebody else has its port, and starts when that one is gone', async () => {
    const { container, machine, start, actions } = setUp()
    machine.others.add(8080)
    await expect(start()).rejects.toThrow('failed to bind host port 0.0.0.0:8080/tcp: address already in use')
    expect([container.state, container.exitCode, actions()]).toEqual(['created', 128, ['network disconnect']])
    machine.others.clear()
    await start()
    expect(container.state).toBe('running')
  })

  test('is started once by two who want it at the same time', async () => {
    const { container, machine, start, actions } = setUp()
    const outcomes = await Promise.allSettled([start(), start(), start()])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect([container.state, machine.bound.size]).toEqual(['running', 2])
    expect(actions().filter(action => action === 'start')).toHaveLength(1)
  })

  test('keeps others from its port from the moment it takes it', async () => {
    const { create, start, container, machine } = setUp()
    const rival = create(['idle'], {}, bindings('8080'))
    const outcomes = await Promise.allSettled([start(), start(rival.id)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect([container.state, rival.state, machine.bound.size]).toEqual(['running', 'created', 2])
  })

  test('takes its port again when it is restarted, and another one when any will do', async () => {
    const fixed = setUp()
    await fixed.start()
    await Promise.all([restartContainer(fixed.engine, fixed.container.id, { timeoutSeconds: 0 }), fixed.settle()])
    expect([...fixed.machine.bound.keys()]).toEqual(['tcp 0.0.0.0 8080', 'tcp :: 8080'])
    const any = setUp('')
    await any.start()
    await Promise.all([restartContainer(any.engine, any.container.id, { timeoutSeconds: 0 }), any.settle()])
    expect([...any.machine.bound.keys()]).toEqual(['tcp 0.0.0.0 32769', 'tcp :: 32769'])
  })

  test('takes its port again when its policy restarts it', async () => {
    const { engine, clock, create, machine, start, settle } = setUp()
    const container = create(['exit', '1', '1000'], {}, { ...bindings('9000'), RestartPolicy: { Name: 'always' } })
    await start(container.id)
    clock.advance(1001)
    expect([container.state, machine.bound.size]).toEqual(['restarting', 0])
    clock.advance(100)
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    expect(machine.bound.size).toBe(2)
    await Promise.all([killContainer(engine, container.id, {}), settle()])
    expect(machine.bound.size).toBe(0)
  })
})

test('without a machine nothing waits', () => {
  const { engine, create } = createWorld()
  const container = create(['idle'], {}, bindings('8080'))
  expect(withHeldPorts(engine, container.id, () => startContainer(engine, container.id))).toBeUndefined()
  expect(container.publishedPorts).toHaveLength(2)
})
