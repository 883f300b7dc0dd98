import { expect, test } from 'vitest'
import type { Container, ContainerState, HealthStatus } from '../../../../src/state/container/entity.ts'
import { statusText } from '../../../../src/state/container/views/status.ts'
import { createDaemon } from '../daemon.ts'

const seconds = 1e6

const rows: readonly (readonly [
  state: ContainerState,
  parts: Partial<Container>,
  health: HealthStatus | undefined,
  text: string,
])[] = [
  ['created', {}, undefined, 'Created'],
  ['running', { startedAt: 0 }, undefined, 'Up 10 seconds'],
  ['running', { startedAt: 0 }, 'starting', 'Up 10 seconds (health: starting)'],
  ['running', { startedAt: 0 }, 'unhealthy', 'Up 10 seconds (unhealthy)'],
  ['paused', { startedAt: 0 }, 'healthy', 'Up 10 seconds (Paused)'],
  ['restarting', { startedAt: 0, finishedAt: 9 * seconds, exitCode: 3 }, undefined, 'Restarting (3) 1 second ago'],
  ['exited', { startedAt: 0, finishedAt: 5 * seconds, exitCode: 137 }, undefined, 'Exited (137) 5 seconds ago'],
  ['exited', { startedAt: 0 }, undefined, ''],
  ['removing', {}, undefined, 'Removal In Progress'],
  ['dead', {}, undefined, 'Dead'],
]

test.each(rows)('%s %j %s reads %j', (state, parts, health, text) => {
  const container = Object.assign(createDaemon().create(), parts, { state })
  if (health) container.health = { status: health, failingStreak: 0, log: [] }
  expect(statusText(container, 10 * seconds)).toBe(text)
})
