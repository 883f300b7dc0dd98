import {
  array,
  between,
  boolean,
  bytes,
  choice,
  int64,
  integer,
  object,
  ref,
  since,
  string,
  until,
  withDefault,
} from '../vocabulary.ts'
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
  jsonStream,
  operations,
  post,
  query,
  rawBody,
  repeatedQuery,
  requiredHeader,
  requiredQuery,
  segments,
  undocumented,
  unpublished,
} from './vocabulary.ts'

/** Images and builds. */
export const imageOperations = operations('Image', {
  ImageList: get('/images/json', {
    summary: 'ImageList',
    parameters: [
      query('all', withDefault(false, boolean())),
      filters('Which ones.'),
      query('digests', withDefault(false, boolean())),
      query('shared-size', since('1.42', withDefault(false, boolean()))),
      query('manifests', since('1.47', withDefault(false, boolean()))),
      query('identity', since('1.54', withDefault(false, boolean()))),
      undocumented(query('filter', until('1.24', string('Reference to match, from before `filters` had it')))),
    ],
    replies: { 200: json(array(ref('ImageSummary')), 'Done'), ...failures(500) },
  }),

  ImageBuild: post('/build', {
    summary: 'ImageBuild',
    parameters: [
      query('dockerfile', withDefault('Dockerfile', string())),
      repeatedQuery('t', string()),
      query('remote', string()),
      query('q', withDefault(false, boolean())),
      query('nocache', withDefault(false, boolean())),
      query('cachefrom', string()),
      query('pull', string()),
      query('rm', withDefault(true, boolean())),
      query('forcerm', withDefault(false, boolean())),
      query('memory', integer()),
      query('memswap', integer()),
      query('cpushares', integer()),
      query('cpusetcpus', string()),
      query('cpuperiod', integer()),
      query('cpuquota', integer()),
      query('buildargs', string()),
      query('shmsize', integer()),
      query('squash', boolean()),
      query('labels', string()),
      query('networkmode', string()),
      header('Content-type', withDefault('application/x-tar', choice(['application/x-tar']))),
      header('X-Registry-Config', string()),
      repeatedQuery('extrahosts', since('1.28', string())),
      query('platform', since('1.34', withDefault('', string()))),
      query('target', since('1.37', withDefault('', string()))),
      query('version', since('1.38', withDefault('1', choice(['1', '2'])))),
      query('outputs', since('1.40', withDefault('', string()))),
      undocumented(query('cpusetmems', string('Memory nodes, such as 0-1'))),
      undocumented(query('cgroupparent', string('Parent cgroup'))),
      undocumented(query('ulimits', string('JSON list of limits'))),
      undocumented(query('isolation', string('Windows isolation'))),
      undocumented(repeatedQuery('securityopt', string('Security option'))),
      undocumented(query('session', string('Session that serves files and secrets'))),
      undocumented(query('buildid', string('Name by which the build can be cancelled'))),
    ],
    body: rawBody('application/octet-stream'),
    replies: { 200: jsonStream(ref('BuildInfo'), 'Done'), ...failures(400, 500) },
    stream: 'body',
  }),

  BuildPrune: post('/build/prune', {
    summary: 'BuildPrune',
    since: '1.31',
    routeGate: '1.31',
    parameters: [
      query('keep-storage', between('1.39', '1.51', int64())),
      query('all', since('1.39', boolean())),
      query('filters', since('1.39', string())),
      query('reserved-space', since('1.48', int64())),
      query('max-used-space', since('1.48', int64())),
      query('min-free-space', since('1.48', int64())),
      undocumented(query('keep-storage', since('1.52', int64('Old name of reserved-space, still read')))),
    ],
    replies: {
      200: json(object({ SpaceReclaimed: int64(), CachesDeleted: since('1.39', array(string())) }), 'Done'),
      ...failures(500),
    },
  }),

  ImageCreate: post('/images/create', {
    summary: 'ImageCreate',
    parameters: [
      query('fromImage', string()),
      query('fromSrc', string()),
      query('repo', string()),
      query('tag', string()),
      header('X-Registry-Auth', string()),
      query('platform', since('1.32', withDefault('', string()))),
      query('message', since('1.39', string())),
      repeatedQuery('changes', since('1.40', string())),
    ],
    body: rawBody('text/plain', 'application/octet-stream'),
    replies: { 200: jsonStream(ref('CreateImageInfo'), 'Done'), ...failures(404, 500) },
    stream: 'body',
  }),

  ImageInspect: get('/images/{name}/json', {
    summary: 'ImageInspect',
    parameters: [
      segments('name', string()),
      query('manifests', since('1.48', withDefault(false, boolean()))),
      query('platform', since('1.49', string())),
    ],
    replies: { 200: json(ref('ImageInspect'), 'Done'), ...failures(404, 500) },
  }),

  ImageAttestations: get('/images/{name}/attestations', {
    summary: 'ImageAttestations',
    since: '1.55',
    routeGate: '1.55',
    parameters: [
      segments('name', string()),
      repeatedQuery('platform', string()),
      repeatedQuery('type', string()),
      query('statement', withDefault(false, boolean())),
    ],
    replies: { 200: json(array(ref('AttestationStatement')), 'Done'), ...failures(400, 404, 500, 501) },
  }),

  ImageHistory: get('/images/{name}/history', {
    summary: 'ImageHistory',
    parameters: [segments('name', string()), query('platform', since('1.48', string()))],
    replies: { 200: json(array(ref('ImageHistoryResponseItem')), 'Done'), ...failures(404, 500) },
  }),

  ImagePush: post('/images/{name}/push', {
    summary: 'ImagePush',
    parameters: [
      segments('name', string()),
      query('tag', string()),
      requiredHeader('X-Registry-Auth', string()),
      query('platform', since('1.46', string())),
    ],
    replies: { 200: jsonStream(ref('PushImageInfo'), 'Done'), ...failures(404, 500) },
    stream: 'body',
  }),

  ImageTag: post('/images/{name}/tag', {
    summary: 'ImageTag',
    parameters: [segments('name', string()), query('repo', string()), query('tag', string())],
    replies: { 201: empty('Done'), ...failures(400, 404, 409, 500) },
  }),

  ImageDelete: del('/images/{name}', {
    summary: 'ImageDelete',
    parameters: [
      segments('name', string()),
      query('force', withDefault(false, boolean())),
      query('noprune', withDefault(false, boolean())),
      repeatedQuery('platforms', since('1.50', string())),
    ],
    replies: { 200: json(array(ref('ImageDeleteResponseItem')), 'Done'), ...failures(404, 409, 500) },
  }),

  ImageSearch: get('/images/search', {
    summary: 'ImageSearch',
    parameters: [requiredQuery('term', string()), query('limit', integer()), filters('Which ones.')],
    replies: {
      200: json(
        array(
          object({
            description: string(),
            is_official: boolean(),
            is_automated: boolean(),
            name: string(),
            star_count: integer(),
          }),
        ),
        'Done',
      ),
      ...failures(500),
    },
  }),

  ImagePrune: post('/images/prune', {
    summary: 'ImagePrune',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which ones.')],
    replies: {
      200: json(object({ ImagesDeleted: array(ref('ImageDeleteResponseItem')), SpaceReclaimed: int64() }), 'Done'),
      ...failures(500),
    },
  }),

  ImageCommit: post('/commit', {
    summary: 'ImageCommit',
    parameters: [
      query('container', string()),
      query('repo', string()),
      query('tag', string()),
      query('comment', string()),
      query('author', string()),
      query('pause', withDefault(true, boolean())),
      repeatedQuery('changes', string()),
    ],
    body: jsonBody(ref('ContainerConfig')),
    replies: { 201: json(ref('IDResponse'), 'Done'), ...failures(404, 500) },
  }),

  ImageGet: get('/images/{name}/get', {
    summary: 'ImageGet',
    parameters: [segments('name', string()), repeatedQuery('platform', since('1.48', string()))],
    replies: { 200: content(['application/x-tar'], 'Done', bytes()), ...failures(500) },
    stream: 'body',
  }),

  ImageGetAll: get('/images/get', {
    summary: 'ImageGetAll',
    parameters: [repeatedQuery('names', string()), repeatedQuery('platform', since('1.48', string()))],
    replies: { 200: content(['application/x-tar'], 'Done', bytes()), ...failures(500) },
    stream: 'body',
  }),

  ImageLoad: post('/images/load', {
    summary: 'ImageLoad',
    parameters: [query('quiet', withDefault(false, boolean())), repeatedQuery('platform', since('1.48', string()))],
    body: rawBody('application/x-tar'),
    replies: { 200: jsonStream(ref('BuildInfo'), 'Done'), ...failures(500) },
    stream: 'body',
  }),

  BuildCancel: unpublished(
    post('/build/cancel', {
      summary: 'BuildCancel',
      parameters: [requiredQuery('id', string(''))],
      replies: { 200: empty('Done'), ...failures(400, 500) },
    }),
  ),
})
