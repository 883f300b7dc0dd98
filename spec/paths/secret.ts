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

const id = segment('id', string('Id or name'))

/** Secrets of a swarm. */
export const secretOperations = operations('Secret', {
  SecretList: get('/secrets', {
    summary: 'Secrets, without their bytes.',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which secrets.')],
    replies: { 200: json(array(ref('Secret')), 'Found'), ...failures(500, 503) },
  }),

  SecretCreate: post('/secrets/create', {
    summary: 'Makes a secret.',
    since: '1.25',
    routeGate: '1.25',
    body: jsonBody(ref('SecretSpec')),
    replies: { 201: json(ref('IDResponse'), 'Created'), ...failures(409, 500, 503) },
  }),

  SecretInspect: get('/secrets/{id}', {
    summary: 'Everything known about one secret, except its bytes.',
    since: '1.25',
    routeGate: '1.25',
    parameters: [id],
    replies: { 200: json(ref('Secret'), 'Found'), ...failures(404, 500, 503) },
  }),

  SecretDelete: del('/secrets/{id}', {
    summary: 'Removes a secret.',
    since: '1.25',
    routeGate: '1.25',
    parameters: [id],
    replies: { 204: empty('Removed'), ...failures(404, 500, 503) },
  }),

  SecretUpdate: post('/secrets/{id}/update', {
    summary: 'Changes the labels of a secret.',
    since: '1.25',
    routeGate: '1.25',
    parameters: [id, requiredQuery('version', int64('Index of the version this change is based on'))],
    body: jsonBody(ref('SecretSpec'), ['application/json', 'text/plain']),
    replies: { 200: empty('Changed'), ...failures(400, 404, 500, 503) },
  }),
})
