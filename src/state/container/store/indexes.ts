import { createIdIndex } from '../../id-index.ts'
import { createSetIndex, type SetIndex } from '../../set-index.ts'
import type { Container, ContainerState } from '../entity.ts'
import { IndexedEndpoints } from './endpoints.ts'
import { type CreationOrder, createCreationOrder } from './order.ts'

/** Everything by which containers are found without looking at all of them, but id and name. */
export interface ContainerIndexes {
  readonly states: SetIndex<ContainerState, Container>
  readonly labels: SetIndex<string, Container>
  readonly images: SetIndex<string, Container>
  readonly networks: SetIndex<string, Container>
  readonly mounts: SetIndex<string, Container>
  readonly order: CreationOrder
  add(container: Container): void
  remove(container: Container): void
  withIdPrefix(prefix: string): Container[]
}

export const createContainerIndexes = (): ContainerIndexes => {
  const indexes = {
    states: createSetIndex<ContainerState, Container>(),
    labels: createSetIndex<string, Container>(),
    images: createSetIndex<string, Container>(),
    networks: createSetIndex<string, Container>(),
    mounts: createSetIndex<string, Container>(),
    order: createCreationOrder(),
  }
  const ids = createIdIndex<Container>()
  const change = (verb: 'add' | 'remove', container: Container): void => {
    ids[verb](container)
    indexes.states[verb](container.state, container)
    indexes.images[verb](container.imageId, container)
    for (const label of labelKeys(container)) indexes.labels[verb](label, container)
    for (const key of mountKeys(container)) indexes.mounts[verb](key, container)
    if (container.endpoints instanceof IndexedEndpoints)
      container.endpoints.follow(verb === 'add' ? indexes.networks : undefined, container)
    indexes.order[verb](container)
  }
  return {
    ...indexes,
    add: container => change('add', container),
    remove: container => change('remove', container),
    withIdPrefix: prefix => ids.withPrefix(prefix),
  }
}

function* labelKeys({ config }: Container): IterableIterator<string> {
  for (const [key, value] of Object.entries(config.Labels ?? {})) {
    yield key
    yield `${key}=${value}`
  }
}

/** What the `volume` filter may say of a mount: its volume's name or else its source, and where it is mounted. */
function* mountKeys({ mounts }: Container): IterableIterator<string> {
  for (const { name, source, destination } of mounts) {
    yield name ?? source
    yield destination
  }
}
