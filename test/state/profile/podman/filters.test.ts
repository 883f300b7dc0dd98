import { expect, test } from 'vitest'
import { knownFilters } from '../../../../src/state/profile/podman/filters.ts'
import { profileNamed } from '../../../../src/state/profile/profile.ts'

test.each([
  ['docker-29', 'NetworkList', ['driver', 'scope', 'type']],
  ['podman-5', 'NetworkList', ['driver']],
  ['podman-5', 'VolumeList', ['driver', 'scope', 'type']],
] as const)('%s knows of the filters of %s: %j', (profile, operation, known) => {
  const accepted = new Set(['driver', 'scope', 'type'])
  expect([...knownFilters(profileNamed(profile), operation, accepted)]).toEqual(known)
})
