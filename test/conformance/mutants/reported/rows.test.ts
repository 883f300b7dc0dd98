import { expect, test } from 'vitest'
import { mutants } from '../index.ts'
import { rows } from './rows.ts'

const ids = mutants.map(({ id }) => id)

test('what users reported is done by a mutant, row by row', () => {
  const missing = rows.flatMap(([row, ...named]) =>
    named.filter(id => !ids.includes(id)).map(id => `${row}: there is no mutant ${id}`),
  )
  expect(missing).toEqual([])
  expect(rows.filter(([, ...named]) => named.length === 0)).toEqual([])
  expect(rows).toHaveLength(70)
})

test('at least a hundred mutants do what nobody has reported', () => {
  const reported = new Set(rows.flatMap(([, ...named]) => named))
  expect(ids.filter(id => !reported.has(id)).length).toBeGreaterThanOrEqual(100)
})
