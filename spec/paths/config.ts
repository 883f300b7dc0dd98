import { array, int64, ref, string } from '../vocabulary.ts'
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
  requiredQuery,
  segment,
} from './vocabulary.ts'

/** Configs of a swarm. */
export const configOperations = operations('Config', {
  ConfigList: get('/configs', {
    summary: 'ConfigList',
    since: '1.30',
    routeGate: '1.30',
    parameters: [filters('Which ones.')],
    replies: { 200: json(array(ref('Config')), 'Done'), ...failures(500, 503) },
  }),

  ConfigCreate: post('/configs/create', {
    summary: 'ConfigCreate',
    since: '1.30',
    routeGate: '1.30',
    body: jsonBody(ref('ConfigSpec')),
    replies: { 201: json(ref('IDResponse'), 'Done'), ...failures(409, 500, 503) },
  }),

  ConfigInspect: get('/configs/{id}', {
    summary: 'ConfigInspect',
    since: '1.30',
    routeGate: '1.30',
    parameters: [segment('id', string())],
    replies: { 200: json(ref('Config'), 'Done'), ...failures(404, 500, 503) },
  }),

  ConfigDelete: del('/configs/{id}', {
    summary: 'ConfigDelete',
    since: '1.30',
    routeGate: '1.30',
    parameters: [segment('id', string())],
    replies: { 204: empty('Done'), ...failures(404, 500, 503) },
  }),

  ConfigUpdate: post('/configs/{id}/update', {
    summary: 'ConfigUpdate',
    since: '1.30',
    routeGate: '1.30',
    parameters: [segment('id', string()), requiredQuery('version', int64())],
    body: jsonBody(ref('ConfigSpec'), ['application/json', 'text/plain']),
    replies: { 200: empty('Done'), ...failures(400, 404, 500, 503) },
  }),
})
