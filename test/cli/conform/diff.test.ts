import { describe, expect, test } from 'vitest'
import { diff } from '../../../src/cli/conform/diff.ts'
import { UsageError } from '../../../src/cli/usage.ts'
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

  test.each([
    ['one target', ['fake:']],
    ['three targets', ['fake:', 'fake:', 'fake:']],
    ['a number that is none', ['fake:', 'fake:', '--programs', 'many']],
  ])('refuses %s', async (_, args) => {
    await expect(diff(args)).rejects.toThrow(UsageError)
  })
})
