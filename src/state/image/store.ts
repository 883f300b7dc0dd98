import type { Clock } from '../clock.ts'
import { invalid, notFound } from '../error.ts'
import type { Tree } from '../filesystem/contract.ts'
import { createTree } from '../filesystem/tree.ts'
import { createSetIndex } from '../set-index.ts'
import { chainOf } from './chain.ts'
import type { Layer } from './content/layer.ts'
import type { Image } from './entity.ts'
import { digestPrefix, hexOf } from './identifier.ts'
import { repositoryOf } from './names.ts'
import {
  familiarName,
  fullName,
  type ImageReference,
  isShort,
  parseReference,
  repositoryName,
  withDefaultTag,
} from './reference.ts'

/** The images of an engine, indexed by everything that requests look them up by. */
export interface ImageStore {
  readonly size: number
  all(): IterableIterator<Image>
  get(id: string): Image | undefined
  /** The image that a name, a digest or an id prefix stands for; throws `No such image: x:latest`. */
  resolve(reference: string): Image
  /** The full name that a client means by one. */
  fullNameOf(name: string): string
  /** Under which full name `reference` is stored, when it is a name. */
  tagged(reference: ImageReference): Image | undefined
  add(image: Image): void
  remove(image: Image): void
  /** Puts an image of the same id, names and digests in the place of another. */
  replace(image: Image, by: Image): void
  /** Points a name at an image; whoever had it loses it. */
  tag(image: Image, fullName: string): void
  /** Notes the digest by which a registry knows an image, under its repository. */
  pin(image: Image, fullName: string): void
  /** Takes a name away, one with a tag or one with a digest. */
  untag(image: Image, fullName: string): void
  /** The names in full that a repository's tags have here, in order. */
  inRepository(repository: string): string[]
  /** Which images have a stack of layers, by its chain id. */
  withChain(chainId: string): ReadonlySet<Image>
  /** Which images have a layer. */
  withLayer(diffId: string): ReadonlySet<Image>
  /** A layer that some image has, by the digest of its blob. */
  layer(digest: string): Layer | undefined
  /** Which images were committed on top of one. */
  children(id: string): ReadonlySet<Image>
  /** The files of layers on top of each other. */
  tree(layers: readonly Layer[]): Tree
}

const shortIdPattern = /^[0-9a-f]{4,64}$/
/** Length of the id prefix that groups images, so that a prefix looks only at its own few. */
const bucketDigits = 4

/**
 * `localDomain`: whose images short names mean first, when it has them. `keepsDigests`: whether an image keeps the digest of a repository when the last tag of that repository leaves it, as
 * it does with graph drivers.
 */
export const createImageStore = (clock: Clock, keepsDigests = true, localDomain?: string): ImageStore => {
  const byId = new Map<string, Image>()
  const byName = new Map<string, Image>()
  const pins = new Map<string, Image>()
  const repositories = createSetIndex<string, string>()
  const buckets = createSetIndex<string, Image>()
  const layers = createSetIndex<string, Image>()
  const chains = createSetIndex<string, Image>()
  const blobs = createSetIndex<string, Image>()
  const children = createSetIndex<string, Image>()
  const trees = createTrees(clock)

  const index = (verb: 'add' | 'remove', image: Image): void => {
    buckets[verb](hexOf(image.id).slice(0, bucketDigits), image)
    for (const layer of allLayers(image)) {
      layers[verb](layer.diffId, image)
      blobs[verb](layer.blob.digest, image)
    }
    for (const chainId of stacksOf(image).flatMap(chainOf)) {
      chains[verb](chainId, image)
      if (chains.get(chainId).size === 0) trees.forget(chainId)
    }
    if (image.parentId !== '') children[verb](image.parentId, image)
  }

  const forget = (name: string): void => {
    byName.delete(name)
    repositories.remove(repositoryOf(name), name)
  }

  const leave = (image: Image, name: string): void => {
    image.references.delete(name)
    const repository = repositoryOf(name)
    if (keepsDigests || [...image.references].some(each => repositoryOf(each) === repository)) return
    for (const digest of [...image.digests]) if (repositoryOf(digest) === repository) unpin(image, digest)
  }

  const unpin = (image: Image, name: string): boolean => {
    if (pins.get(name) === image) pins.delete(name)
    return image.digests.delete(name)
  }

  /** By a repository and a digest: a containerd store knows the digest of whatever it has a name for. */
  const pinned = (reference: ImageReference): Image | undefined => {
    const repository = repositoryName(reference)
    if (keepsDigests) return pins.get(`${repository}@${reference.digest}`)
    const image = byId.get(reference.digest ?? '')
    const isNamed = image && [...image.references, ...image.digests].some(name => repositoryOf(name) === repository)
    return isNamed ? image : undefined
  }

  /** What a name means, once it says whose it is and which tag. */
  const meant = (text: string): ImageReference => {
    const local = localDomain !== undefined && isShort(text) ? parsedReference(`${localDomain}/${text}`) : undefined
    return local && byName.has(fullName(local)) ? local : parsedReference(text)
  }

  return {
    get size() {
      return byId.size
    },
    all: () => byId.values(),
    get: id => byId.get(id),
    fullNameOf: name => fullName(meant(name)),
    tagged: reference => byName.get(fullName(withDefaultTag(reference))),
    resolve(text) {
      const hex = hexOf(text)
      const exact = byId.get(`${digestPrefix}${hex}`)
      if (exact) return exact
      const reference = isName(text) ? meant(text) : undefined
      const named = reference && (reference.digest === undefined ? byName.get(fullName(reference)) : pinned(reference))
      if (named) return named
      const found = shortIdPattern.test(hex)
        ? [...buckets.get(hex.slice(0, bucketDigits))].filter(({ id }) => hexOf(id).startsWith(hex))
        : []
      if (found.length > 1) throw notFound('ambiguous reference')
      const only = found[0]
      if (only) return only
      throw notFound(`No such image: ${reference ? familiarName(reference) : `${digestPrefix}${hex}`}`)
    },
    add(image) {
      byId.set(image.id, image)
      index('add', image)
    },
    remove(image) {
      if (!byId.delete(image.id)) return
      index('remove', image)
      for (const name of image.references) forget(name)
      for (const name of image.digests) pins.delete(name)
    },
    replace(image, by) {
      index('remove', image)
      byId.set(by.id, by)
      index('add', by)
      for (const name of by.references) byName.set(name, by)
      for (const name of by.digests) pins.set(name, by)
    },
    tag(image, name) {
      const before = byName.get(name)
      if (before && before !== image) leave(before, name)
      byName.set(name, image)
      repositories.add(repositoryOf(name), name)
      image.references.add(name)
      image.lastTaggedAt = clock.now()
    },
    pin(image, name) {
      image.digests.add(name)
      pins.set(name, image)
    },
    untag(image, name) {
      if (unpin(image, name)) return
      leave(image, name)
      if (byName.get(name) === image) forget(name)
    },
    inRepository: repository => [...repositories.get(repository)].sort(),
    withChain: chainId => chains.get(chainId),
    withLayer: diffId => layers.get(diffId),
    layer(digest) {
      const [holder] = blobs.get(digest)
      return holder && allLayers(holder).find(({ blob }) => blob.digest === digest)
    },
    children: id => children.get(id),
    tree: trees.of,
  }
}

/** The layers of every platform that is here. */
const stacksOf = (image: Image): (readonly Layer[])[] => [
  ...new Set([image.layers, ...image.manifests.flatMap(entry => (entry.image ? [entry.image.layers] : []))]),
]

const allLayers = (image: Image): Layer[] => stacksOf(image).flat()

/** Trees are shared by stack of layers: an image on top of another starts from its files. */
const createTrees = (clock: Clock) => {
  const trees = new Map<string, Tree>()
  const of = (layers: readonly Layer[]): Tree => {
    const id = chainOf(layers).at(-1) ?? ''
    const known = trees.get(id)
    if (known) return known
    const top = layers.at(-1)
    const tree = top ? of(layers.slice(0, -1)).fork() : createTree([], clock.now)
    if (top) tree.apply(top.entries())
    trees.set(id, tree)
    return tree
  }
  return { of, forget: (chainId: string): boolean => trees.delete(chainId) }
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

/** Whether it is no id. A malformed name is the client's mistake. */
const isName = (text: string): boolean => {
  if (text === '') throw invalid('invalid reference format')
  return !text.startsWith(digestPrefix) && !/^[0-9a-f]{64}$/.test(text)
}
