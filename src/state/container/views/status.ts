import type { Instant } from '../../time.ts'
import type { Container } from '../entity.ts'
import { since } from './human-duration.ts'

const healthWords = {
  starting: ' (health: starting)',
  healthy: ' (healthy)',
  unhealthy: ' (unhealthy)',
} as const

/** A container's state as people read it in a list (moby daemon/container/state.go, String). */
export const statusText = (container: Container, now: Instant): string => {
  const { state, startedAt, finishedAt, exitCode, health } = container
  const ended = finishedAt === undefined ? '' : `(${exitCode}) ${since(finishedAt, now)} ago`
  if (state === 'paused') return `Up ${since(startedAt ?? now, now)} (Paused)`
  if (state === 'restarting') return `Restarting ${ended}`
  if (state === 'running') return `Up ${since(startedAt ?? now, now)}${health ? healthWords[health.status] : ''}`
  if (state === 'removing') return 'Removal In Progress'
  if (state === 'dead') return 'Dead'
  if (startedAt === undefined) return 'Created'
  return finishedAt === undefined ? '' : `Exited ${ended}`
}

/** Go's Running flag: a paused and a restarting container count as running. */
export const isRunning = ({ state }: Container): boolean =>
  state === 'running' || state === 'paused' || state === 'restarting'
