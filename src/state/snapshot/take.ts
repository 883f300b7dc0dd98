import type { Engine } from '../engine.ts'
import { createBlobWriter } from './blobs.ts'
import { writeContainers } from './containers.ts'
import { writeImages } from './images.ts'
import { writeNetworks } from './networks.ts'
import { writePackages, writePlugins } from './plugins.ts'
import { writeRegistry } from './registry.ts'
import { type Records, recordsOf, type Snapshot } from './snapshot.ts'
import { writeVolumes } from './volumes.ts'
import { writeEvents, writeHost, writeWorld } from './world.ts'

const writeBuilds = ({ builds, images }: Engine): Records<string> =>
  recordsOf(
    [...builds.memory].filter(([, { id }]) => images.get(id)),
    ([key]) => key,
    ([, { id }]) => id,
  )

/** The world as it is now, as JSON values that share nothing mutable with it once they are written out. */
export const takeSnapshot = (engine: Engine): Snapshot => {
  const blobs = createBlobWriter()
  const images = writeImages(engine, blobs)
  const registry = writeRegistry(engine, blobs)
  return {
    format: 'mockerd-world-1',
    kinds: {
      world: writeWorld(engine),
      events: writeEvents(engine),
      host: writeHost(engine),
      documents: blobs.documents,
      layers: blobs.layers,
      images,
      networks: writeNetworks(engine),
      volumes: writeVolumes(engine),
      plugins: writePlugins(engine),
      packages: writePackages(engine),
      containers: writeContainers(engine),
      builds: writeBuilds(engine),
      registry,
    },
  }
}
