import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { knownFolder } from '../../src/cli/conform/known.ts'
import { parseExpected, requirements, watchedClaims } from '../../src/conformance/index.ts'
import { conform } from '../../src/library/conform.ts'

const knownOf = (file: string): ReadonlySet<string> => {
  const path = join(knownFolder(), file)
  return new Set(
    parseExpected(readFileSync(path, 'utf8'), path, [...requirements, ...watchedClaims]).map(({ id }) => id),
  )
}

/** What a real podman of this machine is never asked: its containers are not restarting, and it runs no health checks. */
const unasked = new Set(
  requirements.filter(({ needs }) => needs.includes('restarting') || needs.includes('health')).map(({ id }) => id),
)

describe.each([
  ['podman-4', 'podman-4.3.yaml', 370],
  ['podman-5', 'podman-5.4.yaml', 345],
])('the profile %s', (profile, file, least) => {
  test(`deviates as the real one does, in at least ${least} of the ways that ${file} lists`, async () => {
    const known = knownOf(file)
    const report = await conform(`fake:${profile}`)
    const failed = report.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'flaky')
    const own = failed.filter(({ id }) => !known.has(id) && !unasked.has(id))
    expect(own.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([])
    expect(report.requirements.filter(({ verdict }) => verdict === 'error')).toEqual([])
    expect(failed.filter(({ id }) => known.has(id)).length).toBeGreaterThanOrEqual(least)
  })
})
