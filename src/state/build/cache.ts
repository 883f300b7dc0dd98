import type { ContainerConfig } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import type { Image } from '../image/entity.ts'
import { formatPlatform } from '../image/platform.ts'

/** What builds have made, so that the next one need not make it again. */
export interface BuildCache {
  /** The newest image that a step has made of a parent (`''`: of nothing). */
  find(parentId: string, config: ContainerConfig, platform: Image['platform']): Image | undefined
  add(image: Image, config: ContainerConfig): void
  /** What is remembered, by keys that only the cache can read. */
  readonly memory: Map<string, Image>
}

/** In the order of names, and without what is not set: two that mean the same give the same text. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value) || value === null || typeof value !== 'object') return value
  return Object.entries(value)
    .filter(([, each]) => !isEmpty(each))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, canonical(each)])
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  value === 0 ||
  (Array.isArray(value) && value.length === 0)

/** All of a configuration but what is a single container's own (moby daemon/internal/image/cache/compare.go). */
const keyOf = (parentId: string, config: ContainerConfig, platform: Image['platform']): string => {
  const { Image: _image, Hostname: _hostname, Domainname: _domainname, MacAddress: _address, ...compared } = config
  return JSON.stringify([parentId, formatPlatform(platform), canonical(compared)])
}

/** When half of what is remembered may be gone, it is looked through. */
const sweepFloor = 256

export const createBuildCache = (isStored: (image: Image) => boolean): BuildCache => {
  const images = new Map<string, Image>()
  let sweepAt = sweepFloor
  const sweep = (): void => {
    for (const [key, image] of images) if (!isStored(image)) images.delete(key)
    sweepAt = Math.max(sweepFloor, images.size * 2)
  }
  return {
    memory: images,
    find(parentId, config, platform) {
      const image = images.get(keyOf(parentId, config, platform))
      return image && isStored(image) ? image : undefined
    },
    add(image, config) {
      images.set(keyOf(image.parentId, config, image.platform), image)
      if (images.size >= sweepAt) sweep()
    },
  }
}

/** Whether a step is in the cache: once one was not, none of its stage is looked for any more. */
export interface CacheProbe {
  find(parent: Image | undefined, config: ContainerConfig, platform: Image['platform']): Image | undefined
}

const nothing: CacheProbe = { find: () => undefined }

export interface ProbeOptions {
  readonly noCache: boolean
  /** Only what these images were made of counts, when there are any. */
  readonly cacheFrom: readonly string[]
}

export const createProbe = (engine: Engine, { noCache, cacheFrom }: ProbeOptions): CacheProbe => {
  if (noCache) return nothing
  const sources = cacheFrom.length > 0 ? ancestry(engine, cacheFrom) : undefined
  let isBroken = false
  return {
    find(parent, config, platform) {
      if (isBroken) return undefined
      const found = engine.builds.find(parent?.id ?? '', config, platform)
      const image = found && (!sources || sources.has(found.id)) ? found : undefined
      isBroken = image === undefined
      return image
    },
  }
}

/** The images that are named, as far as they are here, and all that they were made of. */
const ancestry = (engine: Engine, references: readonly string[]): ReadonlySet<string> => {
  const ids = new Set<string>()
  for (const reference of references) {
    for (
      let image = resolved(engine, reference);
      image && !ids.has(image.id);
      image = engine.images.get(image.parentId)
    )
      ids.add(image.id)
  }
  return ids
}

const resolved = (engine: Engine, reference: string): Image | undefined => {
  try {
    return engine.images.resolve(reference)
  } catch {
    return undefined
  }
}
