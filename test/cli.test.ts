import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'mockerd-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (...args: string[]) => {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    said.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    said.stderr += text
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  const ready = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(said.stdout)) {
      if (child.exitCode !== null) throw new Error(`it ended: ${said.stderr}`)
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }
  return { child, said, ended, ready }
}

const run = async (...args: string[]) => {
  const { said, ended } = start(...args)
  const status = await ended
  return { status, ...said }
}

const get = (socketPath: string, path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = http.get({ socketPath, path }, response => {
      let text = ''
      response.on('data', chunk => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
    request.on('error', reject)
  })

describe('mockerd serve', () => {
  test.each<[NodeJS.Signals, number]>([
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ])('is ready, answers, and on %s leaves with %i and no socket behind', async (signal, status) => {
    const socketPath = join(folder, `${signal}.sock`)
    const { child, said, ended, ready } = start('serve', '--host', `unix://${socketPath}`, '--seed', '42')
    await ready(/export DOCKER_HOST=.*\n$/)
    expect(said.stdout).toMatch(new RegExp(`\nexport DOCKER_HOST=unix://${socketPath}\n$`))
    expect(await get(socketPath, '/_ping')).toBe('OK')
    expect(JSON.parse(await get(socketPath, '/_mockerd/health'))).toMatchObject({ seed: '42' })
    child.kill(signal)
    expect(await ended).toBe(status)
    expect(existsSync(socketPath)).toBe(false)
  })

  test('says with --json one line and nothing else', async () => {
    const hosts = [`unix://${join(folder, 'json.sock')}`, 'tcp://127.0.0.1:0']
    const { child, said, ended, ready } = start('serve', ...hosts.flatMap(host => ['--host', host]), '--json')
    await ready(/\n$/)
    const line: unknown = JSON.parse(said.stdout)
    expect(line).toEqual({
      ready: true,
      hosts: [hosts[0], expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/)],
      control: '/_mockerd',
      pid: child.pid,
    })
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('gives the control plane a host of its own when asked, or none', async () => {
    const socketPath = join(folder, 'apart.sock')
    const own = join(folder, 'control.sock')
    const { child, said, ended, ready } = start(
      ...['serve', '--json', '--host', `unix://${socketPath}`, '--control', `unix://${own}`],
    )
    await ready(/\n$/)
    expect(JSON.parse(said.stdout)).toMatchObject({ control: `unix://${own}/_mockerd` })
    expect(JSON.parse(await get(own, '/_mockerd/health'))).toMatchObject({ status: 'ok' })
    expect(await get(socketPath, '/_mockerd/health')).toContain('page not found')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)

    const none = start('serve', '--json', '--host', `unix://${socketPath}`, '--control', 'none')
    await none.ready(/\n$/)
    expect(JSON.parse(none.said.stdout)).toMatchObject({ control: null })
    expect(await get(socketPath, '/_mockerd/health')).toContain('page not found')
    none.child.kill('SIGTERM')
    expect(await none.ended).toBe(0)
  })

  test("asks for the control token over TCP, and for a name that is no page's", async () => {
    const flags = ['serve', '--json', '--host', 'tcp://127.0.0.1:0']
    const statuses = async (extra: string[], headers: Record<string, string>[]): Promise<(number | undefined)[]> => {
      const { child, said, ended, ready } = start(...flags, ...extra)
      await ready(/\n$/)
      const { hosts } = JSON.parse(said.stdout) as { hosts: string[] }
      const url = `${hosts[0]?.replace('tcp:', 'http:')}/_mockerd/health`
      const found: (number | undefined)[] = []
      for (const each of headers)
        found.push(
          await new Promise((resolve, reject) => {
            http.get(url, { headers: each }, reply => resolve(reply.resume().statusCode)).on('error', reject)
          }),
        )
      child.kill('SIGTERM')
      await ended
      return found
    }
    const rebound = { Host: 'evil.example' }
    expect(await statuses([], [{}, rebound])).toEqual([200, 403])
    const bearer = { Authorization: 'Bearer s3cret' }
    expect(await statuses(['--control-token', 's3cret'], [{}, rebound, bearer])).toEqual([401, 401, 200])
  })

  test.each<[string[], string]>([
    [['serve', '--nonsense'], "Unknown option '--nonsense'; see mockerd --help"],
    [['serve', 'extra'], "Unexpected argument 'extra'"],
    [['serve', '--clock', 'sundial'], 'there is no clock sundial: use system, manual, auto or x60'],
    [['serve', '--profile', 'lxc'], 'there is no profile lxc; there are docker-29'],
    [['serve', '--registry', 'ajar'], '--registry is open, closed or http://host:port, not ajar'],
    [['serve', '--load', '/nonexistent.json'], '--load /nonexistent.json: ENOENT'],
    [['serve', '--host', 'nowhere'], 'cannot listen on nowhere: use unix:///path'],
    [['serve', '--tlsverify'], '--tlscert is missing'],
    [['spec', '--api-version', '1.10'], '--api-version 1.10 is not described; 1.24 to 1.56 are'],
    [['sevre'], "there is no command 'sevre'; there are serve, exec, export, spec, conform, profiles"],
  ])('refuses %j in one line', async (args, message) => {
    const { status, stdout, stderr } = await run(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^mockerd: [^\n]+\n$/)
    expect(stderr).toContain(message)
  })
})

test('mockerd spec prints the description of a version', async () => {
  const { status, stdout } = await run('spec', '--api-version', '1.44')
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ openapi: expect.stringMatching(/^3\.1/), info: { version: '1.44' } })
})

test('mockerd profiles lists what can be impersonated', async () => {
  const { status, stdout } = await run('profiles')
  expect([status, stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^docker-29 +API 1\.40 to 1\.55 {2}/)])
})

test('mockerd --version and --help say what they should', async () => {
  expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect((await run('--help')).stdout).toContain('mockerd serve')
  expect((await run()).status).toBe(2)
})
