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

/** Nodes of a swarm. */
export const nodeOperations = operations('Node', {
  NodeList: get('/nodes', {
    summary: 'NodeList',
    parameters: [filters('Which ones.')],
    replies: { 200: json(array(ref('Node')), 'Done'), ...failures(500, 503) },
  }),

  NodeInspect: get('/nodes/{id}', {
    summary: 'NodeInspect',
    parameters: [segment('id', string())],
    replies: { 200: json(ref('Node'), 'Done'), ...failures(404, 500, 503) },
  }),

  NodeDelete: del('/nodes/{id}', {
    summary: 'NodeDelete',
    parameters: [segment('id', string()), query('force', withDefault(false, boolean()))],
    replies: { 200: empty('Done'), ...failures(404, 500, 503) },
  }),

  NodeUpdate: post('/nodes/{id}/update', {
    summary: 'NodeUpdate',
    parameters: [segment('id', string()), requiredQuery('version', int64())],
    body: jsonBody(ref('NodeSpec'), ['application/json', 'text/plain']),
    replies: { 200: empty('Done'), ...failures(400, 404, 500, 503) },
  }),
})
