import { writeTar } from '../archive/tar.ts'
import type { Engine } from '../engine.ts'
import { DockerError, internal, invalid, notFound, wrapped } from '../error.ts'
import { containerdBundle, type Export, graphBundle } from './bundle/write.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { isIdOf } from './identifier.ts'
import { shownName } from './names.ts'
import { formatPlatform, matchesPlatform, type Platform } from './platform.ts'
import { familiarRepository, fullName, parseReference, repositoryName } from './reference.ts'
import { selectPlatform } from './select.ts'

/**
 * `GET /images/get`: an archive of images. What is not there is refused before the first byte. A name without a tag
 * means all tags of its repository, an id means an image without a name.
 */
export const saveImages = (
  engine: Engine,
  names: readonly string[],
  platforms: readonly Platform[],
): ReadableStream<Uint8Array> => {
  const exports = engine.profile.storage.containerdStore
    ? names.flatMap(name => containerdExports(engine, name, platforms))
    : mergedByImage(names.flatMap(name => graphExports(engine, name, platforms)))
  for (const { image, only } of exports) {
    const id = only?.manifest.digest ?? image.id
    imageEvent(engine, 'save', id, id, image)
  }
  if (engine.profile.storage.containerdStore) return writeTar(containerdBundle(exports))
  return writeTar(graphBundle(exports, name => shownName(engine, name)))
}

/** What a name stands for: moby daemon/containerd/image_exporter.go. */
const containerdExports = (engine: Engine, name: string, platforms: readonly Platform[]): Export[] => {
  const found = resolved(engine, name)
  const isId = found !== undefined && (isIdOf(found, name) || name.includes('@'))
  const reference = isId ? undefined : parseReference(name)
  const isNameOnly = reference && reference.tag === undefined && reference.digest === undefined
  if (reference && isNameOnly) {
    const tagged = engine.images.inRepository(repositoryName(reference))
    if (tagged.length === 0) engine.images.resolve(name)
    return tagged.map(each => containerdExport(engine, engine.images.resolve(each), [each], platforms))
  }
  const image = found ?? engine.images.resolve(name)
  return [containerdExport(engine, image, reference ? [fullName(reference)] : [], platforms)]
}

const containerdExport = (
  engine: Engine,
  image: Image,
  names: readonly string[],
  platforms: readonly Platform[],
): Export => {
  const [platform] = platforms
  if (!platform || platforms.length > 1) return { image, names }
  const only = wrapped('no suitable export target found', () =>
    selectPlatform(engine, image, names[0] ?? image.id, platform),
  )
  return { image, only: image.index && only, names }
}

/** The same with graph drivers: moby daemon/internal/image/tarexport/save.go; texts seen with 28.5.2. */
const graphExports = (engine: Engine, name: string, platforms: readonly Platform[]): Export[] => {
  const exports = graphNames(engine, name)
  for (const { image } of exports) {
    const [platform] = platforms
    if (platform && !matchesPlatform(image.platform, platform))
      throw internal(`no suitable export target found for platform ${formatPlatform(platform)}`)
    if (image.layers.length === 0) throw internal('empty export - not implemented')
  }
  return exports
}

const graphNames = (engine: Engine, name: string): Export[] => {
  const found = resolved(engine, name, internal)
  if (found && isIdOf(found, name)) return [{ image: found, names: [] }]
  const reference = parseReference(name)
  if (reference.digest !== undefined || reference.tag !== undefined) {
    if (!found) throw notFound('reference does not exist')
    return [{ image: found, names: reference.digest === undefined ? [fullName(reference)] : [] }]
  }
  const tagged = engine.images.inRepository(repositoryName(reference))
  if (tagged.length === 0) throw notFound(`No such image: ${familiarRepository(reference)}`)
  return tagged.map(each => ({ image: engine.images.resolve(each), names: [each] }))
}

const mergedByImage = (exports: readonly Export[]): Export[] => {
  const merged = new Map<Image, Export>()
  for (const { image, names } of exports)
    merged.set(image, { image, names: [...new Set([...(merged.get(image)?.names ?? []), ...names])] })
  return [...merged.values()]
}

/** `malformed` is the kind of failure that a name is which is none. */
const resolved = (engine: Engine, name: string, malformed = invalid): Image | undefined => {
  try {
    return engine.images.resolve(name)
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    if (error.kind === 'not-found') return undefined
    throw malformed(error.message)
  }
}
