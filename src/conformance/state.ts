import type { OperationId } from '../../spec/index.ts'

/**
 * States that a container can be brought into from outside, and that of one which is gone. Two more exist that nobody can
 * bring about by asking: `removing` lasts for a moment, and `dead` is what a daemon could not remove.
 */
export const reachableStates = ['created', 'running', 'paused', 'restarting', 'exited', 'missing'] as const
export type ReachableState = (typeof reachableStates)[number]

/** Commands that may move a container from one of them to another. */
export const movingCommands = [
  'ContainerStart',
  'ContainerStop',
  'ContainerRestart',
  'ContainerKill',
  'ContainerPause',
  'ContainerUnpause',
  'ContainerDelete',
] as const satisfies readonly OperationId[]
