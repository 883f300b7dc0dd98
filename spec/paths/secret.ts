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

/** Secrets of a swarm. */
export const secretOperations = operations('Secret', {
  SecretList: get('/secrets', {
    summary: 'SecretList',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which ones.')],
    replies: { 200: json(array(ref('Secret')), 'Done'), ...failures(500, 503) },
  }),

  SecretCreate: post('/secrets/create', {
    summary: 'SecretCreate',
    since: '1.25',
    routeGate: '1.25',
    body: jsonBody(ref('SecretSpec')),
    replies: { 201: json(ref('IDResponse'), 'Done'), ...failures(409, 500, 503) },
  }),

  SecretInspect: get('/secrets/{id}', {
    summary: 'SecretInspect',
    since: '1.25',
    routeGate: '1.25',
    parameters: [segment('id', string())],
    replies: { 200: json(ref('Secret'), 'Done'), ...failures(404, 500, 503) },
  }),

  SecretDelete: del('/secrets/{id}', {
    summary: 'SecretDelete',
    since: '1.25',
    routeGate: '1.25',
    parameters: [segment('id', string())],
    replies: { 204: empty('Done'), ...failures(404, 500, 503) },
  }),

  SecretUpdate: post('/secrets/{id}/update', {
    summary: 'SecretUpdate',
    since: '1.25',
    routeGate: '1.25',
    parameters: [segment('id', string()), requiredQuery('version', int64())],
    body: jsonBody(ref('SecretSpec'), ['application/json', 'text/plain']),
    replies: { 200: empty('Done'), ...failures(400, 404, 500, 503) },
  }),
})
