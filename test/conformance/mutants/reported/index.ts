import type { Mutant } from '../mutant.ts'
import { errors } from './errors.ts'
import { events } from './events.ts'
import { lists } from './lists.ts'
import { negotiation } from './negotiation.ts'
import { podman } from './podman.ts'
import { races } from './races.ts'
import { running } from './running.ts'
import { streams } from './streams.ts'

/** What users reported of daemons, each as a daemon that does it. */
export const reportedMutants: readonly Mutant[] = [
  ...negotiation,
  ...errors,
  ...running,
  ...lists,
  ...streams,
  ...events,
  ...races,
  ...podman,
]
