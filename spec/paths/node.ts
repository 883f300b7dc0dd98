import { array, boolean, int64, ref, string, withDefault } from '../vocabulary.ts'
import {
  del,
  empty,
  failures,
  filters,
  get,
  json,
  jsonBody,
  operations,
  post,
  query,
  requiredQuery,
  segment,
} from './vocabulary.ts'

const id = segment('id', string('Id or name'))

/** Nodes of a swarm. */
export const nodeOperations = operations('Node', {
  NodeList: get('/nodes', {
    summary: 'Nodes.',
    parameters: [filters('Which nodes.')],
    replies: { 200: json(array(ref('Node')), 'Found'), ...failures(500, 503) },
  }),

  NodeInspect: get('/nodes/{id}', {
    summary: 'Everything known about one node.',
    parameters: [id],
    replies: { 200: json(ref('Node'), 'Found'), ...failures(404, 500, 503) },
  }),

  NodeDelete: del('/nodes/{id}', {
    summary: 'Removes a node.',
    parameters: [id, query('force', withDefault(false, boolean('Even when in use')))],
    replies: { 200: empty('Removed'), ...failures(404, 500, 503) },
  }),

  NodeUpdate: post('/nodes/{id}/update', {
    summary: 'Changes the role, availability or labels of a node.',
    parameters: [id, requiredQuery('version', int64('Index of the version this change is based on'))],
    body: jsonBody(ref('NodeSpec'), ['application/json', 'text/plain']),
    replies: { 200: empty('Changed'), ...failures(400, 404, 500, 503) },
  }),
})
