import { array, boolean, nullable, object, string } from '../vocabulary.ts'
import {
  del,
  empty,
  failures,
  get,
  json,
  jsonBody,
  operations,
  post,
  query,
  segment,
  segments,
  unpublished,
} from './vocabulary.ts'

/** Frozen containers (experimental daemons only). */
export const checkpointOperations = operations('Checkpoint', {
  CheckpointList: unpublished(
    get('/containers/{name}/checkpoints', {
      summary: 'CheckpointList',
      parameters: [segments('name', string()), query('dir', string(''))],
      replies: { 200: json(nullable(array(object({ Name: string() }))), 'Done'), ...failures(404, 500, 501) },
    }),
  ),

  CheckpointCreate: unpublished(
    post('/containers/{name}/checkpoints', {
      summary: 'CheckpointCreate',
      parameters: [segments('name', string())],
      body: jsonBody(
        object({
          CheckpointID: string('Its name'),
          CheckpointDir: string('Where to put it, instead of beside the container'),
          Exit: boolean('Stop the container afterwards'),
        }),
      ),
      replies: { 201: empty('Done'), ...failures(400, 404, 409, 500, 501) },
    }),
  ),

  CheckpointDelete: unpublished(
    del('/containers/{name}/checkpoints/{checkpoint}', {
      summary: 'CheckpointDelete',
      parameters: [segment('name', string()), segment('checkpoint', string()), query('dir', string(''))],
      replies: { 204: empty('Done'), ...failures(404, 500, 501) },
    }),
  ),
})
