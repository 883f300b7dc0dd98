import { at, fieldsOf, listOf } from '../../fields.ts'
import { goTime } from '../../pattern.ts'
import type { Inspected } from '../../world.ts'
import { demand, demandEqual, replyOf } from '../breach.ts'
import type { Judge, Judged } from '../judge.ts'
import type { Condition, Container, States } from '../states.ts'
import { judgeCommand } from './commands.ts'
import { findContainer, withContainer } from './find.ts'
import { mayBe, withPossible } from './moves.ts'
import { checkSettings } from './settings.ts'

/** What a daemon says of a container, as a condition that can be compared. */
const saidOf = ({ State }: Inspected): Condition => ({
  status: State.Status as Condition['status'],
  ...(State.Status === 'exited' || State.Status === 'restarting' ? { code: State.ExitCode } : {}),
})

const fits = (condition: Condition, said: Condition): boolean =>
  condition.status === said.status &&
  (condition.code === undefined || said.code === undefined || condition.code === said.code)

const shownConditions = (conditions: readonly Condition[]): string =>
  conditions.map(({ status, code }) => (code === undefined ? status : `${status} (${code})`)).join(' or ')

const isGoing = ({ status }: { readonly status: string }): boolean => status === 'removing'

/** Leaves of what may be true what a daemon says. Throws what the last command is about when nothing is left. */
export const prune = (states: States, container: Container, said: Condition): States => {
  // On its way from an end that removes it.
  if (container.isUnknown || (isGoing(said) && mayBe(container, 'missing'))) return states
  const left = container.possible.filter(each => fits(each, said))
  demand(
    left.length > 0,
    container.changedBy,
    `the state of ${container.name}`,
    shownConditions(container.possible),
    shownConditions([said]),
  )
  return withContainer(
    states,
    withPossible(
      container,
      left.map(each => ({ ...each, ...said })),
    ),
  )
}

/** The flags and numbers of State say the same as its word. */
const checkState = ({ State }: Inspected, requirement: string): void => {
  const { Status, Running, Paused, Restarting, Pid, StartedAt, FinishedAt, Error: why } = State
  const runs = ['running', 'paused', 'restarting'].includes(Status)
  demandEqual(
    [Running, Paused, Restarting],
    [runs, Status === 'paused', Status === 'restarting'],
    requirement,
    'Running, Paused and Restarting',
  )
  demand(
    Status === 'running' || Status === 'paused' ? Pid > 0 : Pid === 0,
    requirement,
    'Pid',
    runs ? 'a number' : '0',
    Pid,
  )
  for (const each of [StartedAt, FinishedAt])
    demand(goTime.test(each), 'ContainerInspect.times', 'a time', 'as Go writes it', each)
  demand(typeof why === 'string', 'ContainerStart.refuses-missing-executable', 'State.Error', 'a text', why)
}

const checkHealth = ({ behaviour, possible, events }: Container, { State }: Inspected): void => {
  if (behaviour.health === undefined || possible.every(({ status }) => status === 'created')) return
  const health = State.Health?.Status
  // Who is paused counts as unhealthy, and goes on so until the next probe (moby daemon/container/health.go).
  const isUnprobed = State.Status !== 'running' || (events.pause ?? 0) > 0
  demand(
    health === 'starting' || health === behaviour.health || (health === 'unhealthy' && isUnprobed),
    'SystemEvents.of-health',
    'Health.Status',
    `starting or ${behaviour.health}`,
    health,
  )
}

/** What is told of its health as an event; nothing while it is paused, or has been, for then it counts as unhealthy. */
const healthOf = ({ behaviour, events }: Container, { State }: Inspected): string | undefined => {
  const isUndisturbed = State.Status === 'running' && events.pause === undefined
  return isUndisturbed && State.Health?.Status === behaviour.health ? behaviour.health : undefined
}

/** On which networks it is: by name, with the id of each, and an address on each while it runs. */
const checkNetworks = (
  { states }: Judged,
  { networks, isUnknown, behaviour, body }: Container,
  { NetworkSettings, State }: Inspected,
): void => {
  if (isUnknown || behaviour.ends === 'any') return
  const shown = fieldsOf(fieldsOf(NetworkSettings).Networks)
  const isUp = State.Status === 'running'
  const isId = (id: unknown): boolean => /^[0-9a-f]{64}$/.test(String(id))
  const { SandboxID } = fieldsOf(NetworkSettings)
  if (isUp) demand(isId(SandboxID), 'ContainerInspect.names-its-sandbox', 'SandboxID', '64 digits', SandboxID)
  for (const name of networks) {
    const end = fieldsOf(shown[name])
    const address = at(body, `addresses.${name}`)
    if (address !== undefined && name in shown)
      demandEqual(
        at(end, 'IPAMConfig.IPv4Address'),
        address,
        'NetworkConnect.keeps-what-was-asked-for',
        `the address on ${name}`,
      )
    if (isUp && name in shown)
      demand(isId(end.EndpointID), 'ContainerInspect.names-its-endpoints', 'EndpointID', '64 digits', end.EndpointID)
    const network = states.networks.get(name)
    if (!network) continue
    demand(name in shown, 'NetworkConnect.connects', `the network ${name}`, 'among its networks', Object.keys(shown))
    if (State.Running && !State.Restarting)
      demandEqual(at(shown[name], 'NetworkID'), network.id, 'NetworkConnect.connects', 'NetworkID')
  }
  for (const name of Object.keys(shown))
    if (states.networks.has(name))
      demand(
        networks.includes(name),
        'NetworkDisconnect.disconnects',
        `the network ${name}`,
        'not among its networks',
        Object.keys(shown),
      )
}

/** What inspect shows is one of the things that may be true, and what it was made with. */
export const judgeInspect: Judge = judged => {
  const answered = judgeCommand(judged)
  const container = findContainer(judged.states, judged.call.path?.id)
  if (!container || judged.observation.status !== 200) return answered
  const inspected = replyOf<Inspected>(judged, 'ContainerInspect.by-every-name')
  demandEqual(inspected.Id, container.id, 'ContainerInspect.by-every-name', 'Id')
  demand(
    typeof inspected.State?.Status === 'string',
    container.changedBy,
    'State',
    'an object with a status',
    inspected.State,
  )
  const pruned = prune(answered, container, saidOf(inspected))
  if (container.isUnknown) return pruned
  checkState(inspected, container.changedBy)
  checkHealth(container, inspected)
  // Images, and clients of all kinds, have settings that the model has no words for.
  if (judged.states.isClosed) checkSettings(container, inspected, judged.call.query ?? {})
  checkNetworks(judged, container, inspected)
  checkExecutions(judged, container, inspected)
  const left = pruned.containers.get(container.id)
  const health = healthOf(container, inspected)
  return left && health !== undefined ? withContainer(pruned, { ...left, health }) : pruned
}

/** Executions that were created and did not end are listed while the container runs. */
const checkExecutions = (
  { states }: Judged,
  { id, behaviour, events }: Container,
  { ExecIDs, State }: Inspected,
): void => {
  if (State.Status !== 'running' || behaviour.ends === 'any' || behaviour.ends.length > 0) return
  for (const execution of states.executions.values())
    if (execution.container === id && execution.phase === 'created' && execution.starts === (events.start ?? 0))
      demand(
        listOf(ExecIDs).includes(execution.id),
        'ContainerInspect.lists-executions',
        'ExecIDs',
        execution.id,
        ExecIDs,
      )
}
