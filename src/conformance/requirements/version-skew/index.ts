import type { Requirement } from '../../requirement.ts'
import { skew } from './change.ts'
import { containerChanges } from './container.ts'
import { creationChanges } from './creation.ts'
import { imageChanges } from './image.ts'
import { otherChanges } from './other.ts'

/** Clients that name an older version of the API are served as they were then. */
export const versionSkewRequirements: readonly Requirement[] = [
  ...containerChanges,
  ...creationChanges,
  ...imageChanges,
  ...otherChanges,
].map(skew)
