import { type Fields, fieldsOf, listOf } from '../fields.ts'
import { textOf } from '../observation.ts'
import { behaviourOf, goesOn } from './behaviour.ts'
import { demand, demandEqual, demandNothing, demandRefusal, demandStatus, replyOf } from './breach.ts'
import { judgeCommand } from './container/commands.ts'
import { findContainer, withContainer } from './container/find.ts'
import { mayBe, mustBe, withPossible } from './container/moves.ts'
import { outputsOf } from './container/streams.ts'
import { isTrue } from './fields.ts'
import type { Judge, Judged } from './judge.ts'
import { type Container, type Execution, type States, withEntry } from './states.ts'

const withExecution = (states: States, execution: Execution): States => ({
  ...states,
  executions: withEntry(states.executions, execution.id, execution),
})

/** An execution is created in what runs, with a command. */
export const judgeExec: Judge = judged => {
  const { states, call, observation } = judged
  const body = fieldsOf(call.body)
  const hasCommand = body.workload !== undefined || listOf(body.Cmd).length > 0
  if (!hasCommand && observation.status !== 404 && observation.status !== 409) {
    demandRefusal(judged, 'ContainerExec.refuses-no-command', 400, /No exec command specified/i)
    return states
  }
  const answered = judgeCommand(judged)
  const container = findContainer(states, call.path?.id)
  if (observation.status !== 201 || !container) return answered
  const { Id } = replyOf<Fields>(judged, 'ContainerExec.when-running')
  demand(/^[0-9a-f]{64}$/.test(String(Id)), 'ContainerExec.when-running', 'Id', '64 digits', Id)
  return withExecution(answered, {
    id: String(Id),
    container: container.id,
    body,
    behaviour: behaviourOf(body),
    phase: 'created',
    starts: container.events.start ?? 0,
  })
}

/** The execution and its container, when both are known and it can be said what becomes of it. */
const known = ({ states, call }: Judged): { execution: Execution; container: Container } | undefined => {
  const execution = states.executions.get(call.path?.id ?? '')
  const container = execution && states.containers.get(execution.container)
  return execution && container && !container.isUnknown ? { execution, container } : undefined
}

const nothing = (judged: Judged): States => {
  const { states, call } = judged
  const isKnown = states.executions.has(call.path?.id ?? '')
  if (states.isClosed && !isKnown) demandNothing(judged, `${call.call}.of-nothing`)
  return states
}

/** What an execution writes, when it is one of the vocabulary; its environment, when it tells it. */
const checkOutput = (judged: Judged, { behaviour, body }: Execution, container: Container): void => {
  if (isTrue(fieldsOf(judged.call.body).Tty ?? false) || body.Tty === true) return
  const { stdout, stderr } = outputsOf(judged, 'ExecStart.both-outputs')
  const wants = (key: string, text: string | undefined): string | undefined =>
    body[key] === true ? text : text === undefined ? undefined : ''
  for (const [got, expected, name] of [
    [stdout, wants('AttachStdout', behaviour.stdout), 'stdout'],
    [stderr, wants('AttachStderr', behaviour.stderr), 'stderr'],
  ] as const)
    if (expected !== undefined) demandEqual(got, expected, 'ExecStart.both-outputs', name)
  if (JSON.stringify(body.Cmd) === JSON.stringify(tells) && body.AttachStdout === true)
    demandEqual(stdout, circumstances(body, container.body), 'ContainerExec.environment', 'the output')
  if (
    JSON.stringify(body.Cmd) === '["cat"]' &&
    body.AttachStdin === true &&
    body.AttachStdout === true &&
    judged.call.input !== undefined
  )
    demandEqual(stdout, judged.call.input, 'ExecStart.input', 'the output')
}

/** A command that tells how it was started. */
export const tells: readonly string[] = ['sh', '-c', 'echo "$A $(pwd) $(id -u)"']

/** What that command tells: what the execution asks for, and what its container asks for where it is silent. */
const circumstances = (own: Fields, container: Fields): string => {
  const folder = own.WorkingDir ?? (container.WorkingDir === undefined ? '/' : '/tmp')
  const [user] = String(own.User ?? container.User ?? '0').split(':')
  return `${envOf(own, 'A') || envOf(container, 'A')} ${folder} ${user}\n`
}

const envOf = ({ Env }: Fields, name: string): string =>
  listOf(Env)
    .map(String)
    .find(each => each.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? ''

/** It is started once, while its container runs. */
export const judgeExecStart: Judge = judged => {
  const { states, call, observation, isCut } = judged
  const found = known(judged)
  if (!found) return nothing(judged)
  const { execution, container } = found
  const isDetached = fieldsOf(call.body).Detach === true
  const missesContainer = !mustBe(container, 'running')
  // It may end in that very moment.
  if (missesContainer && [404, 409, 500].includes(observation.status)) return states
  if (execution.phase !== 'created') {
    if (isDetached && !missesContainer)
      demandRefusal(judged, 'ExecStart.refuses-second-start', 409, /already (running|run)|has already run/)
    return states
  }
  const requirement = isDetached ? 'ExecStart.detached' : 'ExecStart.upgrades'
  // What cannot be started is refused to whoever does not stay to hear of it.
  const isMissing = codeOf(execution) === 127
  demandStatus(judged, requirement, ...(isDetached ? (isMissing ? [400, 404, 500] : [200]) : [101]))
  const running = withContainer(
    states,
    withPossible(
      container,
      container.possible.filter(({ status }) => status === 'running'),
    ),
  )
  const after = withExecution(running, { ...execution, phase: isDetached || isCut ? 'started' : 'ended' })
  if (isDetached) {
    demand(!isCut, requirement, 'the answer', 'an end', 'none')
    return after
  }
  demandEqual(observation.headers.upgrade, 'tcp', requirement, 'Upgrade')
  if (!isCut && mustBe(container, 'running') && goesOn(container.behaviour)) checkOutput(judged, execution, container)
  return after
}

/** The status with which it ends, as far as that is certain. */
export const codeOf = ({ behaviour, body }: Execution): number | undefined => {
  if (behaviour.ends !== 'any') return behaviour.ends[0]
  return JSON.stringify(body.Cmd) === '["mkc-missing"]' ? 127 : undefined
}

const attached = ['AttachStdin', 'AttachStdout', 'AttachStderr'] as const

/** What is said of it is what it was made with, and how it ended. */
export const judgeExecInspect: Judge = judged => {
  const { states, observation } = judged
  const found = known(judged)
  if (!found) return nothing(judged)
  const { execution, container } = found
  // What was not started, or still ran, goes with the container's end.
  if (
    observation.status === 404 &&
    (!mustBe(container, 'running', 'paused') ||
      container.restarts !== 'no' ||
      (container.events.start ?? 0) !== execution.starts)
  )
    return states
  const requirement = execution.phase === 'created' ? 'ExecInspect.of-created' : 'ExecInspect.status-0'
  demandStatus(judged, requirement, 200)
  const shown = replyOf<Fields>(judged, requirement)
  const { ID, ContainerID, Running, ExitCode, ProcessConfig } = shown
  demandEqual([ID, ContainerID], [execution.id, container.id], 'ExecInspect.of-created', 'ID and ContainerID')
  const { body } = execution
  const [first, ...rest] = listOf(body.Cmd)
  const { tty, user, arguments: given } = fieldsOf(ProcessConfig)
  demandEqual(
    [tty, user ?? '', shown.OpenStdin, shown.OpenStdout, shown.OpenStderr],
    [body.Tty === true, body.User || (container.body.User ?? ''), ...attached.map(key => body[key] === true)],
    'ExecInspect.of-created',
    'tty, user, OpenStdin, OpenStdout and OpenStderr',
  )
  if (first !== undefined)
    demandEqual(
      given,
      rest,
      rest.length === 0 ? 'ExecInspect.lists-arguments' : 'ExecInspect.of-created',
      'ProcessConfig.arguments',
    )
  demand(
    typeof fieldsOf(ProcessConfig).entrypoint === 'string',
    'ExecInspect.of-created',
    'ProcessConfig.entrypoint',
    'a text',
    ProcessConfig,
  )
  if (first !== undefined)
    demandEqual(fieldsOf(ProcessConfig).entrypoint, first, 'ExecInspect.of-created', 'ProcessConfig.entrypoint')
  if (execution.phase === 'created')
    demandEqual([Running, ExitCode], [false, null], 'ExecInspect.of-created', 'Running and ExitCode')
  if (execution.phase === 'ended') {
    const code = codeOf(execution)
    const status = `ExecInspect.status-${code === 127 ? 'of-missing-command' : code === 3 ? '3' : '0'}`
    demandEqual(Running, false, status, 'Running')
    demand(typeof ExitCode === 'number', status, 'ExitCode', 'a number', ExitCode)
    if (code !== undefined && mustBe(container, 'running')) demandEqual(ExitCode, code, status, 'ExitCode')
  }
  return states
}

/** Only what was started has a terminal to be given a size. */
export const judgeExecResize: Judge = judged => {
  const { states, observation } = judged
  const found = known(judged)
  if (!found) return nothing(judged)
  demand(
    observation.status < 500 ||
      mayBe(found.container, 'exited', 'restarting', 'paused', 'missing') ||
      found.execution.phase !== 'created',
    'ExecResize.of-nothing',
    'the status',
    'no failure of the daemon',
    `${observation.status} ${textOf(observation)}`,
  )
  return states
}
