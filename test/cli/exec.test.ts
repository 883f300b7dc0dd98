import { spawn } from 'node:child_process'
import { describe, expect, test } from 'vitest'

const exec = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
  const child = spawn(process.execPath, ['src/cli.ts', 'exec', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    said.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    said.stderr += text
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  return { child, said, ended }
}

const node = (program: string): string[] => ['--', process.execPath, '--input-type=module', '--eval', program]

const run = async (args: readonly string[], environment?: NodeJS.ProcessEnv) => {
  const { said, ended } = exec(args, environment)
  return { status: await ended, ...said }
}

describe('mockerd exec', () => {
  test('gives a command a fake of its own and ends as it ends', async () => {
    const program = `
      import http from 'node:http'
      const socketPath = process.env.DOCKER_HOST.slice('unix://'.length)
      const clock = JSON.parse(await new Promise(resolve =>
        http.get({ socketPath, path: '/_mockerd/clock' }, response => response.setEncoding('utf8').on('data', resolve))))
      const { TESTCONTAINERS_HOST_OVERRIDE, TESTCONTAINERS_DOCKER_SOCKET_OVERRIDE, DOCKER_CONTEXT } = process.env
      console.log(JSON.stringify({ manual: clock.manual, TESTCONTAINERS_HOST_OVERRIDE, TESTCONTAINERS_DOCKER_SOCKET_OVERRIDE, DOCKER_CONTEXT }))
      process.exit(7)`
    const { status, stdout } = await run(['--clock', 'manual', ...node(program)], { DOCKER_CONTEXT: 'elsewhere' })
    expect(JSON.parse(stdout)).toEqual({
      manual: true,
      TESTCONTAINERS_HOST_OVERRIDE: 'localhost',
      TESTCONTAINERS_DOCKER_SOCKET_OVERRIDE: '/var/run/docker.sock',
    })
    expect(status).toBe(7)
  })

  test('hands signals on, and waits for what the command makes of them', async () => {
    const program = `
      process.on('SIGTERM', () => { console.log('caught'); process.exit(5) })
      console.log('ready')
      setInterval(() => {}, 1000)`
    const { child, said, ended } = exec(node(program))
    while (!said.stdout.includes('ready')) await new Promise(resolve => setTimeout(resolve, 10))
    child.kill('SIGTERM')
    expect(await ended).toBe(5)
    expect(said.stdout).toBe('ready\ncaught\n')
  })

  test.each<[string[], number, string]>([
    [node("process.kill(process.pid, 'SIGKILL')"), 137, ''],
    [['--', '/nonexistent/command'], 127, 'mockerd: /nonexistent/command cannot be run: '],
    [[], 2, 'say what to run: mockerd exec -- COMMAND ARGUMENTS…'],
    [['docker', 'ps'], 2, 'say what to run: mockerd exec -- COMMAND ARGUMENTS…'],
    [['--clock', 'sundial', '--', 'true'], 2, 'there is no clock sundial'],
  ])('%j ends with %i', async (args, status, message) => {
    const ended = await run(args)
    expect(ended.status).toBe(status)
    expect(ended.stderr).toContain(message)
  })
})
