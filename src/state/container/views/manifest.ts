import type { OCIDescriptor } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { descriptorOf } from '../../image/content/content.ts'
import type { Container } from '../entity.ts'

/** Which manifest of its image a container runs: only containerd's store tells, and only while it has the image. */
export const manifestDescriptor = (engine: Engine, { imageId, platform }: Container): OCIDescriptor | undefined => {
  if (!engine.profile.storage.containerdStore) return undefined
  const image = engine.images.get(imageId)
  if (!image) return undefined
  return {
    ...descriptorOf(image.manifest),
    platform: {
      architecture: platform.architecture,
      os: platform.os,
      ...(platform.variant && { variant: platform.variant }),
    },
  }
}
