import type { Engine } from '../engine.ts'
import { createTree } from '../filesystem/tree.ts'
import type { SeedVolume } from '../seed.ts'
import { anonymousLabel } from '../volume/create.ts'
import { localDriver } from '../volume/driver.ts'
import { madeAt } from './moment.ts'

/** Puts a volume into the world, without files: inspect shows none. */
export const plantVolume = (engine: Engine, seed: SeedVolume): void => {
  const labels = seed.Labels ?? null
  engine.volumes.add({
    name: seed.Name,
    driver: seed.Driver ?? localDriver,
    pluginId: undefined,
    createdAt: madeAt(engine, seed.CreatedAt),
    labels,
    options: seed.Options ?? null,
    anonymous: labels !== null && Object.hasOwn(labels, anonymousLabel),
    tree: createTree([], engine.clock.now),
    containerIds: new Set(),
    populated: false,
  })
}
