import type { OperationId } from '../../../spec/index.ts'
import { routeOf } from '../../../src/conformance/route.ts'
import type {
  Target,
  WireConversation,
  WireHead,
  WireReply,
  WireRequest,
  WireStream,
} from '../../../src/conformance/wire.ts'

/** What is rewritten of the exchanges of some operations, on the way there and on the way back. */
export interface Mutation {
  readonly operations: readonly OperationId[]
  readonly request?: (request: WireRequest) => WireRequest
  readonly head?: (head: WireHead, request: WireRequest) => WireHead
  /** Gets the head as the daemon sent it. Of streams: all that has come so far, each time anew. */
  readonly body?: (bytes: Uint8Array, head: WireHead, request: WireRequest) => Uint8Array
  /** The head is held back until the body has ended. */
  readonly late?: boolean
  /** Streams never end. */
  readonly endless?: boolean
}

const stream = <T extends WireStream>(given: T, mutation: Mutation, request: WireRequest): T => {
  const { head, body } = mutation
  const sent: WireHead = { status: given.status, headers: given.headers }
  const received = (): Uint8Array => (body ? body(given.received(), sent, request) : given.received())
  const ended = mutation.endless ? new Promise<void>(() => {}) : given.ended
  return { ...given, ...(head ? head(sent, request) : sent), received, ended }
}

/** The same daemon, seen through a mutation. */
export const mutated = (target: Target, mutation: Mutation): Target => {
  const concerns = ({ method, target: path }: WireRequest): boolean => {
    const operation = routeOf(method, path)?.operation
    return operation !== undefined && mutation.operations.includes(operation)
  }
  const asked = (request: WireRequest): WireRequest => mutation.request?.(request) ?? request
  return {
    ...target,
    async send(request): Promise<WireReply> {
      if (!concerns(request)) return target.send(request)
      const reply = await target.send(asked(request))
      const sent: WireHead = { status: reply.status, headers: reply.headers }
      const head = mutation.head?.(sent, request) ?? sent
      return { ...head, body: mutation.body?.(reply.body, sent, request) ?? reply.body }
    },
    async open(request): Promise<WireStream> {
      if (!concerns(request)) return target.open(request)
      const opened = await target.open(asked(request))
      if (mutation.late) await opened.ended
      return stream(opened, mutation, request)
    },
    async upgrade(request): Promise<WireConversation> {
      if (!concerns(request)) return target.upgrade(request)
      return stream(await target.upgrade(asked(request)), mutation, request)
    },
  }
}
