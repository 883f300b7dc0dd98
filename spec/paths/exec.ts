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
} from './vocabulary.ts'

/** Processes added to running containers. */
export const execOperations = operations('Exec', {
  ContainerExec: post('/containers/{id}/exec', {
    summary: 'ContainerExec',
    parameters: [segments('id', string())],
    body: requiredBody(
      jsonBody(
        object({
          AttachStdin: boolean(),
          AttachStdout: boolean(),
          AttachStderr: boolean(),
          DetachKeys: string(),
          Tty: boolean(),
          Env: array(string()),
          Cmd: array(string()),
          Privileged: withDefault(false, boolean()),
          User: string(),
          WorkingDir: since('1.35', string()),
          ConsoleSize: since('1.42', nullable(array(atLeast(0, integer())))),
        }),
      ),
    ),
    replies: { 201: json(ref('IDResponse'), 'Done'), ...failures(404, 409, 500) },
  }),

  ExecStart: post('/exec/{id}/start', {
    summary: 'ExecStart',
    parameters: [segments('id', string())],
    body: jsonBody(
      object({ Detach: boolean(), Tty: boolean(), ConsoleSize: since('1.42', nullable(array(atLeast(0, integer())))) }),
    ),
    replies: {
      200: content(['application/vnd.docker.raw-stream', 'application/vnd.docker.multiplexed-stream'], 'Done'),
      ...failures(404, 409),
    },
    stream: 'hijack',
  }),

  ExecResize: post('/exec/{id}/resize', {
    summary: 'ExecResize',
    parameters: [segments('id', string()), requiredQuery('h', integer()), requiredQuery('w', integer())],
    replies: { 200: empty('Done'), ...failures(400, 404, 500) },
  }),

  ExecInspect: get('/exec/{id}/json', {
    summary: 'ExecInspect',
    parameters: [segments('id', string())],
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
        'Done',
      ),
      ...failures(404, 500),
    },
  }),
})
