import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deviationsFrom, knownFolder } from '../../../src/cli/conform/known.ts'
import { parseExpected, requirements, watchedClaims } from '../../../src/conformance/index.ts'

const lists = readdirSync(knownFolder())
const entriesOf = (file: string) => {
  const path = join(knownFolder(), file)
  return parseExpected(readFileSync(path, 'utf8'), path, [...requirements, ...watchedClaims])
}

describe('what daemons are known to do otherwise', () => {
  test('is known of three podmans', () => {
    expect(lists).toEqual(['podman-4.3.yaml', 'podman-5.4.yaml', 'podman-5.8.yaml'])
  })

  test.each(lists)('%s has a line for each of at least fifty requirements, and says what podman does', file => {
    const entries = entriesOf(file)
    const ids = entries.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter(id => id.includes('*'))).toEqual([])
    expect(ids.filter(id => requirements.some(requirement => requirement.id === id)).length).toBeGreaterThan(50)
    expect(entries.filter(({ because }) => because.length < 30)).toEqual([])
  })

  test('is told beside a requirement, of dockerd too', () => {
    const told = deviationsFrom({ id: 'ContainerWait.refuses-unknown-condition' })
    expect(told.map(({ daemon }) => daemon)).toEqual(['dockerd 20.10.24', 'podman 4.3', 'podman 5.4', 'podman 5.8'])
    expect(told[1]?.because).toContain('not a valid docker condition')
  })
})
