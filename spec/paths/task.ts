import { array, boolean, bytes, integer, ref, string, withDefault } from '../vocabulary.ts'
import { content, failures, filters, get, json, operations, query, segment } from './vocabulary.ts'

const id = segment('id', string('Id of the task'))

/** Tasks of a swarm. */
export const taskOperations = operations('Task', {
  TaskList: get('/tasks', {
    summary: 'Tasks.',
    parameters: [filters('Which tasks.')],
    replies: { 200: json(array(ref('Task')), 'Found'), ...failures(500, 503) },
  }),

  TaskInspect: get('/tasks/{id}', {
    summary: 'Everything known about one task.',
    parameters: [id],
    replies: { 200: json(ref('Task'), 'Found'), ...failures(404, 500, 503) },
  }),

  TaskLogs: get('/tasks/{id}/logs', {
    summary: 'What a task has printed.',
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
