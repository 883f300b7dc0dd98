import type { Snapshot } from '../../state/snapshot/snapshot.ts'
import { ControlRefusal, type ControlRoute } from './route.ts'
import { type ControlSchema, objectSchema } from './schema.ts'

/** A world that can be exchanged for another. */
export interface ExchangeableWorld {
  snapshot(): Snapshot
  restore(snapshot: unknown): void
  reset(): void
}

const snapshotSchema: ControlSchema = {
  type: 'object',
  description: 'a snapshot: everything of a world as JSON',
  properties: { format: { type: 'string', enum: ['mockerd-world-1'] }, kinds: { type: 'object' } },
  required: ['format', 'kinds'],
}

const restored = (world: ExchangeableWorld, snapshot: unknown): void => {
  try {
    world.restore(snapshot)
  } catch (error) {
    throw new ControlRefusal(400, error instanceof Error ? error.message : String(error))
  }
}

/** What happens to the world as a whole. */
export const worldRoutes = (world: ExchangeableWorld): readonly ControlRoute[] => [
  {
    method: 'GET',
    path: '/snapshot',
    id: 'SnapshotTake',
    summary: 'The whole world as JSON',
    reply: snapshotSchema,
    act: () => world.snapshot(),
  },
  {
    method: 'PUT',
    path: '/snapshot',
    id: 'SnapshotRestore',
    summary: 'Go on from a snapshot; whatever else is connected is cut',
    body: snapshotSchema,
    bodyLimitBytes: 1 << 30,
    reply: objectSchema({}),
    act({ body }) {
      restored(world, body)
      return {}
    },
  },
  {
    method: 'POST',
    path: '/reset',
    id: 'Reset',
    summary: 'Begin anew, with the seed and the world of the start; whatever else is connected is cut',
    reply: objectSchema({}),
    act() {
      world.reset()
      return {}
    },
  },
]
