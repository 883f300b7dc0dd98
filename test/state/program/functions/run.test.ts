import { describe, expect, test } from 'vitest'
import { type Mockerd, type ProgramFunction, startMockerd } from '../../../../src/index.ts'
import { asking, inspect } from '../../../library/ask.ts'

const start = (): Promise<Mockerd> => startMockerd({ hosts: [], clock: 'manual', seed: 1 })

/** A container that runs a function. */
const run = async (docker: Mockerd, program: ProgramFunction, config: Record<string, unknown> = {}) => {
  docker.images.define('acme/worker:1', { program })
  const ask = asking(docker)
  const { status, text } = await ask('POST /containers/create?name=web', { Image: 'acme/worker:1', ...config })
  if (status !== 201) throw new Error(text)
  await ask('POST /containers/web/start')
  docker.clock.advance(0)
  return ask
}

/** What its log has, of both streams. */
const said = ({ engine }: Mockerd): string =>
  engine.containers
    .resolve('web')
    .log.since(0)
    .records.map(({ line }) => new TextDecoder().decode(line))
    .join('')

const state = async (docker: Mockerd) => (await inspect(docker, 'web')).State

/** Lets what the host does between two moments of the daemon happen. */
const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))

describe('a program that is a function', () => {
  test('gets arguments and environment, says something, and its result is the exit code', async () => {
    await using docker = await start()
    await run(
      docker,
      ({ args, env, stdout, stderr }) => {
        stdout(`${args.join('+')} ${env.MODE}\n`)
        stderr('so it is\n')
        return 3
      },
      { Cmd: ['one', 'two words'], Env: ['MODE=live'] },
    )
    expect(said(docker)).toBe('one+two words live\nso it is\n')
    expect(await state(docker)).toMatchObject({ Status: 'exited', ExitCode: 3 })
  })

  test.each<[string, ProgramFunction, number]>([
    ['nothing', () => undefined, 0],
    ['more than a byte', () => 256 + 7, 7],
    ['a generator', function* () {}, 0],
  ])('that returns %s ends accordingly', async (_, program, ExitCode) => {
    await using docker = await start()
    await run(docker, program)
    expect(await state(docker)).toMatchObject({ Status: 'exited', ExitCode })
  })

  test('waits on the clock of the daemon, and what it said before is out by then', async () => {
    await using docker = await start()
    const moments: number[] = []
    await run(docker, function* ({ now, sleep, stdout }) {
      for (let index = 0; index < 3; index++) {
        moments.push(now())
        stdout(`${index}\n`)
        yield* sleep('1h')
      }
      return 4
    })
    expect(said(docker)).toBe('0\n')
    docker.clock.advance('90m')
    expect(said(docker)).toBe('0\n1\n')
    expect(await state(docker)).toMatchObject({ Status: 'running' })
    docker.clock.advance('90m')
    expect(await state(docker)).toMatchObject({ Status: 'exited', ExitCode: 4 })
    expect(moments.map(each => each - (moments[0] ?? 0))).toEqual([0, 3_600_000, 7_200_000])
  })

  test('reads its standard input, line by line and to the end', async () => {
    await using docker = await start()
    docker.images.define('acme/upper', {
      *program({ line, input, stdout }) {
        stdout(`first: ${yield* line()}\n`)
        stdout(`rest: ${(yield* input()).toUpperCase()}`)
        stdout(`then: ${yield* line()}\n`)
      },
    })
    const ask = asking(docker)
    const script = "printf 'ä one\\ntwo\\nthree' | upper"
    await ask('POST /containers/create?name=web', { Image: 'acme/upper', Entrypoint: ['sh', '-c', script] })
    await ask('POST /containers/web/start')
    docker.clock.advance('1s')
    expect(said(docker)).toBe('first: ä one\nrest: TWO\nTHREEthen: undefined\n')
  })

  test('may wait for promises, and be one', async () => {
    await using docker = await start()
    await run(docker, function* ({ until, stdout }) {
      stdout(`${yield* until(Promise.resolve('got it'))}\n`)
      try {
        yield* until(Promise.reject(new Error('not that')))
      } catch (error) {
        stdout(`${(error as Error).message}\n`)
      }
      return 5
    })
    await turn()
    docker.clock.advance(0)
    expect(said(docker)).toBe('got it\nnot that\n')
    expect(await state(docker)).toMatchObject({ ExitCode: 5 })
    await asking(docker)('DELETE /containers/web')
    await run(docker, async ({ stdout }) => {
      await turn()
      stdout('later\n')
      return 6
    })
    expect(await state(docker)).toMatchObject({ Status: 'running' })
    await turn()
    await turn()
    docker.clock.advance(0)
    expect(said(docker)).toBe('later\n')
    expect(await state(docker)).toMatchObject({ Status: 'exited', ExitCode: 6 })
  })

  test('that throws says why, and ends with 1', async () => {
    await using docker = await start()
    await run(docker, function* ({ sleep }) {
      yield* sleep('1s')
      yield* sleep('soon')
    })
    docker.clock.advance('1s')
    expect(said(docker)).toContain('Error: soon is no duration: use 30s, 1m30s or milliseconds\n')
    expect(await state(docker)).toMatchObject({ Status: 'exited', ExitCode: 1 })
  })

  test('ends where it waits when it is told to, and cleans up', async () => {
    await using docker = await start()
    const ask = await run(docker, function* ({ sleep, stdout }) {
      try {
        yield* sleep('1h')
      } finally {
        stdout('cleaned up\n')
      }
    })
    const stopping = ask('POST /containers/web/stop')
    docker.clock.advance('1s')
    expect((await stopping).status).toBe(204)
    expect(await state(docker)).toMatchObject({ Status: 'exited', ExitCode: 143 })
    expect(said(docker)).toBe('cleaned up\n')
  })

  test('can be executed in what runs already, under its name', async () => {
    await using docker = await start()
    const ask = await run(docker, function* ({ args, sleep, stdout }) {
      stdout(`${args[0] ?? 'main'}\n`)
      if (args.length === 0) yield* sleep('1h')
      return 9
    })
    const { Id } = (await ask('POST /containers/web/exec', { Cmd: ['worker', 'again'], AttachStdout: true })).json as {
      Id: string
    }
    expect((await ask(`POST /exec/${Id}/start`, {})).text).toContain('again\n')
    expect((await ask(`GET /exec/${Id}/json`)).json).toMatchObject({ Running: false, ExitCode: 9 })
    expect(said(docker)).toBe('main\n')
  })

  test('begins anew in a restored world, and is not there in another daemon until that defines it', async () => {
    await using docker = await start()
    const program: ProgramFunction = function* ({ sleep, stdout }) {
      stdout('begun\n')
      yield* sleep('1h')
      return 2
    }
    await run(docker, program)
    docker.clock.advance('30m')
    const snapshot = docker.snapshot()
    docker.restore(snapshot)
    docker.clock.advance('30m')
    expect(await state(docker)).toMatchObject({ Status: 'running' })
    docker.clock.advance('31m')
    expect(await state(docker)).toMatchObject({ Status: 'exited', ExitCode: 2 })
    expect(said(docker)).toBe('begun\nbegun\n')
    await using other = await start()
    other.restore(snapshot)
    other.clock.advance(0)
    expect(await state(other)).toMatchObject({ Status: 'exited', ExitCode: 127 })
    expect(said(other)).toContain('nobody has defined docker.io/acme/worker:1 here with a function')
    other.images.define('acme/worker:1', { program })
    other.restore(snapshot)
    other.clock.advance(0)
    expect(await state(other)).toMatchObject({ Status: 'running' })
  })

  test('is of one daemon alone', async () => {
    await using one = await start()
    await using two = await start()
    await run(one, () => 1)
    await run(two, () => 2)
    expect([(await state(one)).ExitCode, (await state(two)).ExitCode]).toEqual([1, 2])
    const [first, second] = [one, two].map(({ engine }) => [...engine.images.all()].map(({ id }) => id))
    expect(first).toEqual(second)
  })
})
