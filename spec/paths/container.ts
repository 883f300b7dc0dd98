import {
  allOf,
  array,
  boolean,
  bytes,
  choice,
  int64,
  integer,
  object,
  ref,
  since,
  string,
  withDefault,
} from '../vocabulary.ts'
import {
  content,
  del,
  empty,
  failures,
  filters,
  get,
  head,
  json,
  jsonBody,
  operations,
  post,
  put,
  query,
  rawBody,
  requiredBody,
  requiredQuery,
  segments,
  undocumented,
  withHeaders,
} from './vocabulary.ts'

/** Containers. */
export const containerOperations = operations('Container', {
  ContainerList: get('/containers/json', {
    summary: 'ContainerList',
    parameters: [
      query('all', withDefault(false, boolean())),
      query('limit', integer()),
      query('size', withDefault(false, boolean())),
      filters('Which ones.'),
    ],
    replies: { 200: json(array(ref('ContainerSummary')), 'Done'), ...failures(400, 500) },
  }),

  ContainerCreate: post('/containers/create', {
    summary: 'ContainerCreate',
    parameters: [query('name', string()), query('platform', since('1.41', withDefault('', string())))],
    body: requiredBody(
      jsonBody(
        allOf(
          ref('ContainerConfig'),
          object({ HostConfig: ref('HostConfig'), NetworkingConfig: ref('NetworkingConfig') }),
        ),
        ['application/json', 'application/octet-stream'],
      ),
    ),
    replies: { 201: json(ref('ContainerCreateResponse'), 'Done'), ...failures(400, 404, 409, 500) },
  }),

  ContainerInspect: get('/containers/{id}/json', {
    summary: 'ContainerInspect',
    parameters: [segments('id', string()), query('size', withDefault(false, boolean()))],
    replies: { 200: json(ref('ContainerInspectResponse'), 'Done'), ...failures(404, 500) },
  }),

  ContainerTop: get('/containers/{id}/top', {
    summary: 'ContainerTop',
    parameters: [segments('id', string()), query('ps_args', withDefault('-ef', string()))],
    replies: { 200: json(ref('ContainerTopResponse'), 'Done'), ...failures(404, 500) },
  }),

  ContainerLogs: get('/containers/{id}/logs', {
    summary: 'ContainerLogs',
    parameters: [
      segments('id', string()),
      query('follow', withDefault(false, boolean())),
      query('stdout', withDefault(false, boolean())),
      query('stderr', withDefault(false, boolean())),
      query('since', withDefault(0, integer())),
      query('timestamps', withDefault(false, boolean())),
      query('tail', withDefault('all', string())),
      query('until', since('1.35', withDefault(0, integer()))),
      undocumented(
        query('details', withDefault(false, boolean('Also the labels and variables the log driver was told to keep'))),
      ),
      undocumented(query('format', since('1.54', string('`json` for one JSON value per line; experimental')))),
    ],
    replies: {
      200: content(['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'], 'Done', bytes()),
      ...failures(404, 500),
    },
    stream: 'body',
  }),

  ContainerChanges: get('/containers/{id}/changes', {
    summary: 'ContainerChanges',
    parameters: [segments('id', string())],
    replies: { 200: json(array(ref('FilesystemChange')), 'Done'), ...failures(404, 500) },
  }),

  ContainerExport: get('/containers/{id}/export', {
    summary: 'ContainerExport',
    parameters: [segments('id', string())],
    replies: { 200: content(['application/octet-stream'], 'Done'), ...failures(404, 500) },
    stream: 'body',
  }),

  ContainerStats: get('/containers/{id}/stats', {
    summary: 'ContainerStats',
    parameters: [
      segments('id', string()),
      query('stream', withDefault(true, boolean())),
      query('one-shot', since('1.41', withDefault(false, boolean()))),
    ],
    replies: { 200: json(ref('ContainerStatsResponse'), 'Done'), ...failures(404, 500) },
    stream: 'body',
  }),

  ContainerResize: post('/containers/{id}/resize', {
    summary: 'ContainerResize',
    parameters: [segments('id', string()), requiredQuery('h', integer()), requiredQuery('w', integer())],
    replies: { 200: empty('Done'), ...failures(404, 500) },
  }),

  ContainerStart: post('/containers/{id}/start', {
    summary: 'ContainerStart',
    parameters: [
      segments('id', string()),
      query('detachKeys', string()),
      undocumented(query('checkpoint', string('Checkpoint to restore from'))),
      undocumented(query('checkpoint-dir', string('Where that checkpoint lies'))),
    ],
    replies: { 204: empty('Done'), ...failures(304, 400, 404, 500) },
  }),

  ContainerStop: post('/containers/{id}/stop', {
    summary: 'ContainerStop',
    parameters: [segments('id', string()), query('t', integer()), query('signal', since('1.42', string()))],
    replies: { 204: empty('Done'), ...failures(304, 404, 500) },
  }),

  ContainerRestart: post('/containers/{id}/restart', {
    summary: 'ContainerRestart',
    parameters: [segments('id', string()), query('t', integer()), query('signal', since('1.42', string()))],
    replies: { 204: empty('Done'), ...failures(404, 500) },
  }),

  ContainerKill: post('/containers/{id}/kill', {
    summary: 'ContainerKill',
    parameters: [segments('id', string()), query('signal', withDefault('SIGKILL', string()))],
    replies: { 204: empty('Done'), ...failures(404, 409, 500) },
  }),

  ContainerUpdate: post('/containers/{id}/update', {
    summary: 'ContainerUpdate',
    parameters: [segments('id', string())],
    body: requiredBody(jsonBody(allOf(ref('Resources'), object({ RestartPolicy: ref('RestartPolicy') })))),
    replies: { 200: json(ref('ContainerUpdateResponse'), 'Done'), ...failures(404, 500) },
  }),

  ContainerRename: post('/containers/{id}/rename', {
    summary: 'ContainerRename',
    parameters: [segments('id', string()), requiredQuery('name', string())],
    replies: { 204: empty('Done'), ...failures(404, 409, 500) },
  }),

  ContainerPause: post('/containers/{id}/pause', {
    summary: 'ContainerPause',
    parameters: [segments('id', string())],
    replies: { 204: empty('Done'), ...failures(404, 500) },
  }),

  ContainerUnpause: post('/containers/{id}/unpause', {
    summary: 'ContainerUnpause',
    parameters: [segments('id', string())],
    replies: { 204: empty('Done'), ...failures(404, 500) },
  }),

  ContainerAttach: post('/containers/{id}/attach', {
    summary: 'ContainerAttach',
    parameters: [
      segments('id', string()),
      query('detachKeys', string()),
      query('logs', withDefault(false, boolean())),
      query('stream', withDefault(false, boolean())),
      query('stdin', withDefault(false, boolean())),
      query('stdout', withDefault(false, boolean())),
      query('stderr', withDefault(false, boolean())),
    ],
    replies: {
      101: content(
        ['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'],
        'The connection is now a stream',
      ),
      200: content(['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'], 'Done'),
      ...failures(400, 404, 500),
    },
    stream: 'hijack',
  }),

  ContainerAttachWebsocket: get('/containers/{id}/attach/ws', {
    summary: 'ContainerAttachWebsocket',
    parameters: [
      segments('id', string()),
      query('detachKeys', string()),
      query('logs', withDefault(false, boolean())),
      query('stream', withDefault(false, boolean())),
      query('stdin', since('1.42', withDefault(false, boolean()))),
      query('stdout', since('1.42', withDefault(false, boolean()))),
      query('stderr', since('1.42', withDefault(false, boolean()))),
    ],
    replies: { 101: content([], 'The connection is now a stream'), 200: empty('Done'), ...failures(400, 404, 500) },
    stream: 'websocket',
  }),

  ContainerWait: post('/containers/{id}/wait', {
    summary: 'ContainerWait',
    parameters: [
      segments('id', string()),
      query('condition', since('1.30', withDefault('not-running', choice(['not-running', 'next-exit', 'removed'])))),
    ],
    replies: { 200: json(ref('ContainerWaitResponse'), 'Done'), ...failures(400, 404, 500) },
    stream: 'body',
  }),

  ContainerDelete: del('/containers/{id}', {
    summary: 'ContainerDelete',
    parameters: [
      segments('id', string()),
      query('v', withDefault(false, boolean())),
      query('force', withDefault(false, boolean())),
      query('link', since('1.27', withDefault(false, boolean()))),
    ],
    replies: { 204: empty('Done'), ...failures(400, 404, 409, 500) },
  }),

  ContainerArchiveInfo: head('/containers/{id}/archive', {
    summary: 'ContainerArchiveInfo',
    parameters: [segments('id', string()), requiredQuery('path', string())],
    replies: {
      200: withHeaders({ 'X-Docker-Container-Path-Stat': string() }, empty('Done')),
      ...failures(400, 404, 500),
    },
  }),

  ContainerArchive: get('/containers/{id}/archive', {
    summary: 'ContainerArchive',
    parameters: [segments('id', string()), requiredQuery('path', string())],
    replies: { 200: content(['application/x-tar'], 'Done'), ...failures(400, 404, 500) },
    stream: 'body',
  }),

  PutContainerArchive: put('/containers/{id}/archive', {
    summary: 'PutContainerArchive',
    parameters: [
      segments('id', string()),
      requiredQuery('path', string()),
      query('noOverwriteDirNonDir', string()),
      query('copyUIDGID', since('1.39', string())),
    ],
    body: requiredBody(rawBody('application/x-tar', 'application/octet-stream')),
    replies: { 200: empty('Done'), ...failures(400, 403, 404, 500) },
  }),

  ContainerPrune: post('/containers/prune', {
    summary: 'ContainerPrune',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which ones.')],
    replies: {
      200: json(object({ ContainersDeleted: array(string()), SpaceReclaimed: int64() }), 'Done'),
      ...failures(500),
    },
  }),
})
