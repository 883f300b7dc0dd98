import type { Container } from '../entity.ts'

/**
 * What a start goes through: there is a network sandbox, with files for names; the networks are there, or wait for the
 * task; containerd has been given the task.
 */
const startStages = ['none', 'sandbox', 'networks', 'task'] as const
export type StartStage = (typeof startStages)[number]

const rank = (stage: StartStage): number => startStages.indexOf(stage)

/** Whether any start of it has come so far: what the daemon has written down by then stays, even when that start failed. */
export const hasReached = ({ furthestStart, startedAt }: Container, stage: StartStage): boolean =>
  startedAt !== undefined || rank(furthestStart) >= rank(stage)

export const advanceStart = (container: Container, stage: StartStage): void => {
  if (rank(stage) > rank(container.furthestStart)) container.furthestStart = stage
}
