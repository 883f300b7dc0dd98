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

const name = segments('name', string('Id or name of the container'))

/** Frozen containers (experimental daemons only). */
export const checkpointOperations = operations('Checkpoint', {
  CheckpointList: unpublished(
    get('/containers/{name}/checkpoints', {
      summary: 'Checkpoints of a container.',
      parameters: [name, query('dir', string('Where checkpoints lie, instead of beside the container'))],
      replies: { 200: json(nullable(array(object({ Name: string() }))), 'Found'), ...failures(404, 500, 501) },
    }),
  ),

  CheckpointCreate: unpublished(
    post('/containers/{name}/checkpoints', {
      summary: 'Freezes a container to disk.',
      parameters: [name],
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
      summary: 'Removes a checkpoint.',
      parameters: [
        segment('name', string('Id or name of the container')),
        segment('checkpoint', string('Name of the checkpoint')),
        query('dir', string('Where checkpoints lie, instead of beside the container')),
      ],
      replies: { 204: empty('Removed'), ...failures(404, 500, 501) },
    }),
  ),
})
