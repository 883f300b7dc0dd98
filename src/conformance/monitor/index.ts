import { bodyMonitors } from './body.ts'
import { listMonitors } from './list.ts'
import type { Monitor } from './monitor.ts'
import { objectMonitors } from './object.ts'
import { replyMonitors } from './reply.ts'
import { streamMonitors } from './stream.ts'

/** Everything that is found out by watching alone. */
export const monitors: readonly Monitor[] = [
  ...replyMonitors,
  ...bodyMonitors,
  ...objectMonitors,
  ...listMonitors,
  ...streamMonitors,
]
