import type { EventMessage, EventType } from '../../state/events.ts'
import { type ControlRoute, nothing } from './route.ts'
import { objectSchema } from './schema.ts'

const types: readonly EventType[] = [
  'container',
  'image',
  'volume',
  'network',
  'plugin',
  'builder',
  'daemon',
  'node',
  'service',
  'secret',
  'config',
]

interface Emitted {
  readonly type: EventType
  readonly action: string
  readonly actorId?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly scope?: EventMessage['scope']
}

export const eventRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/events',
    id: 'EventEmit',
    summary: 'Emit an event, whether or not anything has happened',
    body: objectSchema(
      {
        type: { type: 'string', enum: types },
        action: { type: 'string', minLength: 1, examples: ['die', 'health_status: unhealthy'] },
        actorId: { type: 'string', description: 'the id of the object that it is about' },
        attributes: { type: 'object', additionalProperties: { type: 'string' } },
        scope: { type: 'string', enum: ['local', 'swarm'] },
      },
      ['actorId', 'attributes', 'scope'],
    ),
    reply: nothing,
    act({ engine, body }) {
      const { actorId = '', attributes = {}, ...rest } = body as Emitted
      engine.events.record({ ...rest, actorId, attributes })
      return {}
    },
  },
]
