import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportFormats, reportSchema, suiteProfiles, verdicts } from '../../src/conformance.ts'
import { type Mockerd, startMockerd } from '../../src/index.ts'

const text = readFileSync('docs/conformance.md', 'utf8')

/** What a reader would type, in that order. */
const commands = [...text.matchAll(/```console\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map(line => line.replace(/^\$ mockerd /, ''))

/** The daemon that the document speaks of. */
const usual = 'unix:///var/run/docker.sock'

describe('the commands of the document', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-docs-'))
  let docker: Mockerd
  beforeAll(async () => {
    docker = await startMockerd({ clock: 'x20' })
  })
  afterAll(async () => {
    await docker.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (command: string) =>
    new Promise<{ status: number | null; said: string }>(done => {
      const args = command.split(' ').map(word => (word === usual ? docker.host : word))
      const child = spawn(process.execPath, [resolve('src/cli.ts'), ...args], { cwd: folder })
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', part => {
          said += part
        })
      child.once('close', status => done({ status, said }))
    })

  test('all end well, in the order in which they stand there', { timeout: 600_000 }, async () => {
    // The whole suite is held against the fake elsewhere; here it is asked whether the words are right.
    const quick = commands.map(command => (command === `conform ${usual}` ? `${command} --only ImageInspect` : command))
    for (const command of quick) {
      const { status, said } = await run(command)
      expect(status, `${command}\n${said}`).toBe(0)
    }
    for (const name of ['report.html', 'badge.svg', 'badge.json', 'whole.html', 'known.yaml'])
      expect(existsSync(join(folder, name)), name).toBe(true)
  })
})

describe('the words of the document', () => {
  test.each([
    ['verdict', verdicts],
    ['format', Object.keys(reportFormats)],
    ['profile', suiteProfiles.map(({ name }) => name)],
    ['property of a report', Object.keys(reportSchema.properties)],
  ])('name every %s', (_, names) => {
    expect(names.filter(name => !new RegExp(`\`(--profile )?${name}\``).test(text))).toEqual([])
  })
})
