import { streamOf } from '../archive/bytes.ts'
import { readTar } from '../archive/tar.ts'
import type { Engine } from '../engine.ts'
import { notFound } from '../error.ts'
import { does } from '../profile/podman/quirks.ts'
import type { ProgressStep } from '../progress.ts'
import type { Delivery } from './bundle/delivery.ts'
import { bundleFiles } from './bundle/files.ts'
import { readForContainerd } from './bundle/read-containerd.ts'
import { readForGraphDrivers } from './bundle/read-graph.ts'
import type { Layer } from './content/layer.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { shortId } from './identifier.ts'
import { storeImage } from './make.ts'
import { familiar, shownName } from './names.ts'
import { formatPlatform, matchesPlatform, type Platform } from './platform.ts'
import { parseReference } from './reference.ts'

export interface LoadOptions {
  /** No progress of layers: only graph drivers show any. */
  readonly quiet: boolean
  readonly platforms: readonly Platform[]
}

/** Reads the images of an archive, as the profile's kind of store does. Nothing is stored yet. */
export const readImageArchive = async (
  engine: Engine,
  body: ReadableStream<Uint8Array> | undefined,
): Promise<Delivery[]> => {
  const files = bundleFiles(await readTar(body ?? streamOf(new Uint8Array(0))))
  const { profile, images } = engine
  if (profile.storage.containerdStore)
    return readForContainerd(files, { layer: digest => images.layer(digest), host: profile })
  const folder = `${profile.host.rootDirectory}/tmp/docker-import-${engine.random.fork('load').integer(2 ** 31)}`
  const layer = (diffId: string): Layer | undefined =>
    [...images.withLayer(diffId)].flatMap(({ layers }) => layers).find(each => each.diffId === diffId)
  const domain = does(profile, 'archivesAreLocal') ? 'localhost' : undefined
  return readForGraphDrivers(files, { folder, os: profile.os, layer, domain })
}

/** `POST /images/load`: stores what was read, and says so (moby daemon/containerd/image_exporter.go, tarexport/load.go). */
export const loadImages = (engine: Engine, deliveries: readonly Delivery[], options: LoadOptions): ProgressStep[] =>
  engine.profile.storage.containerdStore
    ? containerdSteps(engine, deliveries, options)
    : graphSteps(engine, deliveries, options)

const say = (stream: string): ProgressStep => ({ message: { stream } })

const loaded = (engine: Engine, image: Image): void => imageEvent(engine, 'load', image.id, image.id, image)

function containerdSteps(engine: Engine, deliveries: readonly Delivery[], { platforms }: LoadOptions): ProgressStep[] {
  const steps = deliveries.flatMap(({ arrival, names }): ProgressStep[] => {
    const store = (): Image => storeImage(engine, arrival)
    if (names.length === 0) {
      const { digest } = arrival.index ?? arrival.image.manifest
      return [{ act: () => loaded(engine, store()) }, say(`Loaded image ID: ${digest}\n`)]
    }
    return names.flatMap(name => [
      {
        act: () => {
          const image = store()
          engine.images.tag(image, name)
          loaded(engine, image)
        },
      },
      say(`Loaded image: ${familiar(name)}\n`),
    ])
  })
  if (platforms.length === 0) return steps
  const lacking = deliveries.filter(delivery => !offers(delivery, platforms))
  if (lacking.length === 0) return steps
  // What was read is stored all the same; only then is it looked at.
  return [...steps.filter(({ act }) => act), { act: () => refuse(lacking, platforms) }]
}

const offers = ({ arrival }: Delivery, platforms: readonly Platform[]): boolean => {
  const present = arrival.manifests?.flatMap(entry => entry.image ?? []) ?? [arrival.image]
  return present.some(({ platform }) => platforms.some(wanted => matchesPlatform(platform, wanted)))
}

const refuse = (lacking: readonly Delivery[], platforms: readonly Platform[]): never => {
  const names = lacking.map(({ names, arrival }) => names.map(familiar)[0] ?? arrival.image.manifest.digest)
  const wanted = platforms.map(formatPlatform)
  throw notFound(
    names.length === 1
      ? `image ${names[0]} was loaded, but doesn't provide the requested platform ([${wanted.join(' ')}])`
      : `images [${names.join(', ')}] were loaded, but don't provide the requested platform ([${wanted.join(' ')}])`,
  )
}

function graphSteps(engine: Engine, deliveries: readonly Delivery[], options: LoadOptions): ProgressStep[] {
  const { quiet, platforms } = options
  const wanted = deliveries.filter(delivery => platforms.length === 0 || offers(delivery, platforms))
  const ids = new Set(wanted.map(({ arrival }) => arrival.image.configuration.digest))
  const steps = wanted.flatMap(({ arrival, names, parentId = '' }): ProgressStep[] => {
    const { layers, configuration } = arrival.image
    const fresh = layers.filter(({ diffId }) => engine.images.withLayer(diffId).size === 0)
    return [
      ...(quiet ? [] : fresh.flatMap(layerSteps)),
      { act: () => storeImage(engine, { ...arrival, parentId: ids.has(parentId) ? parentId : '' }) },
      ...names.flatMap(name => tagSteps(engine, configuration.digest, name)),
      { act: () => loaded(engine, engine.images.resolve(configuration.digest)) },
    ]
  })
  // As moby does: the names of the last one decide, and of nothing there is an empty line.
  if (wanted.length === 0) return [{ message: {} }]
  return wanted.at(-1)?.names.length === 0 ? [...steps, ...[...ids].map(id => say(`Loaded image ID: ${id}\n`))] : steps
}

const tagSteps = (engine: Engine, id: string, name: string): ProgressStep[] => {
  const before = engine.images.tagged(parseReference(name))
  const renaming =
    before && before.id !== id
      ? [
          say(
            `The image ${shownName(engine, name)} already exists, renaming the old one with ID ${before.id} to empty string\n`,
          ),
        ]
      : []
  const act = (): void => engine.images.tag(engine.images.resolve(id), name)
  return [...renaming, { act }, say(`Loaded image: ${shownName(engine, name)}\n`)]
}

const progressParts = 4

const layerSteps = ({ diffId, blob }: Layer): ProgressStep[] => {
  const total = blob.sizeBytes
  const id = shortId(diffId)
  return Array.from({ length: progressParts }, (_, part) => ({
    message: {
      status: 'Loading layer',
      progressDetail: { current: Math.ceil((total * (part + 1)) / progressParts), total },
      id,
    },
  }))
}
