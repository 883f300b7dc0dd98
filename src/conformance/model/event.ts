import { type Fields, fieldsOf } from '../fields.ts'
import { textOf } from '../observation.ts'
import { goesOn } from './behaviour.ts'
import { Breach, demand, demandEqual, demandRefusal, demandStatus } from './breach.ts'
import { filtersOf, hasLabel } from './container/list.ts'
import { codeOf } from './execution.ts'
import { checkHappened, type Event, isWhole } from './happened.ts'
import type { Judge, Judged } from './judge.ts'
import type { Container, Execution } from './states.ts'

/** What dockerd tells of containers (moby daemon/events); executions and health say more behind a colon. */
const actions = [
  'attach',
  'commit',
  'copy',
  'create',
  'destroy',
  'detach',
  'die',
  'exec_create',
  'exec_start',
  'exec_die',
  'exec_detach',
  'export',
  'health_status',
  'kill',
  'oom',
  'pause',
  'prune',
  'rename',
  'resize',
  'restart',
  'start',
  'stop',
  'top',
  'unpause',
  'update',
  'archive-path',
  'extract-to-dir',
]

/** Which requirement is about an action. */
const requirements: Readonly<Record<string, string>> = {
  die: 'SystemEvents.of-end',
  kill: 'SystemEvents.of-kill',
  pause: 'SystemEvents.of-pause',
  unpause: 'SystemEvents.of-pause',
  stop: 'SystemEvents.of-stop',
  destroy: 'SystemEvents.of-remove',
  start: 'SystemEvents.of-start',
  update: 'SystemEvents.of-update',
  rename: 'SystemEvents.of-rename',
  restart: 'SystemEvents.of-restart',
  resize: 'SystemEvents.of-resize',
  top: 'SystemEvents.of-top',
  export: 'SystemEvents.of-export',
  attach: 'SystemEvents.of-attach',
  'archive-path': 'SystemEvents.of-copying-out',
  'extract-to-dir': 'SystemEvents.of-copying-in',
}

const requirementOf = (action: string): string => requirements[action] ?? 'SystemEvents.replays'

/** The whole lines: the last one may have been cut off. */
const eventsIn = ({ observation }: Judged): Event[] => {
  const lines = textOf(observation).split('\n').slice(0, -1)
  return lines.flatMap(line => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as Event]
    } catch {
      throw new Breach('SystemEvents.times', 'an event', 'one JSON value a line', line)
    }
  })
}

/** Each event is one that the query asked for, and is told with its time and who it is about. */
const checkEvent = (event: Event, query: Fields): void => {
  const filters = filtersOf(query.filters)
  const { Type, Action, Actor, time, timeNano } = event
  demand(Math.floor(timeNano / 1e9) === time, 'SystemEvents.times', 'timeNano in seconds', String(time), timeNano)
  demand(typeof Actor?.ID === 'string', 'SystemEvents.die-attributes', 'Actor.ID', 'a text', Actor)
  const [action = ''] = Action.split(':')
  if (Type === 'container')
    demand(actions.includes(action), guess(action), 'an action of a container', 'one that there is', Action)
  const labels = fieldsOf(Actor.Attributes)
  if (filters.type)
    demand(filters.type.includes(Type), 'SystemEvents.filters-by-type', 'the type', filters.type.join(' or '), Type)
  if (filters.event)
    demand(filters.event.includes(action), 'SystemEvents.filters', 'the action', filters.event.join(' or '), Action)
  if (filters.container) {
    const names = [Actor.ID, String(labels.name), String(labels.container)]
    const fits = (wanted: string) => names.some(name => name === wanted || name.startsWith(wanted))
    demand(filters.container.some(fits), 'SystemEvents.filters', 'the container', filters.container.join(' or '), names)
  }
  if (filters.label)
    demand(
      filters.label.every(each => hasLabel(labels, each)),
      'SystemEvents.filters-by-label',
      'the labels',
      filters.label.join(', '),
      labels,
    )
}

/** The action that was meant, as near as it can be told. */
const guess = (action: string): string =>
  requirementOf(Object.keys(requirements).find(each => action.startsWith(each)) ?? action)

/** Whether an event of this container is asked for. */
const isAsked = (
  container: Container,
  action: string,
  { type, event, container: names, label, ...others }: Readonly<Record<string, readonly string[]>>,
): boolean =>
  Object.keys(others).length === 0 &&
  (type === undefined || type.includes('container')) &&
  (event === undefined || event.includes(action)) &&
  (names === undefined || names.some(each => each === container.name || each === container.id)) &&
  (label === undefined ||
    label.every(each => each.startsWith('dev.mockerd.') || hasLabel(fieldsOf(container.body.Labels), each)))

/** What the messages of some actions say besides. */
const checkAttributes = (container: Container, { Action, Actor }: Event): void => {
  const { name, exitCode, signal, oldName } = fieldsOf(Actor.Attributes)
  const number = /^\d+$/
  if (Action === 'kill') demand(number.test(String(signal)), 'SystemEvents.of-signal', 'signal', 'a number', signal)
  if (Action === 'rename')
    demand(/^\/./.test(String(oldName)), 'SystemEvents.of-rename', 'oldName', 'the name that it had', oldName)
  if (Action !== 'die') return
  demand(number.test(String(exitCode)), 'SystemEvents.die-attributes', 'exitCode', 'a number', exitCode)
  if (container.events.rename === undefined)
    demandEqual(name, container.name, 'SystemEvents.die-attributes', 'the name')
}

/** Events that nothing but one command causes. */
const quiet = ['pause', 'unpause', 'destroy', 'create', 'restart', 'rename'] as const

/** What comes with a signal, which wakes what was paused. */
const signalling = ['kill', 'stop', 'restart', 'destroy'] as const

/** What did not happen is not told. */
const checkQuiet = (container: Container, own: readonly Event[]): void => {
  for (const action of quiet) {
    const count = own.filter(({ Action }) => Action === action).length
    const woken = action === 'unpause' ? signalling.reduce((sum, each) => sum + (container.events[each] ?? 0), 0) : 0
    const times = (container.events[action] ?? 0) + woken
    if (action === 'destroy' && container.isAutoRemoved) continue
    demand(
      count <= times,
      'SystemEvents.none-of-not-modified',
      `${action} of ${container.name}`,
      `${times} times`,
      count,
    )
  }
}

/** Of an execution its making, its start and its end are told, with its id. */
const checkExecution = (execution: Execution, { behaviour }: Container, own: readonly Event[]): void => {
  const { id, phase } = execution
  const code = codeOf(execution)
  const told = own.filter(({ Actor }) => fieldsOf(Actor.Attributes).execID === id)
  const find = (action: string): Event | undefined => told.find(({ Action }) => Action.split(':')[0] === action)
  const need = (action: string): void =>
    demand(
      find(action) !== undefined,
      `SystemEvents.of-${action.replace('_', '-')}`,
      `${action} of ${id}`,
      'told',
      own.map(({ Action }) => Action),
    )
  need('exec_create')
  if (phase !== 'created') need('exec_start')
  // What could not be started did not end; and what ends with its container is not told of.
  if (phase !== 'ended' || code === 127 || !goesOn(behaviour)) return
  need('exec_die')
  const { exitCode } = fieldsOf(find('exec_die')?.Actor.Attributes)
  demand(/^\d+$/.test(String(exitCode)), 'SystemEvents.of-exec-die', 'exitCode', 'a number', exitCode)
}

/** Everything that certainly happened to a container is told as often as it happened; its end with its status. */
const checkContainer = (
  container: Container,
  executions: readonly Execution[],
  events: readonly Event[],
  query: Fields,
): void => {
  const filters = filtersOf(query.filters)
  const own = events.filter(({ Type, Actor }) => Type === 'container' && Actor.ID === container.id)
  for (const event of own) checkAttributes(container, event)
  // Of what is told to have been made everything later is told as well.
  if (!isWhole(events, filters) && !own.some(({ Action }) => Action === 'create')) return
  for (const [action, times] of Object.entries(container.events)) {
    if (!isAsked(container, action, filters)) continue
    const count = own.filter(({ Action }) => Action === action).length
    demand(
      count >= times,
      requirementOf(action),
      `${action} of ${container.name}`,
      `${times} times`,
      own.map(({ Action }) => Action),
    )
  }
  const actions = own.map(({ Action }) => Action)
  const removal = actions.indexOf('destroy')
  demand(
    removal < 0 || !actions.slice(removal).includes('die'),
    'SystemEvents.of-remove',
    `what is told of ${container.name} after its removal`,
    'nothing',
    actions.slice(removal + 1),
  )
  if (filters.event === undefined && isAsked(container, 'exec_create', filters)) {
    for (const execution of executions)
      if (execution.container === container.id) checkExecution(execution, container, own)
    if (container.health !== undefined)
      demand(
        actions.includes(`health_status: ${container.health}`),
        'SystemEvents.of-health',
        `the health of ${container.name}`,
        `health_status: ${container.health}`,
        actions,
      )
  }
  if (!container.isUnknown && !container.isUncounted) checkQuiet(container, own)
}

/** What happened is told again to whoever asks from when on. */
export const judgeEvents: Judge = judged => {
  const { states, call, observation, isCut } = judged
  const { query = {} } = call
  for (const key of ['since', 'until'] as const)
    if (query[key] !== undefined && !/^\d+(\.\d+)?$/.test(String(query[key]))) {
      // The error has no kind before 29.
      demandRefusal(judged, `SystemEvents.bad-${key}`, observation.status === 500 ? 500 : 400)
      return states
    }
  demandStatus(judged, 'SystemEvents.head-at-once', 200)
  if (query.until !== undefined)
    demand(!isCut, 'SystemEvents.replays', 'events until a time that has been', 'an end', 'none')
  const events = eventsIn(judged)
  for (const event of events) checkEvent(event, query)
  if (query.until === '1') demandEqual(events.length, 0, 'SystemEvents.replays', 'the number of events until 1970')
  if (query.since !== '1' || query.until !== undefined) return states
  const executions = [...states.executions.values()]
  for (const container of states.containers.values()) checkContainer(container, executions, events, query)
  if (states.isClosed) checkHappened(states.happened, events, filtersOf(query.filters))
  return states
}
