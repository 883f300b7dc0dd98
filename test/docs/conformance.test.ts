import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { subcommands } from '../../src/cli/conform.ts'
import { modes, reportFormats, reportSchema, suiteProfiles, verdicts } from '../../src/conformance.ts'
import { type Mockerd, startMockerd } from '../../src/index.ts'

const text = readFileSync('docs/conformance.md', 'utf8')

/** What a reader would type, in that order. */
const commands = [...text.matchAll(/```console\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map(line => line.replace(/^\$ mockerd /, ''))

/** The daemon that the document speaks of, and what stands before it. */
const [usual, proxy] = ['unix:///var/run/docker.sock', 'unix:///tmp/proxy.sock']

/** A program as it stands there, under the name that the commands know it by. */
const [, program = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? []

describe('the commands of the document', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-docs-'))
  let docker: Mockerd
  beforeAll(async () => {
    docker = await startMockerd({ clock: 'x20' })
    writeFileSync(join(folder, 'program.json'), program)
  })
  afterAll(async () => {
    await docker.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** What stands before a daemon does so until it is interrupted, after one client has come by. */
  const comeBy = async (child: ChildProcess): Promise<void> => {
    const socketPath = join(folder, 'proxy.sock')
    while (!existsSync(socketPath) && child.exitCode === null) await setTimeout(20)
    await new Promise<void>((resolve, reject) => {
      request({ socketPath, path: '/_ping' }, answer => void answer.resume().once('end', resolve))
        .once('error', reject)
        .end()
    })
    child.kill('SIGINT')
  }

  const run = async (command: string): Promise<{ status: number | null; said: string }> => {
    const words: Readonly<Record<string, string>> = { [usual]: docker.host, [proxy]: `unix://${folder}/proxy.sock` }
    const args = command.split(' ').map(word => words[word] ?? word)
    const child = spawn(process.execPath, [resolve('src/cli.ts'), ...args], {
      cwd: folder,
      // Where ledgers lie: those of others are not ours to clean up.
      env: { ...process.env, TMPDIR: folder },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', part => {
        said += part
      })
    const [status] = await Promise.all([
      new Promise<number | null>(done => child.once('close', done)),
      args.includes('--listen') && comeBy(child),
    ])
    return { status, said }
  }

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
    ['mode', modes],
    ['subcommand', Object.keys(subcommands).filter(name => name !== 'run')],
    ['profile', suiteProfiles.map(({ name }) => name)],
    ['property of a report', Object.keys(reportSchema.properties)],
  ])('name every %s', (_, names) => {
    expect(names.filter(name => !new RegExp(`(\`(--profile )?|mockerd conform )${name}\\b`).test(text))).toEqual([])
  })
})
