import { readContainerFilter } from '../container/filters/filter.ts'
import { selectContainers } from '../container/list.ts'
import { deleteContainer } from '../container/remove.ts'
import type { Engine } from '../engine.ts'
import { listImages } from '../image/list.ts'
import { removeImage } from '../image/remove.ts'
import type { Daemon, Resource, ResourceKind } from '../kernel/daemon.ts'
import { listNetworks } from '../network/list.ts'
import { deleteNetwork } from '../network/remove.ts'
import { type Instant, microsecondsPerSecond } from '../time.ts'
import { listVolumes } from '../volume/list.ts'
import { deleteVolume } from '../volume/remove.ts'

interface Requests {
  readonly list: (engine: Engine, filters: string) => Resource[]
  readonly remove: (engine: Engine, id: string) => void
}

type Labels = Readonly<Record<string, string | null>> | null | undefined

const textsOf = (labels: Labels): Record<string, string> =>
  Object.fromEntries(Object.entries(labels ?? {}).map(([key, value]) => [key, value ?? '']))

/** Most lists show whole seconds. */
const shownSecond = (instant: Instant): Instant => Math.floor(instant / microsecondsPerSecond) * microsecondsPerSecond

const requests: Readonly<Record<ResourceKind, Requests>> = {
  container: {
    list: (engine, filters) =>
      selectContainers(engine, readContainerFilter(engine, filters), { all: true }).map(container => ({
        id: container.id,
        createdAt: shownSecond(container.createdAt),
        labels: textsOf(container.config.Labels),
      })),
    remove: (engine, id) => deleteContainer(engine, id, { force: true, volumes: true }),
  },
  network: {
    list: (engine, filters) =>
      listNetworks(engine, filters, engine.profile.apiVersion).map(({ id, createdAt, labels }) => ({
        id,
        createdAt,
        labels: textsOf(labels),
      })),
    remove: deleteNetwork,
  },
  volume: {
    list: (engine, filters) =>
      listVolumes(engine, filters).map(({ name, createdAt, labels }) => ({
        id: name,
        createdAt: shownSecond(createdAt),
        labels: textsOf(labels),
      })),
    remove: (engine, name) => deleteVolume(engine, name, true),
  },
  image: {
    list: (engine, filters) =>
      listImages(engine, filters, false).map(({ image: { id, createdAt, config } }) => ({
        id,
        createdAt: shownSecond(createdAt),
        labels: textsOf(config.Labels),
      })),
    remove: (engine, id) => {
      removeImage(engine, id)
    },
  },
}

/** The daemon as a program reaches it through the socket that was mounted into its container. */
export const daemonSocket = (engine: Engine): Daemon => ({
  list: (kind, filters) => requests[kind].list(engine, filters),
  remove: (kind, id) => requests[kind].remove(engine, id),
})
