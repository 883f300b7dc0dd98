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

const id = segment('id', string('Id or name'))

/** Services of a swarm. */
export const serviceOperations = operations('Service', {
  ServiceList: get('/services', {
    summary: 'Services.',
    parameters: [filters('Which services.'), query('status', since('1.41', boolean('Also how many tasks run')))],
    replies: { 200: json(array(ref('Service')), 'Found'), ...failures(500, 503) },
  }),

  ServiceCreate: post('/services/create', {
    summary: 'Makes a service.',
    parameters: [header('X-Registry-Auth', string('Credentials, as base64url of JSON'))],
    body: requiredBody(jsonBody(ref('ServiceSpec'))),
    replies: { 201: json(ref('ServiceCreateResponse'), 'Created'), ...failures(400, 403, 409, 500, 503) },
  }),

  ServiceInspect: get('/services/{id}', {
    summary: 'Everything known about one service.',
    parameters: [id, query('insertDefaults', since('1.29', withDefault(false, boolean('Fill in defaults'))))],
    replies: { 200: json(ref('Service'), 'Found'), ...failures(404, 500, 503) },
  }),

  ServiceDelete: del('/services/{id}', {
    summary: 'Removes a service.',
    parameters: [id],
    replies: { 200: empty('Removed'), ...failures(404, 500, 503) },
  }),

  ServiceUpdate: post('/services/{id}/update', {
    summary: 'Changes a service, or rolls it back.',
    parameters: [
      id,
      requiredQuery('version', integer('Index of the version this change is based on')),
      query(
        'registryAuthFrom',
        withDefault('spec', choice(['spec', 'previous-spec'], 'Where credentials come from without a header')),
      ),
      header('X-Registry-Auth', string('Credentials, as base64url of JSON')),
      query('rollback', since('1.28', string('`previous` to go back'))),
    ],
    body: requiredBody(jsonBody(ref('ServiceSpec'))),
    replies: { 200: json(ref('ServiceUpdateResponse'), 'Changed'), ...failures(400, 404, 500, 503) },
  }),

  ServiceLogs: get('/services/{id}/logs', {
    summary: 'What the tasks of a service have printed.',
    parameters: [
      id,
      query('details', withDefault(false, boolean('Also extra attributes'))),
      query('follow', withDefault(false, boolean('Stay and send what comes'))),
      query('stdout', withDefault(false, boolean('Standard output'))),
      query('stderr', withDefault(false, boolean('Standard error'))),
      query('since', withDefault(0, integer('Not before these seconds of Unix time'))),
      query('timestamps', withDefault(false, boolean('Begin each line with its instant'))),
      query('tail', withDefault('all', string('This many lines from the end, or `all`'))),
    ],
    replies: {
      200: content(
        ['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'],
        'The lines, multiplexed unless there is a terminal',
        bytes(),
      ),
      ...failures(404, 500, 503),
    },
    stream: 'body',
  }),
})
