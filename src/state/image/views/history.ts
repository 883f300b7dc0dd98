import type { ImageHistoryResponseItem } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { unixSeconds } from '../../time.ts'
import type { Image } from '../entity.ts'
import { shownName, storedNames, tagsOf } from '../names.ts'
import type { Platform } from '../platform.ts'
import { selectPlatform } from '../select.ts'

/** `GET /images/{name}/history`, newest first. Lines of images that are here have their id and names. */
export const imageHistory = (engine: Engine, name: string, platform?: Platform): ImageHistoryResponseItem[] => {
  const image = engine.images.resolve(name)
  const { history, layers } = selectPlatform(engine, image, name, platform)
  const ancestors = lineage(engine, image)
  let layer = layers.length
  return [...history].reverse().map((entry, index) => {
    if (!entry.emptyLayer) layer--
    const made = ancestors[index]
    const tags = made ? namesOf(engine, made) : []
    return {
      Id: made?.id ?? '<missing>',
      Created: unixSeconds(entry.createdAt),
      CreatedBy: entry.createdBy,
      Tags: tags.length === 0 ? null : tags,
      Size: entry.emptyLayer ? 0 : (layers[layer]?.sizeBytes ?? 0),
      Comment: entry.comment,
    }
  })
}

/** The image, its parent and so on, as far as they are here. */
const lineage = (engine: Engine, image: Image): Image[] => {
  const found: Image[] = []
  for (let at: Image | undefined = image; at && !found.includes(at); at = engine.images.get(at.parentId)) found.push(at)
  return found
}

const namesOf = (engine: Engine, image: Image): string[] =>
  (engine.profile.storage.containerdStore ? storedNames(image) : tagsOf(image)).map(name => shownName(engine, name))
