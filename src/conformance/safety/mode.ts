/**
 * How much of a daemon a run may use. `readonly`: it is only looked at. `safe`: only objects of the run are changed, and
 * nothing reaches the machine under the daemon. `exclusive`: the daemon is ours alone, with all that is on it.
 */
export const modes = ['readonly', 'safe', 'exclusive'] as const
/** How much of a daemon a run may use. */
export type Mode = (typeof modes)[number]
