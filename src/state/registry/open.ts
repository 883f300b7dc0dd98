import { compressedBytes, type RemoteImage, remoteImage } from '../image/catalogue/image.ts'
import { repositories as catalogue } from '../image/catalogue/repositories.ts'
import { type Descriptor, descriptorOf } from '../image/content/content.ts'
import { endpointOf, hub } from './endpoint.ts'
import { RegistryError } from './error.ts'
import { isAccount, mayPush, wrongPassword } from './hub.ts'
import { move } from './line.ts'
import type { Part, Place, Registry, Shelf, ShelfRepository } from './registry.ts'

/**
 * A registry in memory for every domain at once: Docker Hub with the images of the catalogue and whatever is pushed to
 * it; any other domain has what was pushed to it, and no access control, as registry 2 when it is not configured.
 */
export const createOpenRegistry = (): Registry => {
  const repositories = new Map<string, ShelfRepository>()
  const shelf: Shelf = { repositories, documents: new Map(), layers: new Map(), claimedBytes: new Map() }
  const nameOf = ({ domain, path }: Pick<Place, 'domain' | 'path'>): string => `${domain}/${path}`

  const known = (place: Pick<Place, 'domain' | 'path'>): ShelfRepository => {
    const name = nameOf(place)
    const repository = repositories.get(name) ?? { tags: new Map(), contents: new Set() }
    repositories.set(name, repository)
    return repository
  }
  const toRead = (place: Place): ShelfRepository => {
    if (repositories.has(nameOf(place)) || (place.domain === hub && catalogue.has(place.path))) return known(place)
    if (place.domain === hub) throw new RegistryError({ kind: 'denied' })
    return { tags: new Map(), contents: new Set() }
  }
  const toWrite = (place: Place): ShelfRepository => {
    if (place.domain === hub && !mayPush(place)) throw new RegistryError({ kind: 'denied' })
    return known(place)
  }
  const named = (place: Place, tagOrDigest: string): Descriptor | undefined => {
    const { contents, tags } = toRead(place)
    const stored = tags.get(tagOrDigest) ?? (contents.has(tagOrDigest) && describe(shelf, tagOrDigest))
    return stored || (place.domain === hub ? fromCatalogue(shelf, contents, place.path, tagOrDigest) : undefined)
  }

  return {
    shelf,
    isSimulated: () => true,
    ping: () => undefined,
    resolve(place, tagOrDigest) {
      const descriptor = named(place, tagOrDigest)
      if (!descriptor) throw missing(place, `manifests/${tagOrDigest}`, 'MANIFEST_UNKNOWN', 'manifest unknown')
      return descriptor
    },
    tags(place) {
      const stored = [...toRead(place).tags.keys()]
      const stock = place.domain === hub ? (catalogue.get(place.path)?.tags ?? []) : []
      const all = [...new Set([...stored, ...stock])]
      if (all.length > 0) return all
      throw missing(place, 'tags/list', 'NAME_UNKNOWN', 'repository name not known to registry')
    },
    document(place, { digest }) {
      const content = shelf.documents.get(digest)
      if (!content) throw missing(place, `blobs/${digest}`, 'BLOB_UNKNOWN', 'blob unknown to registry')
      return content
    },
    *layer(place, { digest }) {
      const layer = shelf.layers.get(digest)
      if (!layer) throw missing(place, `blobs/${digest}`, 'BLOB_UNKNOWN', 'blob unknown to registry')
      yield* move(shelf.claimedBytes.get(digest) ?? layer.blob.sizeBytes)
      return layer
    },
    *send(place, part, from) {
      const { contents } = toWrite(place)
      const { digest } = part.blob
      if (contents.has(digest)) return { how: 'present' }
      const source = from.find(path => repositories.get(nameOf({ ...place, path }))?.contents.has(digest))
      contents.add(digest)
      if (source !== undefined) return { how: 'mounted', from: source }
      if (part.layer) yield* move(part.blob.sizeBytes)
      keep(shelf, part)
      return { how: 'sent' }
    },
    publish(place, manifest, tag) {
      const { contents, tags } = toWrite(place)
      contents.add(manifest.digest)
      shelf.documents.set(manifest.digest, manifest)
      if (tag !== undefined) tags.set(tag, descriptorOf(manifest))
    },
    login(domain, { username, password }) {
      if (domain === hub && !isAccount(username, password)) throw wrongPassword(domain)
      return ''
    },
  }
}

const missing = ({ domain, path }: Place, what: string, code: string, message: string): RegistryError =>
  new RegistryError({
    kind: 'missing',
    method: 'GET',
    url: `${endpointOf(domain)}/v2/${path}/${what}`,
    complaints: [{ code, message, detail: { name: path } }],
  })

const describe = (shelf: Shelf, digest: string): Descriptor | undefined => {
  const content = shelf.documents.get(digest)
  return content && descriptorOf(content)
}

const keep = (shelf: Shelf, { blob, layer }: Part): void => {
  if (layer) shelf.layers.set(blob.digest, layer)
  else shelf.documents.set(blob.digest, blob)
}

/** Puts an image of the catalogue where it would be if it had been pushed. */
const stock = (shelf: Shelf, contents: Set<string>, { index, images }: RemoteImage): void => {
  const documents = [index, ...images.flatMap(({ configuration, manifest }) => [configuration, manifest])]
  for (const document of documents) {
    shelf.documents.set(document.digest, document)
    contents.add(document.digest)
  }
  for (const layer of images.flatMap(({ layers }) => layers)) {
    shelf.layers.set(layer.blob.digest, layer)
    shelf.claimedBytes.set(layer.blob.digest, compressedBytes(layer.sizeBytes))
    contents.add(layer.blob.digest)
  }
}

const fromCatalogue = (
  shelf: Shelf,
  contents: Set<string>,
  path: string,
  tagOrDigest: string,
): Descriptor | undefined => {
  const repository = catalogue.get(path)
  const isDigest = tagOrDigest.includes(':')
  for (const tag of isDigest ? (repository?.tags ?? []) : [tagOrDigest]) {
    const variant = repository?.variant(tag)
    if (!repository || !variant) continue
    const remote = remoteImage(repository, variant)
    const documents = [remote.index, ...remote.images.map(({ manifest }) => manifest)]
    const content = isDigest ? documents.find(({ digest }) => digest === tagOrDigest) : remote.index
    if (!content) continue
    stock(shelf, contents, remote)
    return descriptorOf(content)
  }
  return undefined
}
