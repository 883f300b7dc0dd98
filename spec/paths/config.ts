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

/** Configs of a swarm. */
export const configOperations = operations('Config', {
  ConfigList: get('/configs', {
    summary: 'Configs.',
    since: '1.30',
    routeGate: '1.30',
    parameters: [filters('Which configs.')],
    replies: { 200: json(array(ref('Config')), 'Found'), ...failures(500, 503) },
  }),

  ConfigCreate: post('/configs/create', {
    summary: 'Makes a config.',
    since: '1.30',
    routeGate: '1.30',
    body: jsonBody(ref('ConfigSpec')),
    replies: { 201: json(ref('IDResponse'), 'Created'), ...failures(409, 500, 503) },
  }),

  ConfigInspect: get('/configs/{id}', {
    summary: 'Everything known about one config.',
    since: '1.30',
    routeGate: '1.30',
    parameters: [id],
    replies: { 200: json(ref('Config'), 'Found'), ...failures(404, 500, 503) },
  }),

  ConfigDelete: del('/configs/{id}', {
    summary: 'Removes a config.',
    since: '1.30',
    routeGate: '1.30',
    parameters: [id],
    replies: { 204: empty('Removed'), ...failures(404, 500, 503) },
  }),

  ConfigUpdate: post('/configs/{id}/update', {
    summary: 'Changes the labels of a config.',
    since: '1.30',
    routeGate: '1.30',
    parameters: [id, requiredQuery('version', int64('Index of the version this change is based on'))],
    body: jsonBody(ref('ConfigSpec'), ['application/json', 'text/plain']),
    replies: { 200: empty('Changed'), ...failures(400, 404, 500, 503) },
  }),
})
