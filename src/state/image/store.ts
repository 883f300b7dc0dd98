import type { Clock } from '../clock.ts'
import { invalid, notFound } from '../error.ts'
import type { Tree } from '../filesystem/contract.ts'
import { createTree } from '../filesystem/tree.ts'
import type { RemoteImage } from './catalogue/image.ts'
import type { Image } from './entity.ts'
import {
  familiarName,
  fullName,
  type ImageReference,
  parseReference,
  repositoryName,
  withDefaultTag,
} from './reference.ts'

/** The images of an engine, by id and by name. */
export interface ImageStore {
  readonly size: number
  all(): IterableIterator<Image>
  get(id: string): Image | undefined
  /** The image that a name, a digest or an id prefix stands for; throws `No such image: x:latest`. */
  resolve(reference: string): Image
  /** Under which full name `reference` is stored, when it is a name. */
  tagged(reference: ImageReference): Image | undefined
  add(image: Image): void
  remove(image: Image): void
  /** Points a name at an image; whoever had it loses it. */
  tag(image: Image, fullName: string): void
  untag(fullName: string): void
  /** Stores what came from a registry, or finds it already there. */
  receive(remote: RemoteImage): Image
}

const shortIdPattern = /^[0-9a-f]{4,64}$/
const digestPrefix = 'sha256:'

export const createImageStore = (clock: Clock): ImageStore => {
  const byId = new Map<string, Image>()
  const byName = new Map<string, Image>()
  const trees = new Map<string, Tree>()

  /** By the digest of its configuration or manifest; the image's id is one of its digests, too. */
  const aliases = new Map<string, Image>()
  const byDigest = (digest: string): Image | undefined => byId.get(digest) ?? aliases.get(digest)

  /** Trees are shared by chain of layers: an image on top of another starts from its files. */
  const treeOf = (layers: Image['layers']): Tree => {
    const chain = layers.map(({ diffId }) => diffId).join(' ')
    const known = trees.get(chain)
    if (known) return known
    const top = layers.at(-1)
    const tree = top ? treeOf(layers.slice(0, -1)).fork() : createTree([], clock.now)
    if (top) tree.apply(top.entries())
    trees.set(chain, tree)
    return tree
  }

  const store: ImageStore = {
    get size() {
      return byId.size
    },
    all: () => byId.values(),
    get: id => byId.get(id),
    tagged: reference => byName.get(fullName(withDefaultTag(reference))),
    resolve(text) {
      const digest = text.startsWith(digestPrefix) ? text : `${digestPrefix}${text}`
      const exact = byDigest(digest)
      if (exact) return exact
      const reference = nameOf(text)
      if (reference) {
        const named = byName.get(fullName(reference))
        if (named) return named
        const pinned = reference.digest === undefined ? undefined : byDigest(reference.digest)
        if (pinned && hasRepository(pinned, repositoryName(reference))) return pinned
      }
      const hex = text.startsWith(digestPrefix) ? text.slice(digestPrefix.length) : text
      const found = shortIdPattern.test(hex)
        ? [...byId.values()].filter(({ id }) => id.startsWith(`${digestPrefix}${hex}`))
        : []
      if (found.length > 1) throw notFound('ambiguous reference')
      const only = found[0]
      if (only) return only
      throw notFound(`No such image: ${reference ? familiarName(reference) : text}`)
    },
    add(image) {
      byId.set(image.id, image)
      aliases.set(image.configDigest, image)
      aliases.set(image.manifestDigest, image)
    },
    remove(image) {
      byId.delete(image.id)
      aliases.delete(image.configDigest)
      aliases.delete(image.manifestDigest)
      for (const name of image.references) byName.delete(name)
    },
    tag(image, name) {
      byName.get(name)?.references.delete(name)
      byName.set(name, image)
      image.references.add(name)
      image.lastTaggedAt = clock.now()
    },
    untag(name) {
      byName.get(name)?.references.delete(name)
      byName.delete(name)
    },
    receive(remote) {
      const known = byId.get(remote.indexDigest)
      if (known) return known
      const image: Image = {
        id: remote.indexDigest,
        configDigest: remote.configDigest,
        manifestDigest: remote.manifestDigest,
        createdAt: remote.createdAt,
        config: remote.config,
        platform: remote.platform,
        author: '',
        comment: '',
        parentId: '',
        layers: remote.layers,
        history: remote.history,
        references: new Set(),
        digests: new Set(),
        lastTaggedAt: undefined,
        tree: () => treeOf(remote.layers),
        sizeBytes: remote.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      }
      store.add(image)
      return image
    },
  }
  return store
}

/** Names that were resolved, taken apart: lists ask for the same ones again and again. */
const parsed = new Map<string, ImageReference>()
const parsedMax = 1000

const parsedReference = (text: string): ImageReference => {
  const known = parsed.get(text)
  if (known) return known
  const reference = withDefaultTag(parseReference(text))
  if (parsed.size < parsedMax) parsed.set(text, reference)
  return reference
}

/** A name with its tag, or undefined for what can only be an id. A malformed name is the client's mistake. */
const nameOf = (text: string): ImageReference | undefined => {
  if (text.startsWith(digestPrefix) || /^[0-9a-f]{64}$/.test(text)) return undefined
  if (text === '') throw invalid('invalid reference format')
  return parsedReference(text)
}

const hasRepository = (image: Image, repository: string): boolean =>
  [...image.references, ...image.digests].some(
    name => name.startsWith(`${repository}:`) || name.startsWith(`${repository}@`),
  )
