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
  unpublished,
  withHeaders,
} from './vocabulary.ts'

/** The daemon itself. */
export const systemOperations = operations('System', {
  SystemAuth: post('/auth', {
    summary: 'SystemAuth',
    body: jsonBody(ref('AuthConfig')),
    replies: { 200: json(ref('AuthResponse'), 'Done'), 204: empty('Done'), ...failures(401, 500) },
  }),

  SystemInfo: get('/info', {
    summary: 'SystemInfo',
    replies: { 200: json(ref('SystemInfo'), 'Done'), ...failures(500) },
  }),

  SystemVersion: get('/version', {
    summary: 'SystemVersion',
    replies: { 200: json(ref('SystemVersion'), 'Done'), ...failures(500) },
  }),

  SystemPing: get('/_ping', {
    summary: 'SystemPing',
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
        content(['text/plain'], 'Done', string()),
      ),
      ...failures(500),
    },
  }),

  SystemPingHead: head('/_ping', {
    summary: 'SystemPingHead',
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
        content(['text/plain'], 'Done', string()),
      ),
      ...failures(500),
    },
  }),

  SystemEvents: get('/events', {
    summary: 'SystemEvents',
    parameters: [query('since', string()), query('until', string()), filters('Which ones.')],
    replies: {
      200: content(['application/jsonl', 'application/x-ndjson', 'application/json-seq'], 'Done', ref('EventMessage')),
      ...failures(400, 500),
    },
    stream: 'body',
  }),

  SystemDataUsage: get('/system/df', {
    summary: 'SystemDataUsage',
    parameters: [
      repeatedQuery('type', since('1.42', string())),
      query('verbose', since('1.52', withDefault(false, boolean()))),
    ],
    replies: {
      200: json(
        object({
          LayersSize: until('1.51', int64()),
          Images: until('1.51', array(ref('ImageSummary'))),
          Containers: until('1.51', array(ref('ContainerSummary'))),
          Volumes: until('1.51', array(ref('Volume'))),
          BuildCache: between('1.39', '1.51', array(ref('BuildCache'))),
          ImageUsage: since('1.52', ref('ImagesDiskUsage')),
          ContainerUsage: since('1.52', ref('ContainersDiskUsage')),
          VolumeUsage: since('1.52', ref('VolumesDiskUsage')),
          BuildCacheUsage: since('1.52', ref('BuildCacheDiskUsage')),
        }),
        'Done',
      ),
      ...failures(500),
    },
  }),

  SystemOptions: unpublished(
    options('/{anyroute}', {
      summary: 'SystemOptions',
      parameters: [segments('anyroute', string())],
      replies: { 200: empty('Done') },
    }),
  ),
})
