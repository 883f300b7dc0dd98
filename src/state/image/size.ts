import type { Engine } from '../engine.ts'
import { chainOf } from './chain.ts'
import type { Content } from './content/content.ts'
import { allContents, contentsOf } from './content/parts.ts'
import type { Image, IndexEntry, PlatformImage } from './entity.ts'

/** What an image takes up. A containerd store counts what it keeps packed as well as what it has unpacked. */

const sum = (numbers: Iterable<number>): number => {
  let total = 0
  for (const number of numbers) total += number
  return total
}

export const unpackedBytes = ({ layers }: PlatformImage): number => sum(layers.map(({ sizeBytes }) => sizeBytes))

const contentBytes = (contents: readonly Content[]): number =>
  sum(new Map(contents.map(({ digest, sizeBytes }) => [digest, sizeBytes])).values())

/** Of what is here of one line of an index. */
export const lineBytes = ({ image, other }: IndexEntry): { content: number; unpacked: number } => {
  if (other) return { content: contentBytes([other.manifest, ...other.parts]), unpacked: 0 }
  if (!image) return { content: 0, unpacked: 0 }
  return { content: contentBytes(contentsOf(image)), unpacked: unpackedBytes(image) }
}

/** What `docker images` shows. */
export const totalBytes = (engine: Engine, image: Image): number => {
  if (!engine.profile.storage.containerdStore) return unpackedBytes(image)
  return sum(image.manifests.map(lineBytes).map(({ content, unpacked }) => content + unpacked))
}

/** What the platform that is shown takes up. */
export const shownBytes = (engine: Engine, image: Image, shown: PlatformImage): number => {
  const unpacked = unpackedBytes(shown)
  if (!engine.profile.storage.containerdStore) return unpacked
  const line = image.manifests.find(entry => entry.image?.manifest.digest === shown.manifest.digest)
  return line ? lineBytes(line).content + unpacked : unpacked
}

/** How many bytes of each image others of them have, too (moby computeSharedSize; daemon/images/image_list.go). */
export const sharedBytes = (engine: Engine, images: readonly Image[]): ((image: Image) => number) => {
  const holders = new Map<string, number>()
  const parts = new Map(images.map(image => [image, partsOf(engine, image)]))
  for (const own of parts.values()) for (const key of own.keys()) holders.set(key, (holders.get(key) ?? 0) + 1)
  return image =>
    sum([...(parts.get(image) ?? [])].map(([key, sizeBytes]) => ((holders.get(key) ?? 0) > 1 ? sizeBytes : 0)))
}

/** Everything of an image that takes up room, by a name that others would have for the same thing. */
export const partsOf = (engine: Engine, image: Image): Map<string, number> => {
  const parts = new Map<string, number>()
  for (const { layers } of [image, ...image.manifests.flatMap(entry => entry.image ?? [])])
    for (const [height, id] of chainOf(layers).entries()) parts.set(`layer ${id}`, layers[height]?.sizeBytes ?? 0)
  if (!engine.profile.storage.containerdStore) return parts
  for (const { digest, sizeBytes } of allContents(image)) parts.set(`blob ${digest}`, sizeBytes)
  return parts
}
