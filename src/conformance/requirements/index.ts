import type { Requirement } from '../requirement.ts'
import { containerRequirements } from './container/index.ts'
import { eventRequirements } from './events/index.ts'
import { execRequirements } from './exec/index.ts'
import { imageRequirements } from './image/index.ts'
import { laws } from './laws/index.ts'
import { networkRequirements } from './network/index.ts'
import { pluginRequirements } from './plugin.ts'
import { systemRequirements } from './system/index.ts'
import { versionSkewRequirements } from './version-skew/index.ts'
import { volumeRequirements } from './volume/index.ts'

/** Every claim of the suite, in the order in which it is asked: by topic, then across topics, then of older clients. */
export const requirements: readonly Requirement[] = [
  ...systemRequirements,
  ...containerRequirements,
  ...execRequirements,
  ...imageRequirements,
  ...networkRequirements,
  ...volumeRequirements,
  ...eventRequirements,
  ...pluginRequirements,
  ...laws,
  ...versionSkewRequirements,
]
