import type { Engine } from '../engine.ts'
import { createBlobWriter } from './blobs.ts'
import { writeContainers } from './containers.ts'
import { writeDefinitions } from './definitions.ts'
import { writeExecutions } from './executions.ts'
import { writeImages } from './images.ts'
import { writeLogs } from './logs.ts'
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
  const definitions = writeDefinitions(engine, blobs)
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
      definitions,
      networks: writeNetworks(engine),
      volumes: writeVolumes(engine),
      plugins: writePlugins(engine),
      packages: writePackages(engine),
      containers: writeContainers(engine),
      logs: writeLogs(engine),
      executions: writeExecutions(engine),
      builds: writeBuilds(engine),
      registry,
    },
  }
}
