import type { Ask } from '../client.ts'
import type { Fields } from '../fields.ts'
import { isBusyPruning, type Observation } from '../observation.ts'
import type { World } from '../world.ts'

type Prune = 'ContainerPrune' | 'ImagePrune' | 'NetworkPrune' | 'VolumePrune'

/** Prunes as soon as nobody else does: a daemon makes one prune of a kind at a time, and neighbours make some, too. */
export const prune = (
  world: World,
  operation: Prune,
  filters: Fields,
  ask: Pick<Ask, 'version'> = {},
): Promise<Observation> =>
  world.until('a prune that nobody else is in the way of', async () => {
    const answer = await world.ask(operation, { ...ask, query: { filters } })
    return isBusyPruning(answer) ? undefined : answer
  })
