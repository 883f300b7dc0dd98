import { array, atLeast, boolean, integer, nullable, object, ref, since, string, withDefault } from '../vocabulary.ts'
import {
  content,
  empty,
  failures,
  get,
  json,
  jsonBody,
  operations,
  post,
  requiredBody,
  requiredQuery,
  segments,
  undocumentedFailures,
  undocumentedReply,
} from './vocabulary.ts'

const id = segments('id', string('Id of the process'))

/** Processes added to running containers. */
export const execOperations = operations('Exec', {
  ContainerExec: post('/containers/{id}/exec', {
    summary: 'Prepares a further process in a running container.',
    parameters: [segments('id', string('Id or name of the container'))],
    body: requiredBody(
      jsonBody(
        object({
          AttachStdin: boolean(),
          AttachStdout: boolean(),
          AttachStderr: boolean(),
          DetachKeys: string(),
          Tty: boolean(),
          Env: array(string(), 'Each NAME=value, or NAME to remove it'),
          Cmd: array(string()),
          Privileged: withDefault(false, boolean()),
          User: string(),
          WorkingDir: since('1.35', string()),
          ConsoleSize: since('1.42', nullable(array(atLeast(0, integer()), '[rows, columns]'))),
        }),
      ),
    ),
    replies: { 201: json(ref('IDResponse'), 'Prepared'), ...failures(404, 409, 500), ...undocumentedFailures(400) },
  }),

  ExecStart: post('/exec/{id}/start', {
    summary: 'Runs a prepared process.',
    parameters: [id],
    body: jsonBody(
      object({
        Detach: boolean(),
        Tty: boolean(),
        ConsoleSize: since('1.42', nullable(array(atLeast(0, integer()), '[rows, columns]'))),
      }),
    ),
    replies: {
      200: content(
        ['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'],
        'The stream, or an empty body when detached',
      ),
      101: undocumentedReply(
        content(
          ['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'],
          'The connection is now a stream',
        ),
      ),
      ...undocumentedFailures(400),
      ...failures(404, 409),
    },
    stream: 'hijack',
  }),

  ExecResize: post('/exec/{id}/resize', {
    summary: 'Sets the size of the terminal of such a process.',
    parameters: [id, requiredQuery('h', integer('Rows')), requiredQuery('w', integer('Columns'))],
    replies: { 200: empty('Done'), ...failures(400, 404, 500), ...undocumentedFailures(409) },
  }),

  ExecInspect: get('/exec/{id}/json', {
    summary: 'Everything known about such a process.',
    parameters: [id],
    replies: {
      200: json(
        object({
          ID: string(),
          Running: boolean(),
          ExitCode: integer(),
          ProcessConfig: ref('ProcessConfig'),
          OpenStdin: boolean(),
          OpenStderr: boolean(),
          OpenStdout: boolean(),
          ContainerID: string(),
          Pid: integer(),
          CanRemove: since('1.36', boolean()),
          DetachKeys: since('1.36', string()),
        }),
        'Found',
      ),
      ...failures(404, 500),
    },
  }),
})
