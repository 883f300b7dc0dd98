import type { Requirement } from '../../requirement.ts'
import { archiveRequirements } from './archive.ts'
import { attachRequirements } from './attach.ts'
import { createRequirements } from './create.ts'
import { containerDeleteRequirements } from './delete.ts'
import { everyStateRequirements } from './every-state.ts'
import { containerInspectRequirements } from './inspect.ts'
import { killRequirements } from './kill.ts'
import { lifecycleRequirements } from './lifecycle.ts'
import { containerListRequirements } from './list.ts'
import { listFilterRequirements } from './list-filters.ts'
import { logRequirements } from './logs.ts'
import { mountRequirements } from './mounts.ts'
import { containerNetworkRequirements } from './network.ts'
import { renameRequirements } from './rename.ts'
import { resizeRequirements } from './resize.ts'
import { restartPolicyRequirements } from './restart-policy.ts'
import { settingEdgeRequirements } from './setting-edges.ts'
import { settingRequirements } from './settings.ts'
import { startRequirements } from './start.ts'
import { statsRequirements } from './stats.ts'
import { stopRequirements } from './stop.ts'
import { waitRequirements } from './wait.ts'

/** What a container is made with, how it lives and ends, and what is told of it. */
export const containerRequirements: readonly Requirement[] = [
  ...createRequirements,
  ...settingEdgeRequirements,
  ...settingRequirements,
  ...mountRequirements,
  ...containerNetworkRequirements,
  ...containerInspectRequirements,
  ...lifecycleRequirements,
  ...everyStateRequirements,
  ...startRequirements,
  ...stopRequirements,
  ...killRequirements,
  ...waitRequirements,
  ...restartPolicyRequirements,
  ...renameRequirements,
  ...containerDeleteRequirements,
  ...containerListRequirements,
  ...listFilterRequirements,
  ...logRequirements,
  ...attachRequirements,
  ...resizeRequirements,
  ...statsRequirements,
  ...archiveRequirements,
]
