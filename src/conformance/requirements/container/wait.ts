import { ensureRefusal, ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { decodeText } from '../../wire.ts'
import { exit, ignoreTerm, sleepForever, trapTerm, type Workload } from '../../workload.ts'
import type { World } from '../../world.ts'

const evidence = ['/containers/{id}/wait; moby daemon/container/state.go']

const statusOf = async (world: World, id: string): Promise<number> => {
  const answer = await world.ask('ContainerWait', { path: { id } })
  ensureStatus(answer, 200)
  return jsonOf<{ StatusCode: number }>(answer).StatusCode
}

/** How a container ends, and the status that wait and inspect tell of it. */
const endings: readonly (readonly [
  id: string,
  workload: Workload,
  how: 'by-itself' | 'stop' | 'kill' | 'signal',
  status: number,
])[] = [
  ['success', exit(0), 'by-itself', 0],
  ['failure', exit(3), 'by-itself', 3],
  ['big-status', exit(255), 'by-itself', 255],
  ['kill', sleepForever, 'kill', 137],
  ['stop-of-what-does-not-listen', ignoreTerm, 'stop', 137],
  ['stop-of-what-traps', trapTerm(7), 'stop', 7],
  ['sigterm-of-what-traps', trapTerm(0), 'signal', 0],
]

const end = async (world: World, id: string, how: 'by-itself' | 'stop' | 'kill' | 'signal'): Promise<void> => {
  if (how === 'by-itself') return
  // What traps a signal says that it is ready; others are there as soon as they run.
  await world.sleep(0.5)
  const path = { id }
  if (how === 'stop') ensureStatus(await world.ask('ContainerStop', { path, query: { t: 1 } }), 204)
  if (how === 'kill') ensureStatus(await world.ask('ContainerKill', { path }), 204)
  if (how === 'signal') ensureStatus(await world.ask('ContainerKill', { path, query: { signal: 'TERM' } }), 204)
}

const statuses = endings.map(([id, workload, how, status]) =>
  requirement({
    id: `ContainerWait.status-of-${id}`,
    operation: 'ContainerWait',
    needs: ['run'],
    claim: `Wait and inspect tell status ${status} of ${id.replaceAll('-', ' ')}`,
    evidence: [...evidence, 'moby daemon/monitor.go'],
    check: async world => {
      const made = await world.start(workload)
      await end(world, made.id, how)
      ensureEqual(await statusOf(world, made.id), status, 'StatusCode')
      const { State } = await world.inspect(made.id)
      ensureEqual([State.ExitCode, State.Running, State.Pid], [status, false, 0], 'ExitCode, Running and Pid')
    },
  }),
)

/** The head comes before the container ends; the body after. */
const blocking = (['not-running', 'next-exit', 'removed'] as const).map(condition =>
  requirement({
    id: `ContainerWait.blocks-until-${condition}`,
    operation: 'ContainerWait',
    since: '1.30',
    needs: ['run'],
    claim: `Wait for ${condition} sends its head at once and its body when it has come about`,
    evidence: [
      ...evidence,
      'podman pull 9048, podman#8697, #28514: clients start the container when they have the head',
    ],
    check: async world => {
      const made = await world.start(sleepForever)
      const waiting = await world.openAtOnce('ContainerWait', { path: { id: made.id }, query: { condition } })
      ensureEqual(waiting.status, 200, 'the status')
      await world.sleep(0.3)
      ensureEqual(decodeText(waiting.received()).trim(), '', 'the body while it runs')
      if (condition === 'removed') await world.ask('ContainerDelete', { path: { id: made.id }, query: { force: true } })
      else await world.ask('ContainerKill', { path: { id: made.id } })
      await world.endOf(waiting)
      ensureEqual(JSON.parse(decodeText(waiting.received())).StatusCode, 137, 'StatusCode')
    },
  }),
)

/** How containers end, and who is told. */
export const waitRequirements: readonly Requirement[] = [
  ...statuses,
  ...blocking,
  requirement({
    id: 'ContainerWait.of-created',
    operation: 'ContainerWait',
    needs: ['image'],
    claim: 'Waiting for what was never started ends at once with 0',
    evidence,
    check: async world => ensureEqual(await statusOf(world, (await world.shared('created')).id), 0, 'StatusCode'),
  }),
  requirement({
    id: 'ContainerWait.refuses-unknown-condition',
    operation: 'ContainerWait',
    since: '1.30',
    needs: ['image'],
    claim: 'A condition that does not exist is refused with 400',
    evidence: [...evidence, 'podman#12652'],
    check: async world => {
      const { id } = await world.shared('created')
      ensureRefusal(
        await world.ask('ContainerWait', { path: { id }, query: { condition: 'sometime' } }),
        400,
        /invalid condition: "?sometime/,
      )
    },
  }),
  requirement({
    id: 'ContainerWait.of-many',
    operation: 'ContainerWait',
    needs: ['run'],
    claim: 'Everybody who waits is told',
    evidence,
    check: async world => {
      const made = await world.start(sleepForever)
      const waiting = Promise.all([1, 2, 3].map(() => statusOf(world, made.id)))
      await world.sleep(0.2)
      await world.ask('ContainerKill', { path: { id: made.id } })
      ensureEqual(await waiting, [137, 137, 137], 'the statuses')
    },
  }),
]
