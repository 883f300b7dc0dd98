import type { Handlers } from '../answer.ts'
import { buildHandlers } from './build.ts'
import { checkpointHandlers } from './checkpoint.ts'
import { containerHandlers } from './container.ts'
import { debugHandlers } from './debug.ts'
import { distributionHandlers } from './distribution.ts'
import { execHandlers } from './exec.ts'
import { imageHandlers } from './image.ts'
import { networkHandlers } from './network.ts'
import { pluginHandlers } from './plugin.ts'
import { sessionHandlers } from './session.ts'
import { systemHandlers } from './system.ts'
import { unimplementedHandlers } from './unimplemented.ts'
import { volumeHandlers } from './volume.ts'

/** What is implemented, by tag. */
export const implemented = {
  ...systemHandlers,
  ...containerHandlers,
  ...distributionHandlers,
  ...execHandlers,
  ...imageHandlers,
  ...checkpointHandlers,
  ...debugHandlers,
  ...buildHandlers,
  ...networkHandlers,
  ...pluginHandlers,
  ...sessionHandlers,
  ...volumeHandlers,
}

/** Every operation has exactly one handler, or stands in the list of those that have none yet. */
export const handlers: Handlers = { ...unimplementedHandlers, ...implemented }
