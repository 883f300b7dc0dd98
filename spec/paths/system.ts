import { array, between, boolean, int64, object, ref, since, string, until, withDefault } from '../vocabulary.ts'
import {
  content,
  empty,
  failures,
  filters,
  get,
  head,
  json,
  jsonBody,
  operations,
  options,
  post,
  query,
  repeatedQuery,
  segments,
  undocumentedFailures,
  unpublished,
  withHeaders,
} from './vocabulary.ts'

/** The daemon itself. */
export const systemOperations = operations('System', {
  SystemAuth: post('/auth', {
    summary: 'Tries credentials on a registry.',
    body: jsonBody(ref('AuthConfig')),
    replies: {
      200: json(ref('AuthResponse'), 'Accepted'),
      204: empty('Accepted, without a token; not sent in practice'),
      ...failures(401, 500),
      ...undocumentedFailures(400),
    },
  }),

  SystemInfo: get('/info', {
    summary: 'What the daemon and its host are like.',
    replies: { 200: json(ref('SystemInfo'), 'Found'), ...failures(500) },
  }),

  SystemVersion: get('/version', {
    summary: 'Versions of the daemon and of what it runs on.',
    replies: { 200: json(ref('SystemVersion'), 'Found'), ...failures(500) },
  }),

  SystemPing: get('/_ping', {
    summary: 'Whether the daemon is there; the headers say which API it speaks.',
    replies: {
      200: withHeaders(
        {
          'Api-Version': since('1.28', string()),
          'Docker-Experimental': since('1.28', boolean()),
          'Builder-Version': since('1.39', string()),
          'Cache-Control': since('1.40', string()),
          Pragma: since('1.40', string()),
          Swarm: since('1.42', string()),
        },
        content(['text/plain'], '`OK`', string()),
      ),
      ...failures(500),
    },
  }),

  SystemPingHead: head('/_ping', {
    summary: 'The same without a body.',
    since: '1.40',
    replies: {
      200: withHeaders(
        {
          'Api-Version': string(),
          'Builder-Version': string(),
          'Docker-Experimental': boolean(),
          'Cache-Control': string(),
          Pragma: string(),
          Swarm: since('1.42', string()),
        },
        content(['text/plain'], 'Alive', string()),
      ),
      ...failures(500),
    },
  }),

  SystemEvents: get('/events', {
    summary: 'What happens in the daemon, as it happens.',
    parameters: [
      query('since', string('Replay from this instant on: Unix time, RFC 3339, or a duration back from now')),
      query('until', string('End at this instant')),
      filters('Which events.'),
    ],
    replies: {
      200: content(
        ['application/jsonl', 'application/x-ndjson', 'application/json-seq'],
        'One event per line',
        ref('EventMessage'),
      ),
      ...failures(400, 500),
    },
    stream: 'body',
  }),

  SystemDataUsage: get('/system/df', {
    summary: 'Disk space in use.',
    parameters: [
      repeatedQuery('type', since('1.42', string('Kind of object to measure'))),
      query('verbose', since('1.52', withDefault(false, boolean('Also the parts')))),
    ],
    replies: {
      200: json(
        object({
          LayersSize: until('1.51', int64('Bytes')),
          Images: until('1.51', array(ref('ImageSummary'))),
          Containers: until('1.51', array(ref('ContainerSummary'))),
          Volumes: until('1.51', array(ref('Volume'))),
          BuildCache: between('1.39', '1.51', array(ref('BuildCache'))),
          ImageUsage: since('1.52', ref('ImagesDiskUsage')),
          ContainerUsage: since('1.52', ref('ContainersDiskUsage')),
          VolumeUsage: since('1.52', ref('VolumesDiskUsage')),
          BuildCacheUsage: since('1.52', ref('BuildCacheDiskUsage')),
        }),
        'Found',
      ),
      ...failures(500),
      ...undocumentedFailures(400),
    },
  }),

  SystemOptions: unpublished(
    options('/{anyroute}', {
      summary: 'Answers a preflight of any path.',
      parameters: [segments('anyroute', string('Any path'))],
      replies: { 200: empty('Done') },
    }),
  ),
})
