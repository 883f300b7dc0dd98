import { expect, test } from 'vitest'
import { requirements } from '../../../src/conformance/index.ts'
import { steady } from '../../../src/conformance/model/steady.ts'
import { sourceFiles } from '../../tidy/sources.ts'

test('every requirement that the model names can be explained', () => {
  const known = new Set(requirements.map(({ id }) => id))
  const named = sourceFiles(['src/conformance/model']).flatMap(({ path, text }) =>
    [...text.matchAll(/'((?:Container|Exec|Network|Volume|Image|System|Put)\w*\.[a-z][\w.-]*)'/g)].map(
      ([, id = '']) => `${path}: ${id}`,
    ),
  )
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(line => !known.has(line.split(': ')[1] ?? ''))).toEqual([])
  expect(steady.map(({ requirement }) => requirement).filter(id => !known.has(id))).toEqual([])
})
