import type { Cancel } from '../../wait.ts'
import type { Container } from '../entity.ts'
import { StandardStreams } from './streams.ts'

/** What watches over a container from its first attach or start on, beyond single runs. */
export interface Supervision {
  readonly streams: StandardStreams
  /** The pause before the next restart by the policy; 0 before the first one. */
  backoffMilliseconds: number
  /** Restarts by the policy since a client started it. */
  restarts: number
  /** Set by a stop or a kill: whatever the policy says, it ends here. */
  restartCancelled: boolean
  /** Cancels the timer of a restart that is due. */
  cancelRestart: Cancel | undefined
  /** A client restarts it: its end is no reason to remove it (moby HasBeenManuallyRestarted). */
  manuallyRestarting: boolean
  /** Stops the probes of the health check. */
  stopProbing: Cancel | undefined
  /** How it is started again and removed: told by the command that starts it, which knows both. */
  relaunch: () => void
  autoRemove: () => void
}

const supervisions = new WeakMap<Container, Supervision>()

/** The same, unless nobody has asked for it yet. */
export const knownSupervision = (container: Container): Supervision | undefined => supervisions.get(container)

/** Made when first asked for: a container that nobody ran or attached to has none. */
export const supervisionOf = (container: Container): Supervision => {
  const found = supervisions.get(container)
  if (found) return found
  const supervision: Supervision = {
    streams: new StandardStreams(),
    backoffMilliseconds: 0,
    restarts: 0,
    restartCancelled: false,
    cancelRestart: undefined,
    manuallyRestarting: false,
    stopProbing: undefined,
    relaunch: () => undefined,
    autoRemove: () => undefined,
  }
  supervisions.set(container, supervision)
  return supervision
}
