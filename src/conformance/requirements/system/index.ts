import type { Requirement } from '../../requirement.ts'
import { authRequirements } from './auth.ts'
import { dataUsageRequirements } from './data-usage.ts'
import { debugRequirements } from './debug.ts'
import { infoRequirements } from './info.ts'
import { optionsRequirements } from './options.ts'
import { pingRequirements } from './ping.ts'
import { versionRequirements } from './version.ts'

/** What the daemon tells of itself. */
export const systemRequirements: readonly Requirement[] = [
  ...pingRequirements,
  ...versionRequirements,
  ...infoRequirements,
  ...dataUsageRequirements,
  ...authRequirements,
  ...optionsRequirements,
  ...debugRequirements,
]
