import { expect, test } from 'vitest'
import { createVolume } from '../../../src/state/volume/create.ts'
import { pruneVolumes } from '../../../src/state/volume/prune.ts'
import { createDaemon } from '../container/daemon.ts'

/** Seen with dockerd 20.10.24 and 26.1.5. */
test.each([
  ['docker-20.10', ['volume prune']],
  ['docker-23', ['volume destroy', 'volume prune']],
])('what is pruned, on %s, tells %j', (profile, told) => {
  const { engine, events, story } = createDaemon(profile)
  createVolume(engine, { name: 'kept' })
  events.length = 0
  expect(pruneVolumes(engine, undefined, true).names).toEqual(['kept'])
  expect(story()).toEqual(told)
})
