import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'
import type { Image } from './entity.ts'
import type { Platform } from './platform.ts'

/** One thing that was taken away: a name, an image or a layer. */
export interface Removal {
  readonly Untagged?: string
  readonly Deleted?: string
}

export interface RemoveOptions {
  /** Even when containers that do not run use it, or several names lead to it. */
  readonly force: boolean
  /** Take along what was only a step on the way to it. */
  readonly prune: boolean
  /** Only these of its platforms. */
  readonly platforms: readonly Platform[]
}

/** The containers that stand on an image or have it mounted. */
export const usersOf = (engine: Engine, image: Image): Container[] => [
  ...engine.containers.ofImage(image.id),
  ...[...engine.containers.mounting(image.id)].filter(({ imageId }) => imageId !== image.id),
]
