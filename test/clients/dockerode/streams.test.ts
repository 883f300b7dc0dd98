import { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import type Docker from 'dockerode'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, isDuplex, outputsOf, pause, startClient, textOf, watch } from './client.ts'

let client: Client
let docker: Docker
let idle: Docker.Container
beforeAll(async () => {
  client = await startClient()
  docker = client.docker
  idle = await client.idle()
})
afterAll(() => client.daemon.stop())

const create = (script: string, options: Docker.ContainerCreateOptions = {}): Promise<Docker.Container> =>
  docker.createContainer({ Image: 'busybox', Cmd: ['sh', '-c', script], ...options })

const everything = { stream: true, stdin: true, stdout: true, stderr: true } as const

describe('attach', () => {
  test('without hijacking shows both outputs apart', async () => {
    const container = await create('echo out; echo err >&2')
    const stream = await container.attach({ stream: true, stdout: true, stderr: true })
    const outputs = outputsOf(docker, stream)
    await container.start()
    expect(await outputs).toEqual({ stdout: 'out\n', stderr: 'err\n' })
  })

  test('with hijacking takes input, and its end by half closing', async () => {
    const container = await create('cat; echo done >&2', { OpenStdin: true, StdinOnce: true })
    const stream = await container.attach({ ...everything, hijack: true })
    expect(stream).toBeInstanceOf(Socket)
    const outputs = outputsOf(docker, stream)
    await container.start()
    stream.end('one\ntwo\n')
    expect(await outputs).toEqual({ stdout: 'one\ntwo\n', stderr: 'done\n' })
    expect(await container.wait()).toEqual({ StatusCode: 0 })
  })

  test('shows what a container says before a wait tells that it has ended', async () => {
    for (let round = 0; round < 3; round++) {
      const container = await create('read line; echo "got $line"', { OpenStdin: true, StdinOnce: true })
      const stream = await container.attach({ ...everything, hijack: true })
      let shown = ''
      stream.on('data', bytes => {
        shown += bytes
      })
      await container.start()
      stream.write('it\n')
      await container.wait()
      expect(shown).toContain('got it\n')
    }
  })

  test('carries a megabyte of bytes there and back', async () => {
    const container = await create('cat', { OpenStdin: true, StdinOnce: true })
    const stream = await container.attach({ ...everything, hijack: true })
    const outputs = outputsOf(docker, stream)
    await container.start()
    const text = 'x'.repeat(1 << 20)
    stream.end(text)
    expect((await outputs).stdout === text).toBe(true)
  })

  test('with a terminal echoes and does not multiplex', async () => {
    const container = await create('read line; echo "got $line"', { Tty: true, OpenStdin: true, StdinOnce: true })
    const stream = await container.attach({ ...everything, hijack: true })
    const shown = textOf(stream)
    await container.start()
    stream.write('hello\n')
    expect(await shown).toBe('hello\r\ngot hello\r\n')
  })

  test('replays the log before it follows', async () => {
    const container = await create('echo early; sleep 0.3; echo late')
    await container.start()
    await pause(150)
    const stream = await container.attach({ stream: true, logs: true, stdout: true })
    expect((await outputsOf(docker, stream)).stdout).toBe('early\nlate\n')
  })

  test('a client that goes closes the input when it was the once', async () => {
    const container = await create('cat; echo closed', { OpenStdin: true, StdinOnce: true })
    const abort = new AbortController()
    const stream = await container.attach({ ...everything, hijack: true, abortSignal: abort.signal })
    await container.start()
    stream.on('error', () => undefined)
    stream.write('x')
    if (isDuplex(stream)) stream.destroy()
    expect(await container.wait()).toEqual({ StatusCode: 0 })
    abort.abort()
  })

  test('run pipes the outputs apart and gives the exit code', async () => {
    const stdout = new PassThrough()
    const stderr = new PassThrough()
    const [[{ StatusCode }], out, err] = await Promise.all([
      docker
        .run('busybox', ['sh', '-c', 'echo out; echo err >&2; exit 3'], [stdout, stderr], { Tty: false })
        .then(([result]) => {
          stdout.end()
          stderr.end()
          return [result]
        }),
      textOf(stdout),
      textOf(stderr),
    ])
    expect({ StatusCode, out, err }).toEqual({ StatusCode: 3, out: 'out\n', err: 'err\n' })
  })
})

describe('logs', () => {
  test('give all, the last, or none, of one output or both', async () => {
    const container = await create('seq 5; echo err >&2')
    await container.start()
    await container.wait()
    const lines = async (options: Docker.ContainerLogsOptions): Promise<string> => {
      const stream = new PassThrough()
      stream.end(await container.logs({ ...options, follow: false }))
      const { stdout, stderr } = await outputsOf(docker, stream)
      return `${stdout}|${stderr}`
    }
    expect(await lines({ stdout: true, stderr: true })).toBe('1\n2\n3\n4\n5\n|err\n')
    expect(await lines({ stdout: true })).toBe('1\n2\n3\n4\n5\n|')
    expect(await lines({ stderr: true })).toBe('|err\n')
    expect(await lines({ stdout: true, tail: 2 })).toBe('4\n5\n|')
    expect(await lines({ stdout: true, tail: 0 })).toBe('|')
    expect(await lines({ stdout: true, stderr: true, until: 1 })).toBe('|')
  })

  test('have timestamps, from which on they can be read again', async () => {
    const container = await create('echo one; sleep 1.1; echo two')
    await container.start()
    await container.wait()
    const text = String(await container.logs({ stdout: true, timestamps: true }))
    const [first, second] = [...text.matchAll(/(\d{4}-\S+Z) (\w+)\n/g)]
    expect([first?.[2], second?.[2]]).toEqual(['one', 'two'])
    const since = Math.floor(Date.parse(second?.[1] ?? '') / 1000)
    expect(String(await container.logs({ stdout: true, since })).slice(8)).toBe('two\n')
  })

  test('follow until the container ends', async () => {
    const container = await create('echo one; sleep 0.3; echo two >&2')
    await container.start()
    const stream = await container.logs({ follow: true, stdout: true, stderr: true })
    expect(await outputsOf(docker, stream)).toEqual({ stdout: 'one\n', stderr: 'two\n' })
  })

  test('end for a client that aborts, and for nobody else', async () => {
    const container = await create('while true; do echo tick; sleep 0.05; done')
    await container.start()
    const abort = new AbortController()
    const aborted = await container.logs({ follow: true, stdout: true, abortSignal: abort.signal })
    aborted.on('error', () => undefined)
    const other = watch(await container.logs({ follow: true, stdout: true, tail: 1 }))
    await watch(aborted).sees('tick')
    abort.abort()
    await other.sees(/(tick.*){5}/s)
    await container.remove({ force: true })
  })
})

describe('exec', () => {
  const execute = async (options: Docker.ExecCreateOptions, start: Docker.ExecStartOptions) => {
    const exec = await idle.exec({ AttachStdout: true, AttachStderr: true, ...options })
    return { exec, stream: await exec.start(start) }
  }

  test('shows both outputs apart and keeps the exit code', async () => {
    const { exec, stream } = await execute({ Cmd: ['sh', '-c', 'echo out; echo err >&2; exit 5'] }, {})
    expect(await outputsOf(docker, stream)).toEqual({ stdout: 'out\n', stderr: 'err\n' })
    expect(await exec.inspect()).toMatchObject({ Running: false, ExitCode: 5, ContainerID: idle.id })
  })

  test('takes input over a hijacked connection until it is half closed', async () => {
    const { exec, stream } = await execute({ Cmd: ['cat'], AttachStdin: true }, { hijack: true, stdin: true })
    expect(stream).toBeInstanceOf(Socket)
    const outputs = outputsOf(docker, stream)
    stream.end('echo\nall\nof\nme\n')
    expect((await outputs).stdout).toBe('echo\nall\nof\nme\n')
    expect((await exec.inspect()).ExitCode).toBe(0)
  })

  test('has a terminal that can be resized', async () => {
    const { exec, stream } = await execute(
      { Cmd: ['sh', '-c', 'read go; stty size'], Tty: true, AttachStdin: true },
      { hijack: true, stdin: true, Tty: true },
    )
    const shown = textOf(stream)
    await exec.resize({ h: 30, w: 100 })
    stream.write('go\n')
    expect(await shown).toBe('go\r\n30 100\r\n')
  })

  test('runs detached', async () => {
    const exec = await idle.exec({ Cmd: ['sh', '-c', 'sleep 0.1; exit 6'] })
    expect(String(await exec.start({ Detach: true }).then(textOf))).toBe('')
    while ((await exec.inspect()).Running) await pause(20)
    expect((await exec.inspect()).ExitCode).toBe(6)
  })

  test('has the environment, folder and user that it asks for', async () => {
    const { stream } = await execute(
      { Cmd: ['sh', '-c', 'echo $A; pwd; id -un'], Env: ['A=b'], WorkingDir: '/tmp', User: 'nobody' },
      {},
    )
    expect((await outputsOf(docker, stream)).stdout).toBe('b\n/tmp\nnobody\n')
  })

  test('refuses a second start, and a program that is not there', async () => {
    const { exec, stream } = await execute({ Cmd: ['true'] }, {})
    await textOf(stream)
    const again = await exec.start({}).then(textOf, error => String(error.statusCode))
    expect(again).toMatch(/409|has already run/)
    const missing = await execute({ Cmd: ['nosuch'] }, {})
    expect(await textOf(missing.stream)).toMatch(/executable file not found in \$PATH/)
    expect((await missing.exec.inspect()).ExitCode).toBe(127)
  })
})

describe('many at once', () => {
  test('fifty clients run a container each', async () => {
    const cycle = async (number: number): Promise<string> => {
      const container = await create(`echo ${number}; exit ${number}`, { name: `cycle-${number}` })
      const stream = await container.attach({ stream: true, stdout: true, hijack: true })
      const outputs = outputsOf(docker, stream)
      await container.start()
      // Asked for after the start: a second connection may overtake the first, and the next exit would never come.
      const { StatusCode } = await container.wait()
      const { stdout } = await outputs
      await container.remove()
      return `${StatusCode} ${stdout}`
    }
    const numbers = Array.from({ length: 50 }, (_, index) => index)
    expect(await Promise.all(numbers.map(cycle))).toEqual(numbers.map(number => `${number} ${number}\n`))
    expect(await docker.listContainers({ all: true, filters: { name: ['cycle-'] } })).toEqual([])
  })
})
