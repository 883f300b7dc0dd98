import {
  createCheckpoint,
  deleteCheckpoint,
  listCheckpoints,
  requireExperimental,
} from '../../state/checkpoint/commands.ts'
import { empty, type Handlers, json } from '../answer.ts'

export const checkpointHandlers = {
  CheckpointList: ({ engine }, { path, query }) => {
    requireExperimental(engine)
    return json(listCheckpoints(engine, path.name, query.dir ?? '').map(Name => ({ Name })))
  },

  CheckpointCreate: ({ engine }, { path, body }) => {
    requireExperimental(engine)
    const { CheckpointID, CheckpointDir, Exit } = body ?? {}
    createCheckpoint(engine, path.name, {
      id: CheckpointID ?? '',
      directory: CheckpointDir ?? '',
      exit: Exit ?? false,
    })
    return empty(201)
  },

  CheckpointDelete: ({ engine }, { path, query }) => {
    requireExperimental(engine)
    deleteCheckpoint(engine, path.name, path.checkpoint, query.dir ?? '')
    return empty(204)
  },
} satisfies Partial<Handlers>
