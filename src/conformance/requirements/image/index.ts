import type { Requirement } from '../../requirement.ts'
import { imageArchiveRequirements } from './archive.ts'
import { buildRequirements } from './build.ts'
import { commitRequirements } from './commit.ts'
import { imageDeleteRequirements } from './delete.ts'
import { imageInspectRequirements } from './inspect.ts'
import { imageListRequirements } from './list.ts'
import { registryRequirements } from './registry.ts'
import { tagRequirements } from './tag.ts'

/** Images: their names, where they come from, and how they go. None is removed that others may use. */
export const imageRequirements: readonly Requirement[] = [
  ...tagRequirements,
  ...imageInspectRequirements,
  ...imageListRequirements,
  ...commitRequirements,
  ...imageArchiveRequirements,
  ...buildRequirements,
  ...registryRequirements,
  ...imageDeleteRequirements,
]
