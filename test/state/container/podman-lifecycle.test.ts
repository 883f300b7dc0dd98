import { expect, test } from 'vitest'
import type { Container } from '../../../src/state/container/entity.ts'
import { table } from '../../../src/state/container/lifecycle.ts'
import { lifecycleOf, podman4Table, podmanTable } from '../../../src/state/container/podman-lifecycle.ts'
import { profileNamed } from '../../../src/state/profile/profile.ts'
import { printTable } from '../lifecycle-table.ts'

test("the lifecycle of a podman's container is this table", async () => {
  await expect(printTable(podmanTable)).toMatchFileSnapshot('podman-lifecycle.txt')
})

test.each([
  ['docker-29', table],
  ['podman-5', podmanTable],
  ['podman-4', podman4Table],
])('%s has a lifecycle of its own', (profile, own) => {
  expect(lifecycleOf(profileNamed(profile))).toBe(own)
})

test.each([
  ['pause', 'created', 'internal', `"created" is not running, can't pause: container state improper`],
  ['kill', 'exited', 'conflict', 'can only kill running containers. <id> is in state exited: container state improper'],
  ['top', 'paused', 'internal', 'top can only be used on running containers'],
] as const)('%s when %s is refused as %s: %s', (command, state, kind, message) => {
  const subject = { id: '<id>', state } as Container
  expect(() => podmanTable.next(command, state, subject, 'web')).toThrow(expect.objectContaining({ kind, message }))
})
