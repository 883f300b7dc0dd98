import { describe, expect, test } from 'vitest'
import { attachContainer } from '../../../src/state/container/attach.ts'
import type { Container, ContainerState } from '../../../src/state/container/entity.ts'
import { killContainer } from '../../../src/state/container/kill.ts'
import { table } from '../../../src/state/container/lifecycle.ts'
import { containerLogs } from '../../../src/state/container/logs.ts'
import { pauseContainer, unpauseContainer } from '../../../src/state/container/pause.ts'
import { deleteContainer } from '../../../src/state/container/remove.ts'
import { resizeContainer } from '../../../src/state/container/resize.ts'
import { restartContainer } from '../../../src/state/container/restart.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { statsContainer } from '../../../src/state/container/stats.ts'
import { stopContainer } from '../../../src/state/container/stop.ts'
import { topContainer } from '../../../src/state/container/top.ts'
import { waitContainer } from '../../../src/state/container/wait.ts'
import { DockerError } from '../../../src/state/error.ts'
import { createExecution } from '../../../src/state/exec/create.ts'
import { createWorld, type World } from './world.ts'

type Command = (typeof table.commands)[number]

const everything = { stdin: true, stdout: true, stderr: true, logs: false, stream: true }

/** How a client gives each command that is carried out here; `NAME` is what it calls the container. */
const commands: Partial<Record<Command, (world: World, name: string) => unknown>> = {
  start: ({ engine }, name) => startContainer(engine, name),
  stop: ({ engine }, name) => stopContainer(engine, name),
  restart: ({ engine }, name) => restartContainer(engine, name),
  kill: ({ engine }, name) => killContainer(engine, name),
  stopSignal: ({ engine }, name) => killContainer(engine, name, { signal: 'TERM' }),
  signal: ({ engine }, name) => killContainer(engine, name, { signal: 'USR2' }),
  pause: ({ engine }, name) => pauseContainer(engine, name),
  unpause: ({ engine }, name) => unpauseContainer(engine, name),
  remove: ({ engine }, name) => deleteContainer(engine, name, {}),
  forceRemove: ({ engine }, name) => deleteContainer(engine, name, { force: true }),
  exec: ({ engine }, name) => createExecution(engine, name, { Cmd: ['env'] }),
  attach: ({ engine }, name) => attachContainer(engine, name, everything),
  wait: ({ engine }, name) => waitContainer(engine, name),
  resize: ({ engine }, name) => resizeContainer(engine, name, 10, 20),
  top: ({ engine }, name) => topContainer(engine, name),
  stats: ({ engine }, name) => statsContainer(engine, name),
  logs: ({ engine }, name) => containerLogs(engine, name, { stdout: true, stderr: true }),
}

/** What a command's refusal is wrapped in. */
const prefixes: Partial<Record<Command, string>> = {
  kill: 'cannot kill container: c0: ',
  stopSignal: 'cannot kill container: c0: ',
  signal: 'cannot kill container: c0: ',
  restart: 'Cannot restart container c0: ',
}

/** How a container comes into each state: as far as possible by what a client does. */
const ways: Readonly<Record<ContainerState, (world: World, container: Container) => void>> = {
  created: () => undefined,
  running: ({ engine }, { id }) => startContainer(engine, id),
  paused({ engine }, { id }) {
    startContainer(engine, id)
    pauseContainer(engine, id)
  },
  restarting(world, container) {
    container.hostConfig = { ...container.hostConfig, RestartPolicy: { Name: 'always' } }
    startContainer(world.engine, container.id)
    world.settle()
    container.runtime?.kernel.kill(1, 'USR1')
    world.settle()
  },
  exited(world, container) {
    startContainer(world.engine, container.id)
    killContainer(world.engine, container.id)
    world.settle()
  },
  removing: ({ engine }, container) => engine.containers.move(container, 'removing'),
  dead: ({ engine }, container) => engine.containers.move(container, 'dead'),
}

const carryOut = async (world: World, command: Command): Promise<string | undefined> => {
  try {
    const result = commands[command]?.(world, 'c0')
    // The grace of a stop.
    if (result instanceof Promise) world.clock.advance(10_000)
    if (command !== 'wait') await result
    return undefined
  } catch (error) {
    if (error instanceof DockerError) return error.message
    throw error
  }
}

const cells = (Object.keys(commands) as Command[]).flatMap(command =>
  table.states.map((state): [Command, ContainerState] => [command, state]),
)

describe('every command in every state', () => {
  test.each(cells)('%s of a %s container does what the table says', async (command, state) => {
    const world = createWorld()
    const container = world.create(['catch', 'USR1', '1'], { StopSignal: 'TERM' })
    ways[state](world, container)
    expect(container.state).toBe(state)
    const cell = table.cell(command, state)
    const wanted = typeof cell === 'string' ? undefined : cell.refuse(container, 'c0').message
    const refusal = await carryOut(world, command)
    expect(refusal).toBe(wanted === undefined ? undefined : `${prefixes[command] ?? ''}${wanted}`)
    const now = container.removed ? 'removing' : container.state
    const after = typeof cell === 'string' ? cell : state
    // Where time had to go by, what was about to be restarted has been.
    expect(after === 'restarting' ? ['restarting', 'running'] : [after]).toContain(now)
    expect(world.defects).toEqual([])
  })
})
