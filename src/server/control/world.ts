import type { ControlRoute } from './route.ts'
import { objectSchema } from './schema.ts'

/** A world that can be exchanged for another. */
export interface ExchangeableWorld {
  reset(): void
}

/** What happens to the world as a whole. */
export const worldRoutes = (world: ExchangeableWorld): readonly ControlRoute[] => [
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
