import { bodyMonitors } from './body.ts'
import type { Monitor } from './monitor.ts'
import { replyMonitors } from './reply.ts'

/** Everything that is found out by watching alone. */
export const monitors: readonly Monitor[] = [...replyMonitors, ...bodyMonitors]
