import { array, boolean, bytes, integer, ref, string, withDefault } from '../vocabulary.ts'
import { content, failures, filters, get, json, operations, query, segment } from './vocabulary.ts'

/** Tasks of a swarm. */
export const taskOperations = operations('Task', {
  TaskList: get('/tasks', {
    summary: 'TaskList',
    parameters: [filters('Which ones.')],
    replies: { 200: json(array(ref('Task')), 'Done'), ...failures(500, 503) },
  }),

  TaskInspect: get('/tasks/{id}', {
    summary: 'TaskInspect',
    parameters: [segment('id', string())],
    replies: { 200: json(ref('Task'), 'Done'), ...failures(404, 500, 503) },
  }),

  TaskLogs: get('/tasks/{id}/logs', {
    summary: 'TaskLogs',
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
