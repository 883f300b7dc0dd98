import type { Handlers } from '../answer.ts'
import { systemHandlers } from './system.ts'
import { unimplementedHandlers } from './unimplemented.ts'

/** Every operation has exactly one handler, or stands in the list of those that have none yet. */
export const handlers: Handlers = {
  ...unimplementedHandlers,
  ...systemHandlers,
}
