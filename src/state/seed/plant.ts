import type { Container } from '../container/entity.ts'
import { setHealth } from '../container/interventions.ts'
import { registerLinks, resolveLinks } from '../container/settings/link.ts'
import { launch } from '../container/start.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import { onceHeld } from '../network/held-ports.ts'
import type { Seed, SeedContainer } from '../seed.ts'
import { awakenAsTheyWere } from '../snapshot/awaken.ts'
import { plantContainer } from './container.ts'
import { plantImage } from './image.ts'
import { plantNetwork } from './network.ts'
import type { Run } from './stand-ins.ts'
import { plantVolume } from './volume.ts'

const runOf = ({ Path, Config }: SeedContainer): Run => ({
  path: Path ?? (Config?.Entrypoint ?? [])[0] ?? (Config?.Cmd ?? [])[0] ?? '',
  user: Config?.User ?? '',
  environment: Config?.Env ?? [],
  workingDirectory: Config?.WorkingDir ?? '',
})

/** Which containers run which image, by whatever they call it. */
const runsByImage = (containers: readonly SeedContainer[]): ReadonlyMap<string, readonly Run[]> => {
  const runs = new Map<string, Run[]>()
  for (const container of containers)
    for (const name of new Set([container.Image, container.Config?.Image ?? '']))
      runs.set(name, [...(runs.get(name) ?? []), runOf(container)])
  return runs
}

const now = '9'

/** Oldest first; those of which nobody says when they were made are the newest. */
const inOrder = (containers: readonly SeedContainer[]): readonly SeedContainer[] =>
  containers.toSorted(({ Created: a = now }, { Created: b = now }) => Number(a > b) - Number(a < b))

/** A container that has no place on its networks runs from now on, as if it had just been started. */
const hasNoPlace = ({ State, NetworkSettings }: SeedContainer): boolean =>
  State?.Status === 'running' &&
  !Object.values(NetworkSettings?.Networks ?? { none: null }).every(each => each?.EndpointID)

const startNow = (engine: Engine, id: string): void => {
  const container = engine.containers.resolve(id)
  onceHeld(engine, container, () => {
    try {
      launch(engine, container, true)
    } catch (error) {
      // Its `State.Error` says why.
      if (!(error instanceof DockerError)) throw error
    }
  })
}

/** What probes would find here says nothing of what it was. */
const keepHealth = (engine: Engine, { id, state, health }: Container): void => {
  if (health && state === 'running') setHealth(engine, id, health.status)
}

/**
 * Puts what a seed describes into a fresh world. What ran runs: by our own program of the name where there is one, and
 * otherwise by one that does nothing. Its health stays what it was: nobody probes it.
 */
export const plantWorld = (engine: Engine, seed: Seed): void => {
  const { images = [], networks = [], volumes = [], containers = [] } = seed
  for (const network of networks) plantNetwork(engine, network)
  for (const volume of volumes) plantVolume(engine, volume)
  const runs = runsByImage(containers)
  for (const image of images)
    plantImage(
      engine,
      image,
      [image.Id ?? '', ...(image.RepoTags ?? [])].flatMap(name => runs.get(name) ?? []),
    )
  const planted = inOrder(containers).map(each => {
    const placeless = hasNoPlace(each)
    const container = plantContainer(
      engine,
      placeless ? { ...each, State: { ...each.State, Status: 'created' } } : each,
    )
    return { container, placeless }
  })
  for (const { container } of planted) registerLinks(engine, container, resolveLinks(engine, container.hostConfig))
  awakenAsTheyWere(engine)
  for (const { container, placeless } of planted) {
    if (placeless) startNow(engine, container.id)
    else keepHealth(engine, container)
  }
}
