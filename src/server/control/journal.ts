import { operations } from '../../../spec/index.ts'
import type { JournalQuery } from '../journal/search.ts'
import { ControlRefusal, type ControlRequest, type ControlRoute, nothing } from './route.ts'
import { type ControlSchema, objectSchema } from './schema.ts'

const text: ControlSchema = { type: 'string' }
const counts: ControlSchema = { type: 'object', additionalProperties: { type: 'integer' } }
const list: ControlSchema = { type: 'array', items: text }

const queryOf = ({ query }: ControlRequest): JournalQuery => {
  const { status, operation, ...rest } = Object.fromEntries(query)
  if (operation !== undefined && !Object.hasOwn(operations, operation))
    throw new ControlRefusal(400, `there is no operation ${operation}`)
  if (status !== undefined && !/^\d{3}$/.test(status))
    throw new ControlRefusal(400, `status is a number, not ${status}`)
  return { ...rest, ...(operation && { operation }), ...(status && { status: Number(status) }) } as JournalQuery
}

const requestSchema = objectSchema(
  {
    number: { type: 'integer', description: 'counts from 1' },
    at: { type: 'string', description: 'RFC 3339' },
    operation: text,
    apiVersion: text,
    method: text,
    path: text,
    query: { type: 'object', additionalProperties: list },
    object: { type: 'string', description: 'name or id of what it was about' },
    body: {},
    status: { type: 'integer' },
    message: { type: 'string', description: 'what a refusal said' },
    lost: { type: 'string', enum: ['reset', 'cut', 'hang', 'malformed'] },
    findings: { ...list, description: 'what the description of the API does not have or allow' },
  },
  ['operation', 'object', 'body', 'status', 'message', 'lost'],
)

export const journalRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/journal',
    id: 'JournalRead',
    summary: 'What was asked, oldest first; and when nothing was that is meant, what came closest',
    query: {
      operation: text,
      method: text,
      path: { type: 'string', description: 'without version; * stands for any part of a segment' },
      object: text,
      status: text,
    },
    reply: objectSchema({ requests: { type: 'array', items: requestSchema }, explanation: text }, ['explanation']),
    refusals: { 400: 'the query is not what it should be' },
    act(request) {
      const { journal } = request
      const query = queryOf(request)
      const requests = journal.requests(query)
      return requests.length > 0 ? { requests } : { requests, explanation: journal.explain(query) }
    },
  },
  {
    method: 'GET',
    path: '/journal/coverage',
    id: 'JournalCoverage',
    summary: 'How much of the API was exercised: operations, parameters, statuses, events',
    reply: objectSchema({
      operations: objectSchema({ asked: counts, missing: list }),
      parameters: { type: 'object', additionalProperties: objectSchema({ given: list, missing: list }) },
      statuses: { type: 'object', additionalProperties: counts },
      events: counts,
    }),
    act: ({ journal }) => journal.coverage(),
  },
  {
    method: 'DELETE',
    path: '/journal',
    id: 'JournalClear',
    summary: 'Forget what was asked',
    reply: nothing,
    act({ journal }) {
      journal.clear()
      return {}
    },
  },
]
