import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { directory } from '../../../src/state/image/catalogue/directory.ts'
import { repositories } from '../../../src/state/image/catalogue/repositories.ts'
import { searchImages } from '../../../src/state/image/search.ts'

const engine = createEngine({ clock: createManualClock() })

const names = (term: string, limit = 0, filters = {}): (string | null | undefined)[] =>
  searchImages(engine, term, limit, JSON.stringify(filters)).map(({ name }) => name)

describe('a search', () => {
  test.each([
    ['busy', 0, {}, ['busybox']],
    ['library/nginx', 0, {}, ['nginx']],
    ['POSTGRES', 0, {}, ['postgres']],
    ['programming language', 0, {}, ['python', 'golang']],
    ['', 2, {}, ['nginx', 'ubuntu']],
    ['nosuch', 0, {}, []],
    ['', 0, { 'is-official': ['false'] }, ['testcontainers/ryuk', 'cristianrgreco/testcontainer']],
    ['', 0, { stars: ['14000'] }, ['nginx', 'ubuntu', 'postgres']],
    ['', 0, { 'is-automated': ['true'] }, []],
  ])('for %j, at most %i, with %j', (term, limit, filters, found) => {
    expect(names(term, limit, filters)).toEqual(found)
  })

  test('tells what there is to know', () => {
    expect(searchImages(engine, 'busybox', 0, undefined)).toEqual([
      { star_count: 3400, is_official: true, name: 'busybox', is_automated: false, description: 'Busybox base image.' },
    ])
  })

  test.each([
    ['http://x', 0, {}, 'invalid repository name: repository name (http://x) should not have a scheme'],
    ['x', 101, {}, 'limit 101 is outside the range of [1, 100]'],
    ['x', 0, { stars: ['many'] }, `invalid filter 'stars=many': strconv.Atoi: parsing "many": invalid syntax`],
    ['x', 0, { colour: ['red'] }, "invalid filter 'colour'"],
  ])('for %j, at most %i, with %j is refused', (term, limit, filters, message) => {
    expect(() => names(term, limit, filters)).toThrow(message)
  })

  test('in a closed registry is refused', () => {
    const closed = createEngine({ clock: createManualClock(), registry: 'closed' })
    expect(() => searchImages(closed, 'x', 0, undefined)).toThrow(/registry is closed/)
  })
})

test('every repository that can be pulled can be found', () => {
  expect(Object.keys(directory).sort()).toEqual([...repositories.keys()].sort())
})
