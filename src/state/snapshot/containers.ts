import type { Container } from '../container/entity.ts'
import { makeTree } from '../container/runtime/files.ts'
import { StoredContainer } from '../container/runtime/record.ts'
import { knownSupervision, supervisionOf } from '../container/runtime/supervision.ts'
import type { Engine } from '../engine.ts'
import type { Endpoint } from '../network/entity.ts'
import { readFiles, type StoredFile, writeFiles } from './files.ts'
import { type Records, recordsOf } from './snapshot.ts'
import { readTree, writeTree } from './volumes.ts'

/** What a container has of its own, that is written as it is. */
const plain = [
  'id',
  'sequence',
  'name',
  'createdAt',
  'state',
  'config',
  'hostConfig',
  'imageId',
  'platform',
  'path',
  'args',
  'pid',
  'exitCode',
  'error',
  'oomKilled',
  'startedAt',
  'finishedAt',
  'restartCount',
  'manuallyStopped',
  'logAsked',
  'furthestStart',
  'logAsked',
  'health',
  'publishedPorts',
  'mounts',
  'exits',
] as const satisfies readonly (keyof Container)[]

interface StoredContainerRecord extends Pick<Container, (typeof plain)[number]> {
  readonly endpoints: readonly (readonly [network: string, endpoint: Endpoint])[]
  /** What differs from the image; everything, when the image is gone; absent when nobody has touched its files. */
  readonly layer?: readonly StoredFile[]
  readonly files?: readonly StoredFile[]
  readonly children: readonly (readonly [alias: string, id: string])[]
  readonly supervision?: {
    readonly backoffMilliseconds: number
    readonly restarts: number
    readonly restartCancelled: boolean
  }
}

const writeOwnFiles = (engine: Engine, container: Container): Pick<StoredContainerRecord, 'layer' | 'files'> => {
  const isImageHere = container.imageId === '' || engine.images.get(container.imageId) !== undefined
  if (!isImageHere) return { files: writeTree(container.tree) }
  const tree = container instanceof StoredContainer ? container.madeTree : container.tree
  return tree ? { layer: writeFiles(tree.layer()) } : {}
}

const writeSupervision = (container: Container): Pick<StoredContainerRecord, 'supervision'> => {
  const known = knownSupervision(container)
  if (!known) return {}
  const { backoffMilliseconds, restarts, restartCancelled } = known
  return { supervision: { backoffMilliseconds, restarts, restartCancelled } }
}

export const writeContainers = (engine: Engine): Records<StoredContainerRecord> =>
  recordsOf(
    engine.containers.all(),
    ({ id }) => id,
    container => {
      const own = Object.fromEntries(plain.map(key => [key, container[key]])) as Pick<Container, (typeof plain)[number]>
      return {
        ...own,
        endpoints: [...container.endpoints],
        ...writeOwnFiles(engine, container),
        children: [...engine.containers.links.childrenOf(container)].map(([alias, { id }]) => [alias, id] as const),
        ...writeSupervision(container),
      }
    },
  )

/** Puts the containers back as they were, but for what they were doing. */
export const readContainers = (engine: Engine, records: Records): void => {
  const stored = Object.values(records as Records<StoredContainerRecord>)
  for (const record of stored.toSorted((a, b) => a.sequence - b.sequence))
    engine.containers.add(readContainer(engine, record))
  for (const { id, children } of stored)
    for (const [alias, childId] of children) {
      const [parent, child] = [engine.containers.get(id), engine.containers.get(childId)]
      if (parent && child) engine.containers.links.link(parent, child, alias)
    }
}

const readContainer = (engine: Engine, record: StoredContainerRecord): Container => {
  const { id, sequence, name, createdAt, config, hostConfig, imageId, platform, path, args, mounts, ...later } = record
  const origin = { id, sequence, name, createdAt, config, hostConfig, imageId, platform, path, args, mounts }
  const container = new StoredContainer({
    ...origin,
    makeTree(self) {
      if (record.files) return readTree(engine, record.files)
      const tree = makeTree(engine, engine.images.get(imageId))(self)
      if (record.layer) tree.apply(readFiles(record.layer))
      return tree
    },
  })
  const { endpoints, supervision, children: _children, layer: _layer, files: _files, ...fields } = later
  Object.assign(container, fields)
  for (const [network, endpoint] of endpoints) container.endpoints.set(network, endpoint)
  if (supervision) Object.assign(supervisionOf(container), supervision)
  return container
}
