import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { replay } from '../../../src/cli/conform/replay.ts'
import { UsageError } from '../../../src/cli/usage.ts'
import type { Program } from '../../../src/conformance/index.ts'
import { reported, reportWith } from '../../conformance/report/sample.ts'
import { mockerd } from '../command.ts'

const folder = mkdtempSync(join(tmpdir(), 'mockerd-replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fileOf = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const program: Program = { steps: [{ call: 'ContainerStart', path: { id: '{c0}' } }] }

describe('conform replay', () => {
  test('runs a program again and says what came of it', async () => {
    const { status, stdout } = await mockerd(['conform', 'replay', fileOf('program.json', program), 'fake:'])
    expect(stdout).toBe('404 ContainerStart {"path":{"id":"{c0}"}}\nnothing is broken\n')
    expect(status).toBe(0)
  })

  test('finds the program of a requirement in a report, and prints it as curl', async () => {
    const report = reportWith([reported(), reported({ id: 'X.y', verdict: 'fail', program })])
    const args = ['conform', 'replay', fileOf('report.json', report), 'fake:', '--only', 'X.y', '--as', 'curl']
    const { status, stdout } = await mockerd(args)
    expect(stdout).toMatch(/^#!\/bin\/sh\n/)
    expect(stdout).toMatch(/\nask -X POST "\$host"'\/v1\.\d+\/containers\/mkc-[0-9a-f]{8}-1\/start'\n/)
    expect(status).toBe(0)
  })

  test.each<[string, string[]]>([
    ['no file', []],
    ['a file that is not there', [join(folder, 'nothing.json'), 'fake:']],
    ['what is no JSON', [fileOf('text.json', 'x'), 'fake:']],
    ['what is no program', [fileOf('other.json', {}), 'fake:']],
    ['a report without programs', [fileOf('empty.json', reportWith([reported()])), 'fake:']],
    ['a form that there is not', [fileOf('form.json', program), 'fake:', '--as', 'wget']],
  ])('refuses %s in one line', async (_, args) => {
    await expect(replay(args)).rejects.toThrow(UsageError)
  })
})
