import { at, fieldsOf, isFields, listOf } from '../../fields.ts'
import { shownSettings } from '../../requirements/create.ts'
import type { Inspected } from '../../world.ts'
import { demand, demandEqual, replyOf } from '../breach.ts'
import { includes } from '../fields.ts'
import type { Judge, Judged } from '../judge.ts'
import type { Condition, Container, States } from '../states.ts'
import { judgeCommand } from './commands.ts'
import { findContainer, withContainer } from './find.ts'
import { mayBe, withPossible } from './moves.ts'

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/

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
    demand(time.test(each), 'ContainerInspect.times', 'a time', 'as Go writes it', each)
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

/** What was asked for when it was made is what is shown of it. */
const checkSettings = (
  { body, name, networks }: Container,
  { Config, HostConfig, Name, Mounts, NetworkSettings, ...rest }: Inspected,
): void => {
  demandEqual(Name, `/${name}`, 'ContainerInspect.by-every-name', 'Name')
  demand(
    typeof rest.RestartCount === 'number',
    'ContainerInspect.counts-restarts',
    'RestartCount',
    'a number',
    rest.RestartCount,
  )
  demand(time.test(String(rest.Created)), 'ContainerInspect.times', 'Created', 'a time as Go writes it', rest.Created)
  const host = fieldsOf(body.HostConfig)
  for (const [id, given, look, value] of shownSettings) {
    const applies = Object.keys(given).length === 0 ? isLeftAlone(id, host, body) : includes(body, given)
    if (applies) demandEqual(look(Config, HostConfig), value, `ContainerInspect.shows-${id}`, id)
  }
  for (const [label, value] of Object.entries(fieldsOf(body.Labels)))
    demandEqual(fieldsOf(Config.Labels)[label], value, 'ContainerInspect.shows-labels', `the label ${label}`)
  if (body.Tty === true) demandEqual(Config.Tty, true, 'ContainerLogs.terminal', 'Config.Tty')
  const policy = body.updatedTo ?? host.RestartPolicy
  if (policy !== undefined)
    demand(
      includes(HostConfig.RestartPolicy, policy),
      body.updatedTo ? 'ContainerUpdate.changes-restart-policy' : 'ContainerInspect.shows-restart-policy',
      'RestartPolicy',
      JSON.stringify(policy),
      HostConfig.RestartPolicy,
    )
  if (host.AutoRemove === true) demandEqual(HostConfig.AutoRemove, true, 'ContainerDelete.auto-remove', 'AutoRemove')
  const places = [
    ...Object.keys(fieldsOf(body.Volumes)),
    ...listOf(host.Binds).map(each => String(each).split(':')[1] ?? ''),
  ]
  const mounted = listOf(Mounts).map(each => fieldsOf(each).Destination)
  demandEqual([...mounted].sort(), places.sort(), 'ContainerDelete.takes-anonymous-volumes', 'the places in Mounts')
  demand(
    isFields(fieldsOf(NetworkSettings).Networks) &&
      (networks.length === 0 || Object.keys(fieldsOf(fieldsOf(NetworkSettings).Networks)).length > 0),
    'NetworkConnect.connects',
    'NetworkSettings.Networks',
    'the networks it is on',
    NetworkSettings,
  )
}

const isLeftAlone = (
  id: string,
  host: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
): boolean => {
  const keys: Readonly<Record<string, string>> = {
    'network-mode': 'NetworkMode',
    'shm-size': 'ShmSize',
    'log-driver': 'LogConfig',
  }
  const key = keys[id]
  if (key !== undefined) return host[key] === undefined
  return host.RestartPolicy === undefined && body.workload !== 'crashLoop' && body.updatedTo === undefined
}

/** On which networks it is: by name, with the id of each, and an address on each while it runs. */
const checkNetworks = (
  { states }: Judged,
  { networks, isUnknown, behaviour }: Container,
  { NetworkSettings, State }: Inspected,
): void => {
  if (isUnknown || behaviour.ends === 'any') return
  const shown = fieldsOf(fieldsOf(NetworkSettings).Networks)
  for (const name of networks) {
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
  if (judged.states.isClosed) checkSettings(container, inspected)
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
