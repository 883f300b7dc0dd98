import type { ControlRoute } from './route.ts'
import { objectSchema } from './schema.ts'

export const healthRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/health',
    id: 'Health',
    summary: 'Whether the fake is up, and which one it is',
    reply: objectSchema({
      status: { type: 'string', enum: ['ok'] },
      profile: { type: 'string' },
      seed: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    }),
    act: ({ engine }) => ({ status: 'ok', profile: engine.profile.name, seed: engine.seed }),
  },
]
