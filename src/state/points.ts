import type { Container } from './container/entity.ts'

/**
 * Moments that take no time here and some in a real daemon, and in which its clients race it:
 * `auto-remove`: a container with `--rm` has ended; it is still there, and its name taken, as `removing`;
 * `exec-exit`: the output of an execution has ended; that its process has is not known yet.
 */
export const pointNames = ['auto-remove', 'exec-exit'] as const
/** A moment inside of the daemon in which a test may hold it. */
export type PointName = (typeof pointNames)[number]

/** Whoever may stop the world in such a moment. */
export interface Points {
  /** Takes over going on, now or later, when it answers true. */
  guard: ((point: PointName, container: Container, goOn: () => void) => boolean) | undefined
}

export const createPoints = (): Points => ({ guard: undefined })

/** Goes on at once, unless somebody holds the point. */
export const reach = ({ guard }: Points, point: PointName, container: Container, goOn: () => void): void => {
  if (!guard?.(point, container, goOn)) goOn()
}
