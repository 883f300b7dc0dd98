import type { ContainerConfig } from '../../../spec/generated/types.ts'
import { applyChanges } from '../build/changes.ts'
import type { Container } from '../container/entity.ts'
import { containerEvent } from '../container/event.ts'
import { table } from '../container/lifecycle.ts'
import { pauseContainer, unpauseContainer } from '../container/pause.ts'
import { mergeImageConfig } from '../container/settings/merge.ts'
import type { Engine } from '../engine.ts'
import { notFound } from '../error.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { type Making, makeImage } from './make.ts'
import { familiarName } from './reference.ts'
import { selectPlatform } from './select.ts'
import { nameImage, newTag } from './tag.ts'

export interface CommitRequest {
  readonly container: string
  readonly repository: string
  readonly tag: string
  readonly comment: string
  readonly author: string
  readonly pause: boolean
  readonly changes: readonly string[]
  /** In place of the container's own configuration. */
  readonly config: ContainerConfig | undefined
}

/** `POST /commit`: what a container changed becomes a layer on top of its image (moby daemon/commit.go). */
export const commitContainer = (engine: Engine, request: CommitRequest): Image => {
  const { changes, comment } = request
  const reference = newTag(request.repository, request.tag)
  const container = engine.containers.resolve(request.container)
  table.next('commit', container.state, container, request.container)
  return paused(engine, container, request.pause, () => {
    const config = { ...applyChanges(engine, request.config ?? container.config, changes) }
    mergeImageConfig(config, container.config)
    const image = makeLayer(engine, container, { ...request, config })
    if (reference) nameImage(engine, image, reference)
    const imageRef = reference ? familiarName(reference) : ''
    containerEvent(engine, container, 'commit', { comment, imageID: image.id, imageRef })
    return image
  })
}

const makeLayer = (
  engine: Engine,
  container: Container,
  request: CommitRequest & { config: ContainerConfig },
): Image => {
  const parent = parentOf(engine, container)
  const inherits = engine.profile.storage.containerdStore && request.author === ''
  const image = makeImage(engine, {
    parent,
    layer: container.tree.layer(),
    config: request.config,
    createdBy: (container.config.Cmd ?? []).join(' '),
    comment: request.comment,
    author: inherits ? (parent?.author ?? '') : request.author,
    createdAt: engine.clock.now(),
    platform: container.platform,
    container,
  })
  imageEvent(engine, 'create', image.id, image.id, image)
  return image
}

/** A container outlives its image, but nothing can be put on top of what is gone. */
const parentOf = (engine: Engine, { imageId, platform }: Container): Making['parent'] => {
  if (imageId === '') return undefined
  const image = engine.images.get(imageId)
  if (!image) throw notFound(`content digest ${imageId}: not found`)
  return { ...selectPlatform(engine, image, imageId, platform), id: imageId }
}

/** A running container stands still meanwhile; one that cannot be frozen is committed as it is. */
const paused = <T>(engine: Engine, { id, state }: Container, wanted: boolean, act: () => T): T => {
  if (!wanted || state !== 'running') return act()
  pauseContainer(engine, id)
  try {
    return act()
  } finally {
    unpauseContainer(engine, id)
  }
}
