import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeConformance } from '../../src/vitest.ts'

describeConformance('fake:', { only: 'ContainerRename' })

interface Outcome {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

/** Runs the tests that are meant to fail in a Vitest of their own, which knows them by another ending. */
const described = async (): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-described-'))
  const file = join(folder, 'results.json')
  const choice = ['--root', 'test/vitest/described', '--reporter', 'json', '--outputFile', file]
  try {
    const said = await new Promise<string>(resolve => {
      execFile(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...choice], (_, stdout, stderr) =>
        resolve(stdout + stderr),
      )
    })
    expect(existsSync(file), said).toBe(true)
    return JSON.parse(readFileSync(file, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('requirements as tests', () => {
  test('pass, fail and say why, as the suite judges them', { timeout: 120_000 }, async () => {
    const { testResults } = await described()
    const results = testResults.flatMap(({ assertionResults }) => assertionResults)
    expect(results.map(({ fullName, status }) => [fullName, status]).toSorted()).toEqual([
      ['a broken daemon requirements ContainerRename.of-nothing', 'passed'],
      ['a broken daemon requirements ContainerRename.renames', 'failed'],
      ['a broken daemon requirements SystemPing.with-version', 'failed'],
    ])
    const messageOf = (id: string): string =>
      results.find(({ fullName }) => fullName.endsWith(id))?.failureMessages.join('\n') ?? ''
    expect(messageOf('ContainerRename.renames')).toMatch(
      /fail: A renamed container has the new name.*expected status 204/s,
    )
    expect(messageOf('ContainerRename.renames')).toContain('--unix-socket /broken.sock')
    expect(messageOf('SystemPing.with-version')).toContain('it holds now: delete expected.yaml:3')
  })

  test('cannot be of nothing', () => {
    expect(() => describeConformance('fake:', { only: 'Nonsense' })).toThrow('no requirement has Nonsense in its name')
    expect(() => describeConformance('fake:', { profile: 'lxc' })).toThrow('there is no profile lxc')
  })
})
