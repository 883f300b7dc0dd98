import type { OCIDescriptor } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { descriptorOf } from '../../image/content/content.ts'
import { matchesPlatform } from '../../image/platform.ts'
import type { Container } from '../entity.ts'

/** Which manifest of its image a container runs: only containerd's store tells, and only while it has the image. */
export const manifestDescriptor = (engine: Engine, { imageId, platform }: Container): OCIDescriptor | undefined => {
  if (!engine.profile.storage.containerdStore) return undefined
  const image = engine.images.get(imageId)
  if (!image) return undefined
  const run = image.manifests.flatMap(entry => entry.image ?? []).find(each => matchesPlatform(each.platform, platform))
  return {
    ...descriptorOf((run ?? image).manifest),
    platform: {
      architecture: platform.architecture,
      os: platform.os,
      ...(platform.variant && { variant: platform.variant }),
    },
  }
}
