import type { OperationId } from '../../../../spec/index.ts'
import type { Ask } from '../../client.ts'
import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import type { ReachableState } from '../../state.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import type { Made, World } from '../../world.ts'
import { actions, toldBy } from '../events/told.ts'

/** A command, and what it is asked of: a container in a state, or something else that was made. */
type Ladder = readonly [
  operation: OperationId,
  of: ReachableState | 'network' | 'volume',
  first: number,
  again: readonly number[],
  ask?: Ask,
]

/** What is answered the first time, and whenever it is said again. */
const ladders: readonly Ladder[] = [
  ['ContainerStart', 'created', 204, [304]],
  ['ContainerStop', 'running', 204, [304], { query: { t: 0 } }],
  ['ContainerPause', 'running', 204, [409]],
  // dockerd has no kind for it: 500 up to 28.x.
  ['ContainerUnpause', 'paused', 204, [409, 500]],
  ['ContainerDelete', 'exited', 204, [404]],
  ['NetworkDelete', 'network', 204, [404]],
  ['VolumeDelete', 'volume', 204, [404]],
]

const made = (world: World, of: Ladder[1]): Promise<Made> =>
  of === 'network' ? world.network() : of === 'volume' ? world.volume() : world.inState(of)

/** What must stay as it is when nothing happens. */
const processOf = async (world: World, { id }: Made): Promise<unknown> => {
  const { Pid, StartedAt, FinishedAt, Status } = (await world.inspect(id)).State
  return { Pid, StartedAt, FinishedAt, Status }
}

const needsOf = (of: Ladder[1]): Requirement['needs'] =>
  of === 'network' ? ['networks'] : of === 'volume' ? ['volumes'] : of === 'paused' ? ['pause'] : ['run']

const ladderRequirements = ladders.map(([operation, of, first, again, ask]) =>
  requirement({
    id: `${operation}.said-three-times-to-${of}`,
    operation,
    needs: operation === 'ContainerPause' ? ['pause'] : needsOf(of),
    claim: `Said three times, ${operation} answers ${first} once, and then ${again.join(' or ')}, and does nothing more`,
    evidence: ['the statuses of the description', 'dockerd 20.10, 26.1 and 28.5, asked'],
    check: async world => {
      const object = await made(world, of)
      const path = of === 'volume' ? { name: object.name } : { id: object.id }
      ensureStatus(await world.ask(operation, { ...ask, path }), first)
      const isThere = operation.startsWith('Container') && operation !== 'ContainerDelete'
      const before = isThere ? await processOf(world, object) : undefined
      for (let count = 0; count < 2; count++) ensureStatus(await world.ask(operation, { ...ask, path }), ...again)
      if (isThere) ensureEqual(await processOf(world, object), before, 'the process')
    },
  }),
)

/** Commands that are refused of a container in this state. */
const refused: readonly (readonly [operation: OperationId, state: ReachableState, ask?: (other: Made) => Ask])[] = [
  ['ContainerStart', 'paused'],
  ['ContainerPause', 'exited'],
  ['ContainerPause', 'paused'],
  ['ContainerUnpause', 'running'],
  ['ContainerKill', 'created'],
  ['ContainerKill', 'running', () => ({ query: { signal: 'SIGNONSENSE' } })],
  ['ContainerDelete', 'running'],
  ['ContainerDelete', 'paused'],
  ['ContainerRename', 'created', other => ({ query: { name: other.name } })],
  ['ContainerExec', 'exited', () => ({ body: { Cmd: ['true'] } })],
  ['ContainerExec', 'paused', () => ({ body: { Cmd: ['true'] } })],
]

const refusalRequirements = refused.map(([operation, state, ask]) =>
  requirement({
    id: `${operation}.refused-changes-nothing-of-${state}${ask && operation === 'ContainerKill' ? '-by-signal' : ''}`,
    operation,
    needs: state === 'paused' ? ['pause'] : ['run'],
    claim: `${operation} that is refused of a ${state} container leaves it as it was, and is no event`,
    evidence: [
      'moby daemon: what is checked is checked before anything is changed',
      'dockerd 20.10, 26.1 and 28.5, asked',
    ],
    check: async world => {
      const object = await world.inState(state)
      const other = await world.shared('created')
      const before = await world.inspect(object.id)
      const events = await world.openAtOnce('SystemEvents', {
        query: { filters: { container: [object.id], type: ['container'] } },
      })
      try {
        const { status } = await world.ask(operation, { ...ask?.(other), path: { id: object.id } })
        ensure(status >= 400, `the status of ${operation}`, 'a refusal', status)
        ensureEqual(await world.inspect(object.id), before, 'what inspect says')
        // What comes after it tells that nothing came before.
        const name = world.name()
        ensureStatus(await world.ask('ContainerRename', { path: { id: object.id }, query: { name } }), 204)
        const told = await world.comes(
          'the event of a rename',
          async () => {
            const all = actions(toldBy(events))
            return all.includes('rename') ? all : undefined
          },
          10,
        )
        ensureEqual(told, ['rename'], 'the events')
        // The ledger finds what it has to take away by its name.
        const back = { path: { id: object.id }, query: { name: object.name } }
        ensureStatus(await world.ask('ContainerRename', back), 204)
      } finally {
        events.close()
      }
    },
  }),
)

/** Laws that hold of commands: said again they do nothing more, refused they do nothing. */
export const commandLaws: readonly Requirement[] = [...ladderRequirements, ...refusalRequirements]
