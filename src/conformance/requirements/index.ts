import type { Requirement } from '../requirement.ts'
import { archiveRequirements } from './archive.ts'
import { atOnceRequirements } from './at-once.ts'
import { commandLaws } from './command-laws.ts'
import { committedImageRequirements } from './committed-image.ts'
import { createRequirements } from './create.ts'
import { defaultRequirements } from './defaults.ts'
import { edgeRequirements } from './edges.ts'
import { eventRequirements } from './events.ts'
import { commandEventRequirements } from './events-of-commands.ts'
import { execRequirements } from './exec.ts'
import { filterLaws } from './filter-laws.ts'
import { imageRequirements } from './image.ts'
import { lifecycleRequirements } from './lifecycle.ts'
import { listRequirements } from './list.ts'
import { loadedImageRequirements } from './loaded-image.ts'
import { lookupRequirements } from './lookup.ts'
import { moreCellRequirements } from './more-cells.ts'
import { networkRequirements } from './network.ts'
import { oddRequirements } from './odd-requests.ts'
import { otherEventRequirements } from './other-events.ts'
import { otherRouteRequirements } from './other-routes.ts'
import { pluginRequirements } from './plugin.ts'
import { reportedRequirements } from './reported.ts'
import { streamLaws } from './stream-laws.ts'
import { streamRequirements } from './streams.ts'
import { systemRequirements } from './system.ts'
import { systemDetailRequirements } from './system-details.ts'
import { versionSkewRequirements } from './version-skew/index.ts'
import { volumeRequirements } from './volume.ts'
import { waitRequirements } from './wait.ts'

/** Every claim of the suite, in the order in which it is asked. */
export const requirements: readonly Requirement[] = [
  ...systemRequirements,
  ...lookupRequirements,
  ...createRequirements,
  ...defaultRequirements,
  ...edgeRequirements,
  ...lifecycleRequirements,
  ...waitRequirements,
  ...execRequirements,
  ...streamRequirements,
  ...listRequirements,
  ...eventRequirements,
  ...otherEventRequirements,
  ...commandEventRequirements,
  ...archiveRequirements,
  ...networkRequirements,
  ...volumeRequirements,
  ...imageRequirements,
  ...reportedRequirements,
  ...oddRequirements,
  ...systemDetailRequirements,
  ...commandLaws,
  ...filterLaws,
  ...streamLaws,
  ...moreCellRequirements,
  ...committedImageRequirements,
  ...loadedImageRequirements,
  ...pluginRequirements,
  ...otherRouteRequirements,
  ...atOnceRequirements,
  ...versionSkewRequirements,
]
