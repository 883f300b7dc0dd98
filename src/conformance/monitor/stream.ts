import type { OperationId } from '../../../spec/index.ts'
import { contentTypeOf } from '../exchange.ts'
import { at } from '../fields.ts'
import { framesOf } from '../stdcopy.ts'
import { ensure } from '../violation.ts'
import { decodeText } from '../wire.ts'
import type { Known, Monitor } from './monitor.ts'

const multiplexed = 'application/vnd.docker.multiplexed-stream'

const outputs: readonly OperationId[] = ['ContainerLogs', 'ContainerAttach', 'ExecStart']

const wholeFrames: Monitor = {
  name: 'frames-are-whole',
  level: 'must',
  claim: 'A multiplexed stream consists of whole frames, each of one output',
  evidence: [
    'the description of ContainerAttach, Stream format; moby api/pkg/stdcopy',
    'dockerd 20.10, 26.1 and 28.5, asked',
  ],
  operations: outputs,
  watch: () => exchange => {
    if (contentTypeOf(exchange) !== multiplexed || !exchange.isWhole) return false
    const frames = framesOf(exchange.conversation?.received ?? exchange.reply.body)
    ensure(
      frames.every(({ output }) => output !== 'stdin'),
      'the outputs',
      'stdout, stderr or the daemon itself',
      'stdin',
    )
    return frames.length > 0
  },
}

/** Replies that clients read while they come. */
const followed: Readonly<Partial<Record<OperationId, (exchange: Known) => boolean>>> = {
  SystemEvents: () => true,
  ContainerWait: () => true,
  ContainerAttach: () => true,
  ContainerLogs: ({ route: { query } }) => /^(1|true)$/i.test(query.get('follow') ?? ''),
}

/** Longer than a busy machine holds a head back, and shorter than what somebody waits for. */
const lateMilliseconds = 5000

const headAtOnce: Monitor = {
  name: 'head-before-the-body',
  level: 'must',
  claim: 'The head of a stream comes at once, and not with its end',
  evidence: [
    'moby daemon/server/router: streams are flushed before they are written',
    'dockerd 20.10, 26.1 and 28.5, asked',
  ],
  operations: Object.keys(followed) as OperationId[],
  watch: () => exchange => {
    const { headMilliseconds, milliseconds, reply, route, isWhole } = exchange
    if (reply.status >= 300 || !followed[route.operation]?.(exchange) || milliseconds < lateMilliseconds) return false
    // From 1.30 on the head of a wait says that the wait has begun.
    const rest = milliseconds - headMilliseconds
    ensure(
      headMilliseconds < lateMilliseconds || !isWhole || rest > headMilliseconds / 10,
      'the head',
      'at once',
      `after ${Math.round(headMilliseconds)} ms, ${Math.round(rest)} ms before the end`,
    )
    return true
  },
}

interface Event {
  readonly id: string
  readonly action: string
}

/** What was told of containers, in the order in which it came. */
const containerEvents = ({ reply }: Known): Event[] =>
  decodeText(reply.body)
    .split('\n')
    .flatMap(line => {
      try {
        const event: unknown = JSON.parse(line.replace('\u001e', ''))
        return at(event, 'Type') === 'container'
          ? [{ id: String(at(event, 'Actor.ID')), action: String(at(event, 'Action')) }]
          : []
      } catch {
        return []
      }
    })

/** What is told of one container can only come in these orders; what may overtake what is not among them. */
const inOrder = (actions: readonly string[]): boolean => {
  const first = (action: string): number => actions.indexOf(action)
  const isFirst = (action: string): boolean => first(action) <= 0
  const removed = first('destroy')
  const afterRemoval = removed === -1 ? [] : actions.slice(removed + 1)
  return (
    isFirst('create') && !afterRemoval.some(action => ['create', 'start', 'die', 'pause', 'unpause'].includes(action))
  )
}

/** Of a container whose creation was told, no more ends than beginnings. */
const isBalanced = (actions: readonly string[]): boolean => {
  const count = (wanted: string): number => actions.filter(action => action === wanted).length
  return actions[0] !== 'create' || count('die') <= count('start')
}

const eventOrder: Monitor = {
  name: 'tells-in-order',
  level: 'must',
  claim: 'Of each container its creation is told first, its removal last, and no end without a beginning',
  evidence: [
    'moby daemon/create.go, monitor.go and delete.go',
    'moby#50220, #50242: only stop and die come in either order',
  ],
  operations: ['SystemEvents'],
  watch: () => exchange => {
    if (exchange.reply.status !== 200 || exchange.route.query.has('filters')) return false
    const events = containerEvents(exchange)
    for (const [id, told] of Map.groupBy(events, event => event.id)) {
      const actions = told.map(({ action }) => action)
      ensure(inOrder(actions) && isBalanced(actions), `the events of ${id}`, 'create … start … die … destroy', actions)
    }
    return events.length > 0
  },
}

/** Clients of pulls believe the last words: that the image is there, or why it is not. */
const pullOutcome: Monitor = {
  name: 'ends-with-the-outcome',
  level: 'must',
  claim: 'The stream of a pull ends with words that begin with Status, or with an error and its detail',
  evidence: [
    'moby distribution/pull_v2.go, daemon/containerd/image_pull.go, writeStatus; pkg/jsonmessage',
    'podman#10258, socktainer#365, docker-java#1998: clients take anything else for a failure',
    'dockerd 28.5, asked',
  ],
  operations: ['ImageCreate'],
  watch: () => exchange => {
    const { reply, route, isWhole } = exchange
    if (reply.status !== 200 || !isWhole || !route.query.has('fromImage')) return false
    const [last = ''] = decodeText(reply.body).trimEnd().split('\n').reverse()
    const isOutcome = /"status":"Status: [^"]|"errorDetail":\{"[^}]*"message":"[^"]/.test(last)
    ensure(isOutcome, 'the last words', 'a status that begins with Status, or an errorDetail', last)
    return true
  },
}

/** What goes on for long: outputs of containers, and events. */
export const streamMonitors: readonly Monitor[] = [wholeFrames, headAtOnce, eventOrder, pullOutcome]
