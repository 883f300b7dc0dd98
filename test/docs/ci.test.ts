import { spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Mockerd, startMockerd } from '../../src/index.ts'

type Fields = Readonly<Record<string, unknown>>

/** What a machine of a CI system would run, one after the other. */
interface Job {
  readonly name: string
  readonly scripts: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const text = readFileSync('docs/ci.md', 'utf8')
const pipelines = [...text.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)].map(([, file = '', yaml = '']) => ({
  file,
  pipeline: parse(yaml) as Fields,
}))

const fieldsOf = (value: unknown): Fields => (value ?? {}) as Fields
const listOf = <Item>(value: unknown): readonly Item[] => (value ?? []) as readonly Item[]

/** One machine for each value of the only row that the matrix has. */
const cellsOf = ({ strategy }: Fields): readonly Fields[] => {
  const { matrix } = fieldsOf(strategy)
  const [[name, values] = ['', ['']]] = Object.entries(fieldsOf(matrix))
  return listOf<string | number>(values).map(value => ({ [name]: value }))
}

const jobsOfGithub = ({ jobs }: Fields): Job[] =>
  Object.entries(fieldsOf(jobs)).flatMap(([name, value]) => {
    const job = fieldsOf(value)
    return cellsOf(job).map(cell => ({
      name: `${name} ${Object.values(cell)}`.trim(),
      scripts: listOf<Fields>(job.steps).flatMap(({ run }) =>
        typeof run === 'string' ? run.replaceAll(/\$\{\{ matrix\.(\w+) \}\}/g, (_, key) => String(cell[key])) : [],
      ),
      environment: {},
    }))
  })

const jobsOfGitlab = (pipeline: Fields): Job[] =>
  Object.entries(pipeline).flatMap(([name, value]) => {
    const { script, parallel = 1 } = fieldsOf(value)
    return Array.from({ length: Number(parallel) }, (_, index) => ({
      name: `${name} ${index + 1}`,
      scripts: listOf<string>(script),
      environment: { CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(parallel) },
    }))
  })

/** What a project's own tests would do: ask the daemon that they are told of. */
const projectTest = `
import { request } from 'node:http'
const host = process.env.DOCKER_HOST ?? ''
const where = host.startsWith('unix://') ? { socketPath: host.slice(7) } : new URL(host.replace('tcp:', 'http:'))
request({ ...where, host: where.hostname, port: where.port, path: '/_ping' }, answer => {
  if (answer.statusCode !== 200) throw new Error('no daemon')
  answer.resume()
}).end()
`

/** mockerd from this checkout; the whole suite is held against the fake elsewhere, here it is asked for its words. */
const npx = `#!/bin/sh
[ "$1" = mockerd ] || exit 64
shift
case "$1 $2" in 'conform report') ;; conform\\ *) set -- "$@" --only ImageInspect --quiet ;; esac
exec '${process.execPath}' '${resolve('src/cli.ts')}' "$@"
`

describe.each(pipelines)('$file', ({ file, pipeline }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-ci-'))
  const started: number[] = []
  let docker: Mockerd
  beforeAll(async () => {
    docker = await startMockerd({ clock: 'x20' })
    const files: Readonly<Record<string, string>> = {
      'package.json': JSON.stringify({ name: 'project', version: '1.0.0', scripts: { test: 'node ask.mjs' } }),
      'package-lock.json': JSON.stringify({
        name: 'project',
        version: '1.0.0',
        lockfileVersion: 3,
        packages: { '': { name: 'project', version: '1.0.0' } },
      }),
      'ask.mjs': projectTest,
      'expected.yaml': '[]\n',
      'github-env': '',
    }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    writeFileSync(join(folder, 'npx'), npx, { mode: 0o755 })
  })
  afterAll(async () => {
    // What a step has left running ends with its machine.
    for (const pid of started)
      try {
        process.kill(-pid)
      } catch {}
    await docker.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** As both systems do it: bash, which ends at the first command that fails. */
  const run = (script: string, environment: Job['environment']) =>
    new Promise<{ readonly status: number | null; readonly said: string }>(done => {
      const log = join(folder, 'said')
      const output = openSync(log, 'w')
      const left = readFileSync(join(folder, 'github-env'), 'utf8').trim().split('\n')
      const child = spawn('bash', ['-eo', 'pipefail', '-c', script], {
        cwd: folder,
        detached: true,
        stdio: ['ignore', output, output],
        env: {
          HOME: folder,
          DOCKER_HOST: docker.host,
          ...environment,
          ...Object.fromEntries(left.map(line => line.split(/=(.*)/s, 2))),
          PATH: [folder, dirname(process.execPath), process.env.PATH].join(delimiter),
          GITHUB_ENV: join(folder, 'github-env'),
          GITHUB_STEP_SUMMARY: join(folder, 'step-summary'),
        },
      })
      if (child.pid !== undefined) started.push(child.pid)
      child.once('exit', status => done({ status, said: readFileSync(log, 'utf8') }))
    })

  test('runs as it stands there', { timeout: 600_000 }, async () => {
    const jobs = file.startsWith('.github') ? jobsOfGithub(pipeline) : jobsOfGitlab(pipeline)
    expect(jobs).not.toEqual([])
    for (const { name, scripts, environment } of jobs)
      for (const script of scripts) {
        const { status, said } = await run(script, environment)
        expect(status, `${name}: ${script}\n${said}`).toBe(0)
      }
    if (scriptsOf(jobs).includes('html=conformance.html'))
      expect(readFileSync(join(folder, 'conformance.html'), 'utf8')).toMatch(/^<!doctype html>/)
    if (scriptsOf(jobs).includes('GITHUB_STEP_SUMMARY'))
      expect(readFileSync(join(folder, 'step-summary'), 'utf8')).toMatch(/^## Engine .*: partial/)
  })
})

const scriptsOf = (jobs: readonly Job[]): string => jobs.flatMap(({ scripts }) => scripts).join('\n')
