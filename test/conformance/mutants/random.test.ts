import { describe, expect, test } from 'vitest'
import { mutants } from './index.ts'
import { unmutated } from './mutant.ts'
import { holdRandomly } from './random.ts'

/** One mutant of each part of the model; `npm run mutants -- --random` holds them all. */
const sample = [
  'ContainerStart-200',
  'ContainerPause-does-nothing',
  'errors-without-message',
  'null-list',
  'VolumeDelete-missing-500',
  'short-ids',
]

describe('programs that are drawn', () => {
  // `npm run mutants -- --random` has fifty seeds.
  test.each([1, 2, 3])('find nothing wrong with the fake, with seed %i', async seed => {
    expect(await holdRandomly(unmutated, { seed, runs: 20 })).toEqual({ mutant: unmutated })
  })

  test.each(sample)('find %s', async id => {
    const mutant = mutants.find(each => each.id === id)
    expect(mutant).toBeDefined()
    if (mutant) expect((await holdRandomly(mutant, { seed: 7, runs: 60 })).killedBy).toBeDefined()
  })
})
