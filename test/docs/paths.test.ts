import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** A path from the top, unless it stands for many. */
const paths = /`((?:\.ci|bench|decisions|discoveries|docs|examples|scripts|spec|src|test)\/[^`\s<>*]*)`/g

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s names rooms and files that are there', guide => {
  const named = [...readFileSync(guide, 'utf8').matchAll(paths)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(4)
  expect(named.filter(path => !existsSync(path))).toEqual([])
})
