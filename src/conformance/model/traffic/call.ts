import type { OperationId } from '../../../../spec/index.ts'
import { replyJson, requestJson } from '../../exchange.ts'
import { at, fieldsOf, isFields, listOf } from '../../fields.ts'
import type { Known } from '../../monitor/monitor.ts'
import type { Call } from '../../program/program.ts'
import { movingCommands, reachableStates } from '../../state.ts'
import { isTrue } from '../fields.ts'

/** What everybody's traffic can be held against: judges that take nothing for granted of who asks. */
const judged: readonly OperationId[] = [
  'ContainerCreate',
  ...movingCommands,
  'ContainerUpdate',
  'ContainerRename',
  'ContainerPrune',
  'ContainerInspect',
  'ContainerList',
  'ContainerWait',
  'ContainerLogs',
  'ContainerTop',
  'ContainerExec',
  'ExecStart',
  'ExecInspect',
]

export const isJudged = (operation: OperationId): boolean => judged.includes(operation)

const isReachable = (state: unknown): boolean => reachableStates.some(each => each === state)

/** What clients may ask, and daemons answer, that the model has no words for: it says nothing of it. */
const beyond: Readonly<Partial<Record<OperationId, (call: Call, exchange: Known) => boolean>>> = {
  // Takes away a link, and no container.
  ContainerDelete: ({ query }) => isTrue(query?.link ?? false),
  ContainerInspect: (_, { reply, ...exchange }) =>
    reply.status === 200 && !isReachable(at(replyJson({ reply, ...exchange }), 'State.Status')),
  ContainerList: (_, exchange) =>
    exchange.reply.status === 200 && !listOf(replyJson(exchange)).every(row => isReachable(at(row, 'State'))),
  // It ends when its time has come.
  ContainerLogs: ({ query }) => isTrue(query?.follow ?? false) && query?.until !== undefined,
  // Clients of old take the connection without a word; who has a terminal may leave and let it run.
  ExecStart: ({ body }, { reply }) =>
    fieldsOf(body).Detach !== true && (reply.status === 200 || fieldsOf(body).Tty === true),
}

/** The query as programs have it: filters as what they stand for. Undefined: they are no JSON. */
const queryOf = (query: URLSearchParams): Readonly<Record<string, unknown>> | undefined => {
  const { filters, ...plain } = Object.fromEntries(query)
  if (filters === undefined || filters === '') return plain
  try {
    const read: unknown = JSON.parse(filters)
    return isFields(read) ? { ...plain, filters: read } : undefined
  } catch {
    return undefined
  }
}

/** An exchange that somebody else has made, as a call that the model can judge; undefined: it cannot. */
export const callOf = (exchange: Known): Call | undefined => {
  const { operation, path, version } = exchange.route
  const query = queryOf(exchange.route.query)
  if (!exchange.isWhole || query === undefined) return undefined
  const call: Call = {
    call: operation,
    path,
    query,
    body: requestJson(exchange),
    ...(version === undefined ? {} : { version }),
  }
  return beyond[operation]?.(call, exchange) ? undefined : call
}
