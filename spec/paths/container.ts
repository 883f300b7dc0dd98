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
  undocumentedFailures,
  withHeaders,
} from './vocabulary.ts'

const id = segments('id', string('Id, name, or an unambiguous start of the id'))

/** Containers. */
export const containerOperations = operations('Container', {
  ContainerList: get('/containers/json', {
    summary: 'Containers, newest first; running ones only unless asked otherwise.',
    parameters: [
      query('all', withDefault(false, boolean('Also those that do not run'))),
      query('limit', integer('No more than this many, newest first, whatever their state')),
      query('size', withDefault(false, boolean('Also measure SizeRw and SizeRootFs'))),
      filters('Which containers.'),
    ],
    replies: {
      200: json(array(ref('ContainerSummary')), 'The containers'),
      ...failures(400, 500),
      ...undocumentedFailures(404),
    },
  }),

  ContainerCreate: post('/containers/create', {
    summary: 'Makes a container from an image, without starting it.',
    parameters: [
      query('name', string('Name; one is made up without it')),
      query('platform', since('1.41', withDefault('', string('os[/architecture[/variant]] of the image')))),
    ],
    body: requiredBody(
      jsonBody(
        allOf(
          ref('ContainerConfig'),
          object({ HostConfig: ref('HostConfig'), NetworkingConfig: ref('NetworkingConfig') }),
        ),
        ['application/json', 'application/octet-stream'],
      ),
    ),
    replies: { 201: json(ref('ContainerCreateResponse'), 'Created'), ...failures(400, 404, 409, 500) },
  }),

  ContainerInspect: get('/containers/{id}/json', {
    summary: 'Everything known about one container.',
    parameters: [id, query('size', withDefault(false, boolean('Also measure SizeRw and SizeRootFs')))],
    replies: { 200: json(ref('ContainerInspectResponse'), 'The container'), ...failures(404, 500) },
  }),

  ContainerTop: get('/containers/{id}/top', {
    summary: 'Processes running in a container.',
    parameters: [id, query('ps_args', withDefault('-ef', string('Arguments for ps')))],
    replies: {
      200: json(ref('ContainerTopResponse'), 'The processes'),
      ...failures(404, 500),
      ...undocumentedFailures(409),
    },
  }),

  ContainerLogs: get('/containers/{id}/logs', {
    summary: 'What a container has printed, and goes on printing when followed.',
    parameters: [
      id,
      query('follow', withDefault(false, boolean('Stay and send what comes'))),
      query('stdout', withDefault(false, boolean('Standard output'))),
      query('stderr', withDefault(false, boolean('Standard error'))),
      query('since', withDefault(0, integer('Not before these seconds of Unix time'))),
      query('timestamps', withDefault(false, boolean('Begin each line with its instant'))),
      query('tail', withDefault('all', string('This many lines from the end, or `all`'))),
      query('until', since('1.35', withDefault(0, integer('Not after these seconds of Unix time')))),
      undocumented(
        query('details', withDefault(false, boolean('Also the labels and variables the log driver was told to keep'))),
      ),
      undocumented(query('format', since('1.54', string('`json` for one JSON value per line; experimental')))),
    ],
    replies: {
      200: content(
        ['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'],
        'The lines, multiplexed unless there is a terminal',
        bytes(),
      ),
      ...failures(404, 500),
      ...undocumentedFailures(400, 409, 501),
    },
    stream: 'body',
  }),

  ContainerChanges: get('/containers/{id}/changes', {
    summary: 'Paths in which a container differs from its image.',
    parameters: [id],
    replies: { 200: json(array(ref('FilesystemChange')), 'The changes'), ...failures(404, 500) },
  }),

  ContainerExport: get('/containers/{id}/export', {
    summary: 'File tree of a container, as a tar.',
    parameters: [id],
    replies: {
      200: content(['application/octet-stream'], 'The tar'),
      ...failures(404, 500),
      ...undocumentedFailures(409),
    },
    stream: 'body',
  }),

  ContainerStats: get('/containers/{id}/stats', {
    summary: 'What a container uses of its host, once or every second.',
    parameters: [
      id,
      query('stream', withDefault(true, boolean('Again every second'))),
      query(
        'one-shot',
        since(
          '1.41',
          withDefault(false, boolean('Answer at once, without a previous sample; only when not streaming')),
        ),
      ),
    ],
    replies: { 200: json(ref('ContainerStatsResponse'), 'One sample, or one after the other'), ...failures(404, 500) },
    stream: 'body',
  }),

  ContainerResize: post('/containers/{id}/resize', {
    summary: 'Sets the size of the terminal of a container.',
    parameters: [id, requiredQuery('h', integer('Rows')), requiredQuery('w', integer('Columns'))],
    replies: { 200: empty('Done'), ...failures(404, 500), ...undocumentedFailures(400, 409) },
  }),

  ContainerStart: post('/containers/{id}/start', {
    summary: 'Starts a container.',
    parameters: [
      id,
      query('detachKeys', string('Keys that end the connection, such as ctrl-p,ctrl-q')),
      undocumented(query('checkpoint', string('Checkpoint to restore from'))),
      undocumented(query('checkpoint-dir', string('Where that checkpoint lies'))),
    ],
    replies: { 204: empty('Started'), ...failures(304, 400, 404, 500), ...undocumentedFailures(409) },
  }),

  ContainerStop: post('/containers/{id}/stop', {
    summary: 'Asks a container to end, then kills it.',
    parameters: [
      id,
      query('t', integer('Seconds to wait before killing')),
      query('signal', since('1.42', string('Name or number of the signal'))),
    ],
    replies: { 204: empty('Stopped'), ...failures(304, 404, 500), ...undocumentedFailures(400) },
  }),

  ContainerRestart: post('/containers/{id}/restart', {
    summary: 'Stops a container and starts it again.',
    parameters: [
      id,
      query('t', integer('Seconds to wait before killing')),
      query('signal', since('1.42', string('Name or number of the signal'))),
    ],
    replies: { 204: empty('Restarted'), ...failures(404, 500) },
  }),

  ContainerKill: post('/containers/{id}/kill', {
    summary: 'Sends a signal to a container.',
    parameters: [id, query('signal', withDefault('SIGKILL', string('Name or number of the signal')))],
    replies: { 204: empty('Sent'), ...failures(404, 409, 500), ...undocumentedFailures(400) },
  }),

  ContainerUpdate: post('/containers/{id}/update', {
    summary: 'Changes the limits and the restart policy of a container.',
    parameters: [id],
    body: requiredBody(jsonBody(allOf(ref('Resources'), object({ RestartPolicy: ref('RestartPolicy') })))),
    replies: {
      200: json(ref('ContainerUpdateResponse'), 'Changed'),
      ...failures(404, 500),
      ...undocumentedFailures(400, 409),
    },
  }),

  ContainerRename: post('/containers/{id}/rename', {
    summary: 'Gives a container another name.',
    parameters: [id, requiredQuery('name', string('The new name'))],
    replies: { 204: empty('Renamed'), ...failures(404, 409, 500), ...undocumentedFailures(400) },
  }),

  ContainerPause: post('/containers/{id}/pause', {
    summary: 'Freezes all processes of a container.',
    parameters: [id],
    replies: { 204: empty('Frozen'), ...failures(404, 500), ...undocumentedFailures(409) },
  }),

  ContainerUnpause: post('/containers/{id}/unpause', {
    summary: 'Lets a frozen container go on.',
    parameters: [id],
    replies: { 204: empty('Going on'), ...failures(404, 500) },
  }),

  ContainerAttach: post('/containers/{id}/attach', {
    summary: 'Connects to the standard streams of a container by taking over the connection.',
    parameters: [
      id,
      query('detachKeys', string('Keys that end the connection, such as ctrl-p,ctrl-q')),
      query('logs', withDefault(false, boolean('First what was printed so far'))),
      query('stream', withDefault(false, boolean('Then what is printed from now on'))),
      query('stdin', withDefault(false, boolean('Standard input'))),
      query('stdout', withDefault(false, boolean('Standard output'))),
      query('stderr', withDefault(false, boolean('Standard error'))),
    ],
    replies: {
      101: content(
        ['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'],
        'The connection is now a stream',
      ),
      200: content(
        ['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'],
        'The connection is now a stream, for clients that did not ask for an upgrade',
      ),
      ...failures(400, 404, 500),
      ...undocumentedFailures(409),
    },
    stream: 'hijack',
  }),

  ContainerAttachWebsocket: get('/containers/{id}/attach/ws', {
    summary: 'Connects to the standard streams of a container through a WebSocket.',
    parameters: [
      id,
      query('detachKeys', string('Keys that end the connection, such as ctrl-p,ctrl-q')),
      query('logs', withDefault(false, boolean('First what was printed so far'))),
      query('stream', withDefault(false, boolean('Then what is printed from now on'))),
      query('stdin', since('1.42', withDefault(false, boolean('Standard input')))),
      query('stdout', since('1.42', withDefault(false, boolean('Standard output')))),
      query('stderr', since('1.42', withDefault(false, boolean('Standard error')))),
    ],
    replies: {
      101: content([], 'The connection is now a stream'),
      200: empty('Not sent in practice'),
      ...failures(400, 404, 500),
      ...undocumentedFailures(409),
    },
    stream: 'websocket',
  }),

  ContainerWait: post('/containers/{id}/wait', {
    summary: 'Answers when a container has reached a condition.',
    parameters: [
      id,
      query(
        'condition',
        since('1.30', withDefault('not-running', choice(['not-running', 'next-exit', 'removed'], 'What to wait for'))),
      ),
    ],
    replies: { 200: json(ref('ContainerWaitResponse'), 'The condition holds'), ...failures(400, 404, 500) },
    stream: 'body',
  }),

  ContainerDelete: del('/containers/{id}', {
    summary: 'Removes a container.',
    parameters: [
      id,
      query('v', withDefault(false, boolean('Also the anonymous volumes'))),
      query('force', withDefault(false, boolean('Even when in use'))),
      query('link', since('1.27', withDefault(false, boolean('Only the link of that name')))),
    ],
    replies: { 204: empty('Removed'), ...failures(400, 404, 409, 500) },
  }),

  ContainerArchiveInfo: head('/containers/{id}/archive', {
    summary: 'What is at a path in a container; the answer is in a header.',
    parameters: [id, requiredQuery('path', string('Path inside the container'))],
    replies: {
      200: withHeaders({ 'X-Docker-Container-Path-Stat': string() }, empty('Done')),
      ...failures(400, 404, 500),
    },
  }),

  ContainerArchive: get('/containers/{id}/archive', {
    summary: 'Files of a container, as a tar.',
    parameters: [id, requiredQuery('path', string('Path inside the container'))],
    replies: { 200: content(['application/x-tar'], 'The tar'), ...failures(400, 404, 500) },
    stream: 'body',
  }),

  PutContainerArchive: put('/containers/{id}/archive', {
    summary: 'Unpacks a tar into a container.',
    parameters: [
      id,
      requiredQuery('path', string('Path inside the container')),
      query('noOverwriteDirNonDir', string('1: refuse to replace a directory by a file, or the reverse')),
      query('copyUIDGID', since('1.39', string('1: keep the owners the tar names'))),
    ],
    body: requiredBody(rawBody('application/x-tar', 'application/octet-stream')),
    replies: { 200: empty('Done'), ...failures(400, 403, 404, 500) },
  }),

  ContainerPrune: post('/containers/prune', {
    summary: 'Removes stopped containers.',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which containers.')],
    replies: {
      200: json(object({ ContainersDeleted: array(string()), SpaceReclaimed: int64('Bytes') }), 'Removed'),
      ...failures(500),
      ...undocumentedFailures(400, 409),
    },
  }),
})
