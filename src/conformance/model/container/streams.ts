import { at } from '../../fields.ts'
import { textOf } from '../../observation.ts'
import { framesOf, textsOf } from '../../stdcopy.ts'
import { Violation } from '../../violation.ts'
import { Breach, demand, demandEqual, demandRefusal, demandStatus } from '../breach.ts'
import { isTrue } from '../fields.ts'
import type { Judge, Judged } from '../judge.ts'
import type { Container } from '../states.ts'
import { judgeCommand } from './commands.ts'
import { findContainer, told, withContainer } from './find.ts'
import { mustBe } from './moves.ts'

const raw = 'application/vnd.docker.raw-stream'
const multiplexed = 'application/vnd.docker.multiplexed-stream'

/** The outputs of a multiplexed stream; a breach where the frames do not fit. */
export const outputsOf = ({ observation, isCut }: Judged, requirement: string): { stdout: string; stderr: string } => {
  try {
    return textsOf(framesOf(observation.body))
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    // What was cut off may have been cut in a frame.
    if (isCut) return { stdout: '', stderr: '' }
    throw new Breach(requirement, 'a multiplexed stream', error.expected, error.got)
  }
}

/** How often its process has run to its end; undefined: nobody can tell. */
const runsOf = ({ restarts, events, possible, isUnknown }: Container): number | undefined =>
  isUnknown || restarts !== 'no' || possible.some(({ status }) => !['created', 'exited'].includes(status))
    ? undefined
    : (events.start ?? 0)

const lines = (text: string): string[] => text.split(/(?<=\n)/).filter(line => line !== '')

/** What the log must hold by a query; undefined: nobody can tell. */
const expectedOf = (
  container: Container,
  output: 'stdout' | 'stderr',
  query: Readonly<Record<string, unknown>>,
): string | undefined => {
  const runs = runsOf(container)
  const once = container.behaviour[output]
  if (once === undefined) return undefined
  if (!isTrue(query[output] ?? false) || Number(query.since ?? 0) > 4e9 || Number(query.until ?? 0) === 1) return ''
  if (runs === undefined) return once === '' ? '' : undefined
  const all = once.repeat(runs)
  const { tail } = query
  if (tail === undefined || !/^\d+$/.test(String(tail))) return all
  // How lines of two outputs share a tail depends on the order in which they arrived.
  if (container.behaviour.stdout !== '' && container.behaviour.stderr !== '') return undefined
  return Number(tail) === 0 ? '' : lines(all).slice(-Number(tail)).join('')
}

const givenBy = (query: Readonly<Record<string, unknown>>): string => {
  if (query.since !== undefined) return 'gives-future'
  if (query.until !== undefined) return 'gives-past'
  if (query.tail !== undefined) return query.tail === '0' ? 'gives-tail-none' : 'gives-tail'
  return isTrue(query.stdout ?? false) && isTrue(query.stderr ?? false) ? 'both-outputs' : 'gives-everything'
}

/** What was written is in the log, each output apart. */
export const judgeLogs: Judge = judged => {
  const { states, call, observation, isCut } = judged
  const { query = {} } = call
  if (!isTrue(query.stdout ?? false) && !isTrue(query.stderr ?? false)) {
    demandRefusal(judged, 'ContainerLogs.refuses-no-output', 400)
    return states
  }
  if (query.tail === 'many' && observation.status === 400)
    throw new Breach('ContainerLogs.tail-of-nonsense', 'the status of a tail that is no number', '200', '400', [200])
  const answered = judgeCommand(judged)
  const container = findContainer(answered, call.path?.id)
  if (!container || observation.status !== 200) return answered
  const isTerminal = at(container.body, 'Tty') === true
  demandEqual(
    observation.headers['content-type'],
    isTerminal || !knowsMultiplexed(judged) ? raw : multiplexed,
    `ContainerLogs.type-with${isTerminal ? '' : 'out'}-terminal`,
    'Content-Type',
  )
  if (isTrue(query.follow ?? false)) {
    if (container.behaviour.ends !== 'any' && mustBe(container, 'exited'))
      demand(!isCut, 'ContainerLogs.follows', 'logs of what has ended', 'an end', 'none')
    if (mustBe(container, 'running', 'paused'))
      demand(isCut, 'ContainerLogs.follows', 'logs of what runs', 'no end', 'an end')
  } else demand(!isCut, 'ContainerLogs.follows', 'logs that nobody follows', 'an end', 'none')
  if (isTerminal || container.isUnknown) return answered
  const requirement = `ContainerLogs.${givenBy(query)}`
  const texts = outputsOf(judged, requirement)
  const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /
  for (const output of ['stdout', 'stderr'] as const) {
    const expected = expectedOf(container, output, query)
    if (expected === undefined || isCut) continue
    const stamped = isTrue(query.timestamps ?? false)
    const got = lines(texts[output])
    if (stamped)
      for (const line of got) demand(stamp.test(line), 'ContainerLogs.timestamps', 'a line', 'with its time', line)
    demandEqual(got.map(line => (stamped ? line.replace(stamp, '') : line)).join(''), expected, requirement, output)
  }
  return answered
}

const knowsMultiplexed = ({ observation }: Judged): boolean => {
  const [, minor] = /^\/v1\.(\d+)\//.exec(observation.request.target) ?? []
  return minor === undefined || Number(minor) >= 42
}

/** Whether attaching is taken depends on what the container is; what comes then, on what it does. */
export const judgeAttach: Judge = judged => {
  const { states, call, observation, isCut } = judged
  const { query = {} } = call
  const container = findContainer(states, call.path?.id)
  if (!container && !states.isClosed) return states
  if (container?.isUnknown) return states
  const possible = container?.possible ?? [{ status: 'missing' as const }]
  const refusals = { missing: 404, paused: 409, restarting: 409 } as const
  const statusOf = ({ status }: { status: string }): number => refusals[status as keyof typeof refusals] ?? 101
  const wanted = possible.map(statusOf)
  const [first] = possible
  const refused = first && wanted[0] !== 101 ? first.status : undefined
  const requirement = refused ? `ContainerAttach.when-${refused}` : 'ContainerAttach.upgrades'
  demandStatus(judged, requirement, ...new Set(wanted))
  if (observation.status === 404)
    demand(
      /No such container: /.test(textOf(observation)),
      'ContainerAttach.when-missing',
      'the message',
      'No such container',
      textOf(observation),
    )
  if (observation.status !== 101 || !container) return states
  demandEqual(observation.headers.upgrade, 'tcp', 'ContainerAttach.upgrades', 'Upgrade')
  const once = container.behaviour.stdout
  const runs = runsOf(container)
  if (
    isTrue(query.logs ?? false) &&
    isTrue(query.stdout ?? false) &&
    once !== undefined &&
    runs !== undefined &&
    at(container.body, 'Tty') !== true &&
    (!isCut || runs > 0)
  )
    demand(
      outputsOf(judged, 'ContainerAttach.replays').stdout.startsWith(once.repeat(runs)),
      'ContainerAttach.replays',
      'what was written before',
      once.repeat(runs),
      textOf(observation),
    )
  if (
    call.input !== undefined &&
    !isCut &&
    container.body.workload === 'catStdin' &&
    isTrue(query.stdin ?? false) &&
    isTrue(query.stdout ?? false) &&
    mustBe(container, 'running', 'exited')
  )
    demand(
      mustBe(container, 'running') === false ||
        outputsOf(judged, 'ContainerAttach.both-ways').stdout.includes(call.input),
      'ContainerAttach.both-ways',
      'the output',
      call.input,
      textOf(observation),
    )
  return withContainer(states, told(container, 'attach'))
}
