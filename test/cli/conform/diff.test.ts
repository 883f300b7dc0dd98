import { describe, expect, test } from 'vitest'
import { diff } from '../../../src/cli/conform/diff.ts'
import { UsageError } from '../../../src/cli/usage.ts'
import { drawPrograms } from '../../../src/conformance/generate/program.ts'
import { startMockerd } from '../../../src/index.ts'
import { mockerd } from '../command.ts'

describe('conform diff', () => {
  test('finds nothing between a fake and itself, and says how much it asked', async () => {
    const args = ['conform', 'diff', 'fake:docker-26', 'fake:docker-26', '--programs', '3', '--seed', '7', '--json']
    const { status, stdout } = await mockerd(args)
    expect(JSON.parse(stdout)).toMatchObject({
      left: 'fake:docker-26',
      right: 'fake:docker-26',
      seed: 7,
      programs: 3,
      findings: [],
    })
    expect(status).toBe(0)
  })

  test('ends with 1 and tells of each difference between two versions', async () => {
    const { status, stdout } = await mockerd(['conform', 'diff', 'fake:docker-20.10', 'fake:', '--programs', '2'])
    expect(stdout).toMatch(/\n {2}left {3}.*\n {2}right {2}.*\n {2}program \{"steps":/)
    expect(stdout).toMatch(/2 programs of \d+ steps: [1-9]\d* unexplained differences/)
    expect(status).toBe(1)
  })

  test('ends with 2 when a program got lost', async () => {
    const asks = (seed: number): boolean => /ContainerRename/.test(JSON.stringify(drawPrograms(1, seed)))
    const seed = Array.from({ length: 100 }, (_, at) => at).find(asks)
    const docker = await startMockerd({ profile: 'docker-26' })
    docker.faults.add({ operation: 'ContainerRename', reset: true })
    const targets = [docker.host, 'fake:docker-26']
    const { status, stdout } = await mockerd(['conform', 'diff', ...targets, '--programs', '1', '--seed', `${seed}`])
    await docker.close()
    expect(stdout).toMatch(/lost: POST .*\/rename.*\n {2}program \{"steps":/)
    expect(stdout).toMatch(/, 1 programs lost\n$/)
    expect(status).toBe(2)
  })

  test.each([
    ['one target', ['fake:']],
    ['three targets', ['fake:', 'fake:', 'fake:']],
    ['a number that is none', ['fake:', 'fake:', '--programs', 'many']],
  ])('refuses %s', async (_, args) => {
    await expect(diff(args)).rejects.toThrow(UsageError)
  })
})
