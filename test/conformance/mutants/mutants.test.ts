import { describe, expect, test } from 'vitest'
import { hold } from './hold.ts'
import { mutants } from './index.ts'
import { survivors } from './survivors.ts'

/** One mutant of each kind of rewriting; `npm run mutants` holds them all. */
const sample = [
  'version-of-three-numbers',
  'no-ostype',
  'errors-without-message',
  'null-list',
  'labels-or',
  'ContainerPause-does-nothing',
  'ContainerCreate-ignores-User',
  'mangled-newlines',
  'died',
  'upgrade-without-protocol',
  'wait-head-late',
]

describe('mutants', () => {
  test('are at least 200, each with a name of its own', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(200)
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length)
  })

  test('that survive exist', () => {
    const ids = mutants.map(({ id }) => id)
    expect(survivors.filter(({ id }) => !ids.includes(id))).toEqual([])
  })

  test.each(sample)('the suite finds %s', async id => {
    const mutant = mutants.find(each => each.id === id)
    expect(mutant).toBeDefined()
    if (mutant) expect((await hold(mutant)).killedBy).toBeDefined()
  })
})
