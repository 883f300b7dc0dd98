import { collect } from '../archive/bytes.ts'
import { applyChanges } from '../build/changes.ts'
import type { Engine } from '../engine.ts'
import { internal, notImplemented } from '../error.ts'
import { gzippedLayer, type Layer } from './content/layer.ts'
import { receiveLayer } from './content/receive.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { makeImage } from './make.ts'
import { parsePlatform } from './platform.ts'
import { nameImage, newTag } from './tag.ts'

export interface ImportRequest {
  /** `-` for the request's body. */
  readonly source: string
  readonly repository: string
  readonly tag: string
  readonly message: string
  readonly changes: readonly string[]
  readonly platform: string
}

/**
 * `POST /images/create?fromSrc=`: an archive of files becomes an image of one layer. What can be refused before the
 * archive is read comes first (moby daemon/containerd/image_import.go, daemon/images/image_import.go).
 */
export const importImage = async (
  engine: Engine,
  request: ImportRequest,
  body: ReadableStream<Uint8Array> | undefined,
): Promise<Image> => {
  const { source, repository, tag, message, changes, platform } = request
  const reference = newTag(repository, tag)
  const wanted = platform === '' ? undefined : parsePlatform(platform, engine.profile)
  if (source === '') throw internal('Get "http:": http: no Host in request URL')
  if (source !== '-')
    throw notImplemented(`mockerd has no network: it imports from the request's body, not from ${source}`)
  const config = applyChanges(engine, {}, changes)
  const layer = await readImport(engine, body)
  const image = makeImage(engine, {
    layer,
    config,
    createdBy: '',
    comment: message === '' ? `Imported from ${source}` : message,
    author: '',
    createdAt: engine.clock.now(),
    platform: wanted,
  })
  if (reference) nameImage(engine, image, reference)
  imageEvent(engine, 'import', image.id, image.id, image)
  return image
}

/** A containerd store keeps what came compressed as it is, and squeezes the rest. */
const readImport = async (engine: Engine, body: ReadableStream<Uint8Array> | undefined): Promise<Layer> => {
  const layer = await receiveLayer(body ? await collect(body) : new Uint8Array(0))
  return engine.profile.storage.containerdStore ? gzippedLayer(layer) : layer
}
