import { array, boolean, bytes, choice, integer, ref, since, string, withDefault } from '../vocabulary.ts'
import {
  content,
  del,
  empty,
  failures,
  filters,
  get,
  header,
  json,
  jsonBody,
  operations,
  post,
  query,
  requiredBody,
  requiredQuery,
  segment,
} from './vocabulary.ts'

/** Services of a swarm. */
export const serviceOperations = operations('Service', {
  ServiceList: get('/services', {
    summary: 'ServiceList',
    parameters: [filters('Which ones.'), query('status', since('1.41', boolean()))],
    replies: { 200: json(array(ref('Service')), 'Done'), ...failures(500, 503) },
  }),

  ServiceCreate: post('/services/create', {
    summary: 'ServiceCreate',
    parameters: [header('X-Registry-Auth', string())],
    body: requiredBody(jsonBody(ref('ServiceSpec'))),
    replies: { 201: json(ref('ServiceCreateResponse'), 'Done'), ...failures(400, 403, 409, 500, 503) },
  }),

  ServiceInspect: get('/services/{id}', {
    summary: 'ServiceInspect',
    parameters: [segment('id', string()), query('insertDefaults', since('1.29', withDefault(false, boolean())))],
    replies: { 200: json(ref('Service'), 'Done'), ...failures(404, 500, 503) },
  }),

  ServiceDelete: del('/services/{id}', {
    summary: 'ServiceDelete',
    parameters: [segment('id', string())],
    replies: { 200: empty('Done'), ...failures(404, 500, 503) },
  }),

  ServiceUpdate: post('/services/{id}/update', {
    summary: 'ServiceUpdate',
    parameters: [
      segment('id', string()),
      requiredQuery('version', integer()),
      query('registryAuthFrom', withDefault('spec', choice(['spec', 'previous-spec']))),
      header('X-Registry-Auth', string()),
      query('rollback', since('1.28', string())),
    ],
    body: requiredBody(jsonBody(ref('ServiceSpec'))),
    replies: { 200: json(ref('ServiceUpdateResponse'), 'Done'), ...failures(400, 404, 500, 503) },
  }),

  ServiceLogs: get('/services/{id}/logs', {
    summary: 'ServiceLogs',
    parameters: [
      segment('id', string()),
      query('details', withDefault(false, boolean())),
      query('follow', withDefault(false, boolean())),
      query('stdout', withDefault(false, boolean())),
      query('stderr', withDefault(false, boolean())),
      query('since', withDefault(0, integer())),
      query('timestamps', withDefault(false, boolean())),
      query('tail', withDefault('all', string())),
    ],
    replies: {
      200: content(['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'], 'Done', bytes()),
      ...failures(404, 500, 503),
    },
    stream: 'body',
  }),
})
