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
  undocumentedFailures,
  undocumentedReply,
  unpublished,
} from './vocabulary.ts'

const name = segments('name', string('Name with optional tag or digest, or id'))

/** Images and builds. */
export const imageOperations = operations('Image', {
  ImageList: get('/images/json', {
    summary: 'Images this daemon holds.',
    parameters: [
      query('all', withDefault(false, boolean('Also layers without a name'))),
      filters('Which images.'),
      query('digests', withDefault(false, boolean('Also the digests'))),
      query('shared-size', since('1.42', withDefault(false, boolean('Also measure SharedSize')))),
      query('manifests', since('1.47', withDefault(false, boolean('Also the manifests of each platform')))),
      query('identity', since('1.54', withDefault(false, boolean('Also who made and signed it; needs manifests')))),
      undocumented(query('filter', until('1.24', string('Reference to match, from before `filters` had it')))),
    ],
    replies: { 200: json(array(ref('ImageSummary')), 'Found'), ...failures(500), ...undocumentedFailures(400) },
  }),

  ImageBuild: post('/build', {
    summary: 'Builds an image from a tar with a Dockerfile in it.',
    parameters: [
      query('dockerfile', withDefault('Dockerfile', string('Path of the Dockerfile in the tar'))),
      repeatedQuery('t', string('Name, with optional tag, for the result')),
      query('remote', string('Address of a git repository, a tar or a Dockerfile')),
      query('q', withDefault(false, boolean('Only the resulting id'))),
      query('nocache', withDefault(false, boolean('Build every step'))),
      query('cachefrom', string('JSON list of images to reuse layers from')),
      query('pull', string('Fetch base images even when present')),
      query('rm', withDefault(true, boolean('Remove the containers of steps that succeeded'))),
      query('forcerm', withDefault(false, boolean('Remove them always'))),
      query('memory', integer('Bytes')),
      query('memswap', integer('Bytes of memory and swap; -1 for no limit')),
      query('cpushares', integer('Relative weight')),
      query('cpusetcpus', string('Processors, such as 0-2,4')),
      query('cpuperiod', integer('Microseconds')),
      query('cpuquota', integer('Microseconds per period')),
      query('buildargs', string('JSON object of ARG values')),
      query('shmsize', integer('Bytes of /dev/shm')),
      query('squash', boolean('One layer for the whole result (experimental)')),
      query('labels', string('JSON object of labels')),
      query('networkmode', string('Network of the steps')),
      header('Content-type', withDefault('application/x-tar', choice(['application/x-tar'], 'Type of the body'))),
      header('X-Registry-Config', string('Credentials by registry, as base64url of JSON')),
      repeatedQuery('extrahosts', since('1.28', string('Extra line of /etc/hosts, as name:address'))),
      query('platform', since('1.34', withDefault('', string('os[/architecture[/variant]]')))),
      query('target', since('1.37', withDefault('', string('Stage to stop at')))),
      query(
        'version',
        since('1.38', withDefault('1', choice(['1', '2'], '1 for the classic builder, 2 for BuildKit'))),
      ),
      query('outputs', since('1.40', withDefault('', string('JSON list of BuildKit outputs')))),
      undocumented(query('cpusetmems', string('Memory nodes, such as 0-1'))),
      undocumented(query('cgroupparent', string('Parent cgroup'))),
      undocumented(query('ulimits', string('JSON list of limits'))),
      undocumented(query('isolation', string('Windows isolation'))),
      undocumented(repeatedQuery('securityopt', string('Security option'))),
      undocumented(query('session', string('Session that serves files and secrets'))),
      undocumented(query('buildid', string('Name by which the build can be cancelled'))),
    ],
    body: rawBody('application/octet-stream'),
    replies: { 200: jsonStream(ref('BuildInfo'), 'Progress, one value per line'), ...failures(400, 500) },
    stream: 'body',
  }),

  BuildPrune: post('/build/prune', {
    summary: 'Empties the build cache.',
    since: '1.31',
    routeGate: '1.31',
    parameters: [
      query('keep-storage', between('1.39', '1.51', int64('Bytes to keep'))),
      query('all', since('1.39', boolean('Also what is in use'))),
      query('filters', since('1.39', string('Which records.'))),
      query('reserved-space', since('1.48', int64('Bytes never to take back'))),
      query('max-used-space', since('1.48', int64('Bytes to use at most'))),
      query('min-free-space', since('1.48', int64('Bytes to leave free on the disk'))),
      undocumented(query('keep-storage', since('1.52', int64('Old name of reserved-space, still read')))),
    ],
    replies: {
      200: json(object({ SpaceReclaimed: int64('Bytes'), CachesDeleted: since('1.39', array(string())) }), 'Removed'),
      ...failures(500),
      ...undocumentedFailures(400),
    },
  }),

  ImageCreate: post('/images/create', {
    summary: 'Pulls an image, or imports one from a tar.',
    parameters: [
      query('fromImage', string('Name of the image to pull')),
      query('fromSrc', string('Address to import from; `-` for the body')),
      query('repo', string('Name for the result')),
      query('tag', string('Tag or digest')),
      header('X-Registry-Auth', string('Credentials, as base64url of JSON')),
      query('platform', since('1.32', withDefault('', string('os[/architecture[/variant]]')))),
      query('message', since('1.39', string('Comment on the import'))),
      repeatedQuery('changes', since('1.40', string('Dockerfile instruction to apply'))),
    ],
    body: rawBody('text/plain', 'application/octet-stream'),
    replies: {
      200: jsonStream(ref('CreateImageInfo'), 'Progress, one value per line'),
      ...failures(404, 500),
      ...undocumentedFailures(400, 403),
    },
    stream: 'body',
  }),

  ImageInspect: get('/images/{name}/json', {
    summary: 'Everything known about one image.',
    parameters: [
      name,
      query('manifests', since('1.48', withDefault(false, boolean('Also the manifests of each platform')))),
      query('platform', since('1.49', string('JSON of the platform'))),
    ],
    replies: { 200: json(ref('ImageInspect'), 'Found'), ...failures(404, 500) },
  }),

  ImageAttestations: get('/images/{name}/attestations', {
    summary: 'Signed statements about an image.',
    since: '1.55',
    routeGate: '1.55',
    parameters: [
      name,
      repeatedQuery('platform', string('JSON of the platform; at most one')),
      repeatedQuery('type', string('Kind of statement, by its URI')),
      query('statement', withDefault(false, boolean('Also the statements themselves'))),
    ],
    replies: { 200: json(array(ref('AttestationStatement')), 'Found'), ...failures(400, 404, 500, 501) },
  }),

  ImageHistory: get('/images/{name}/history', {
    summary: 'Layers of an image and the commands that made them.',
    parameters: [name, query('platform', since('1.48', string('JSON of the platform')))],
    replies: { 200: json(array(ref('ImageHistoryResponseItem')), 'Found'), ...failures(404, 500) },
  }),

  ImagePush: post('/images/{name}/push', {
    summary: 'Sends an image to a registry.',
    parameters: [
      name,
      query('tag', string('Tag or digest')),
      requiredHeader('X-Registry-Auth', string('Credentials, as base64url of JSON')),
      query('platform', since('1.46', string('JSON of the only platform to push'))),
    ],
    replies: { 200: jsonStream(ref('PushImageInfo'), 'Progress, one value per line'), ...failures(404, 500) },
    stream: 'body',
  }),

  ImageTag: post('/images/{name}/tag', {
    summary: 'Gives an image one more name.',
    parameters: [name, query('repo', string('Name for the result')), query('tag', string('Tag or digest'))],
    replies: {
      201: empty('Tagged'),
      ...failures(400, 404, 409, 500),
      200: undocumentedReply(empty('Nothing was asked for, nothing was done')),
    },
  }),

  ImageDelete: del('/images/{name}', {
    summary: 'Removes names of an image, and the image with the last of them.',
    parameters: [
      name,
      query('force', withDefault(false, boolean('Even when in use'))),
      query('noprune', withDefault(false, boolean('Leave untagged parents'))),
      repeatedQuery('platforms', since('1.50', string('JSON of a platform to remove'))),
    ],
    replies: {
      200: json(array(ref('ImageDeleteResponseItem')), 'Removed'),
      ...failures(404, 409, 500),
      ...undocumentedFailures(400),
    },
  }),

  ImageSearch: get('/images/search', {
    summary: 'Searches Docker Hub.',
    parameters: [
      requiredQuery('term', string('What to search for')),
      query('limit', integer('1 to 100')),
      filters('Which results.'),
    ],
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
        'Found',
      ),
      ...failures(500),
      ...undocumentedFailures(400),
    },
  }),

  ImagePrune: post('/images/prune', {
    summary: 'Removes unused images.',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which images.')],
    replies: {
      200: json(
        object({ ImagesDeleted: array(ref('ImageDeleteResponseItem')), SpaceReclaimed: int64('Bytes') }),
        'Removed',
      ),
      ...failures(500),
      ...undocumentedFailures(400, 409),
    },
  }),

  ImageCommit: post('/commit', {
    summary: 'Makes an image from a container.',
    parameters: [
      query('container', string('Id or name of the container')),
      query('repo', string('Name for the result')),
      query('tag', string('Tag or digest')),
      query('comment', string('Comment on the image')),
      query('author', string('Who made it')),
      query('pause', withDefault(true, boolean('Freeze the container meanwhile'))),
      repeatedQuery('changes', string('Dockerfile instruction to apply')),
    ],
    body: jsonBody(ref('ContainerConfig')),
    replies: { 201: json(ref('IDResponse'), 'Created'), ...failures(404, 500), ...undocumentedFailures(400, 409) },
  }),

  ImageGet: get('/images/{name}/get', {
    summary: 'One image with all its layers, as a tar.',
    parameters: [name, repeatedQuery('platform', since('1.48', string('JSON of a platform to include')))],
    replies: {
      200: content(['application/x-tar'], 'The tar', bytes()),
      ...failures(500),
      ...undocumentedFailures(400, 404),
    },
    stream: 'body',
  }),

  ImageGetAll: get('/images/get', {
    summary: 'Several images, as a tar.',
    parameters: [
      repeatedQuery('names', string('Name of an image')),
      repeatedQuery('platform', since('1.48', string('JSON of a platform to include'))),
    ],
    replies: {
      200: content(['application/x-tar'], 'The tar', bytes()),
      ...failures(500),
      ...undocumentedFailures(404),
    },
    stream: 'body',
  }),

  ImageLoad: post('/images/load', {
    summary: 'Takes in the images of a tar.',
    parameters: [
      query('quiet', withDefault(false, boolean('No progress'))),
      repeatedQuery('platform', since('1.48', string('JSON of a platform to take in'))),
    ],
    body: rawBody('application/x-tar'),
    replies: {
      200: jsonStream(ref('BuildInfo'), 'Progress, one value per line'),
      ...failures(500),
      ...undocumentedFailures(400),
    },
    stream: 'body',
  }),

  BuildCancel: unpublished(
    post('/build/cancel', {
      summary: 'Ends a running build.',
      parameters: [requiredQuery('id', string('The buildid the build was given'))],
      replies: { 200: empty('Done'), ...failures(400, 500) },
    }),
  ),
})
