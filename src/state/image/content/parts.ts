import type { Image, PlatformImage } from '../entity.ts'
import type { Content } from './content.ts'

export const contentsOf = ({ manifest, configuration, layers }: PlatformImage): Content[] => [
  manifest,
  configuration,
  ...layers.map(({ blob }) => blob),
]

/** Everything of an image that is here. */
export const allContents = (image: Image): Content[] => [
  ...(image.index ? [image.index] : []),
  ...image.manifests.flatMap(({ image: each, other }) => {
    if (each) return contentsOf(each)
    return other ? [other.manifest, ...other.parts] : []
  }),
]
