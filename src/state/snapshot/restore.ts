import type { Engine } from '../engine.ts'
import { awakenAfterPowerCut, awakenAsTheyWere } from './awaken.ts'
import { createBlobReader } from './blobs.ts'
import { readContainers } from './containers.ts'
import { readDefinitions } from './definitions.ts'
import { readExecutions } from './executions.ts'
import { readImages } from './images.ts'
import { readLogs } from './logs.ts'
import { readNetworks } from './networks.ts'
import { readPackages, readPlugins } from './plugins.ts'
import { readRegistry } from './registry.ts'
import type { Records, Snapshot } from './snapshot.ts'
import { readVolumes } from './volumes.ts'
import { readEvents, readHost, readWorld } from './world.ts'

/**
 * How those go on that ran: `resumed`, from their programs' beginning, with everything else as it was and no word to
 * anybody; or `power-cut`, as a daemon finds them after its machine lost power.
 */
export type Awakening = 'resumed' | 'power-cut'

const readBuilds = ({ builds, images }: Engine, records: Records): void => {
  for (const [key, id] of Object.entries(records as Records<string>)) {
    const image = images.get(id)
    if (image) builds.memory.set(key, image)
  }
}

/**
 * Fills a fresh world of the same seed and profile with what a snapshot has. Throws an `Error` when the snapshot names
 * what it does not have.
 */
export const restoreSnapshot = (engine: Engine, given: Snapshot, awakening: Awakening): void => {
  // The world changes what it is given, and the snapshot may be restored again.
  const { kinds } = structuredClone(given)
  const blobs = createBlobReader(kinds.documents, kinds.layers)
  readNetworks(engine, kinds.networks)
  readImages(engine, kinds.images, blobs)
  readDefinitions(engine, kinds.definitions, blobs)
  readBuilds(engine, kinds.builds)
  readRegistry(engine, kinds.registry, blobs)
  readPlugins(engine, kinds.plugins)
  readPackages(engine, kinds.packages)
  readHost(engine, kinds.host)
  readVolumes(engine, kinds.volumes)
  readContainers(engine, kinds.containers)
  readLogs(engine, kinds.logs)
  readWorld(engine, given)
  if (awakening === 'resumed') {
    readEvents(engine, kinds.events)
    awakenAsTheyWere(engine)
    readExecutions(engine, kinds.executions)
  } else awakenAfterPowerCut(engine)
}
