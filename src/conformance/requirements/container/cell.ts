import type { OperationId } from '../../../../spec/index.ts'
import type { Capability } from '../../capability.ts'
import { type Ask, wireRequest } from '../../client.ts'
import { ensureStatus, messageOf, type Observation, observe } from '../../observation.ts'
import { escaped } from '../../pattern.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import type { ReachableState } from '../../state.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import type { WireStream } from '../../wire.ts'
import type { Made, World } from '../../world.ts'

/** What one command does to a container in one state. */
export interface Cell {
  readonly status: number
  /** Where the container is afterwards; absent: where it was. */
  readonly next?: ReachableState
  /** The wording of a refusal, with the id and name of the container put in. */
  readonly text?: (made: Made) => RegExp
}

export interface Row {
  /** Tells rows of one operation apart: `force`. */
  readonly variant?: string
  readonly operation: OperationId
  /** What else must be asked, or how all of it is, given the container. */
  readonly ask?: Ask | ((world: World, made: Made) => Ask)
  /** How the reply comes; absent: whole. */
  readonly way?: 'open' | 'upgrade'
  readonly needs?: readonly Capability[]
  readonly evidence: string
  readonly cells: Readonly<Record<ReachableState, Cell>>
}

/** `#` stands for what the daemon may call the container: id, short id or name. */
export const says = (status: number, text: string): Cell => ({
  status,
  text: ({ id, name }) =>
    new RegExp(
      escaped(text).replaceAll('#', `(${[id, id.slice(0, 12), name, `/${name}`].map(escaped).join('|')})`),
      'i',
    ),
})

export const done = (next?: ReachableState, status = 204): Cell => ({ status, ...(next && { next }) })

const askOf = (world: World, { ask }: Row, made: Made): Ask =>
  typeof ask === 'function' ? ask(world, made) : { ...ask, path: { ...ask?.path, id: made.id } }

/** The head of what may not end, and the whole of a refusal. */
const observed = async (world: World, operation: OperationId, ask: Ask, stream: WireStream): Promise<Observation> => {
  if (stream.status >= 300) await world.endOf(stream)
  stream.close()
  const { status, headers } = stream
  return observe(operation, wireRequest(operation, ask, world.apiVersion), { status, headers, body: stream.received() })
}

const perform = async (world: World, row: Row, made: Made): Promise<Observation> => {
  const ask = askOf(world, row, made)
  const { operation, way } = row
  if (way === 'open') return observed(world, operation, ask, await world.openAtOnce(operation, ask))
  if (way === 'upgrade') return observed(world, operation, ask, await world.upgrade(operation, ask))
  return world.ask(operation, ask)
}

/** What leaves the container alone can be asked of one that others use too. */
const isQuiet = ({ status, next }: Cell, state: ReachableState): boolean => status >= 300 || next === state

const needsOfState: Readonly<Partial<Record<ReachableState, readonly Capability[]>>> = {
  paused: ['pause'],
  restarting: ['restarting'],
}

/** The name of the requirement of a cell. */
export const cellId = ({ operation, variant }: Pick<Row, 'operation' | 'variant'>, state: ReachableState): string =>
  `${operation}.${variant === undefined ? '' : `${variant}-`}when-${state}`

/** One row of a table: a requirement for each cell, and one for the words of a refusal. */
const cellRequirements = (row: Row, state: ReachableState): Requirement[] => {
  const cell = row.cells[state]
  const { operation, variant, evidence } = row
  const id = cellId(row, state)
  const ofState = state === 'missing' ? [] : ['run' as const, ...(needsOfState[state] ?? [])]
  const needs: Capability[] = [...ofState, ...(row.needs ?? [])]
  const get = (world: World) =>
    isQuiet(cell, state) && state !== 'restarting' ? world.shared(state) : world.inState(state)
  const asked = variant === undefined ? operation : `${operation} (${variant})`
  const what = state === 'missing' ? 'a container that does not exist' : `a container that is ${state}`
  const outcome = cell.next === undefined || cell.next === state ? '' : ` and leaves it ${cell.next}`
  const must = requirement({
    id,
    operation,
    claim: `${asked} of ${what} answers ${cell.status}${outcome}`,
    needs: [...new Set(needs)],
    evidence: [evidence],
    check: async world => {
      const made = await get(world)
      ensureStatus(await perform(world, row, made), cell.status)
      const expected = cell.next ?? (cell.status >= 300 && state !== 'restarting' ? state : undefined)
      if (expected !== undefined) ensureEqual(await world.stateOf(made.id), expected, 'the state afterwards')
    },
  })
  const { text } = cell
  if (!text) return [must]
  const should = requirement({
    ...must,
    id: `${id}.text`,
    level: 'should',
    claim: `${asked} of ${what} is refused in moby's words`,
    check: async world => {
      const made = await get(world)
      const answer = await perform(world, row, made)
      ensure(answer.status >= 400, asked, 'a refusal', answer.status)
      ensureMatch(messageOf(answer), text(made), 'the message')
    },
  })
  return [must, should]
}

/** A table of commands by states, as requirements. */
export const requirementsOf = (rows: readonly Row[]): readonly Requirement[] =>
  rows.flatMap(row => (Object.keys(row.cells) as ReachableState[]).flatMap(state => cellRequirements(row, state)))
