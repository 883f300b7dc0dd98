import { describe, expect, test } from 'vitest'
import { createApp, createEngine, createManualClock } from '../../../src/index.ts'
import { packTar } from '../../../src/state/archive/tar.ts'

const world = () => {
  const clock = createManualClock()
  const engine = createEngine({ clock, seed: 1 })
  const app = createApp(engine)
  const ask = async (path: string, body?: Uint8Array): Promise<[status: number, text: string]> => {
    const asked = Promise.resolve(
      app.fetch(
        new Request(`http://docker${path}`, {
          method: 'POST',
          ...(body && { body: body as Uint8Array<ArrayBuffer>, headers: { 'Content-Type': 'application/x-tar' } }),
        }),
      ),
    )
    const answered = asked.then(async response => [response.status, await response.text()] as [number, string])
    for (let round = 0; round < 30; round++) {
      clock.runUntilIdle()
      await new Promise(resolve => setTimeout(resolve))
    }
    return answered
  }
  const build = (dockerfile: string, query = ''): Promise<[status: number, text: string]> =>
    ask(
      `/build?version=1&${query}`,
      packTar([{ path: '/Dockerfile', kind: 'file', content: new TextEncoder().encode(dockerfile) }]),
    )
  return { engine, ask, build }
}

const filters = (value: object): string => `filters=${encodeURIComponent(JSON.stringify(value))}`

describe('POST /build', () => {
  test('answers with the stream of the classic builder', async () => {
    const { build } = world()
    const [status, text] = await build('FROM scratch\nENV A=<b>\n', 't=made')
    expect(status).toBe(200)
    expect(text.split('\r\n').slice(0, 4)).toEqual([
      '{"stream":"Step 1/2 : FROM scratch"}',
      '{"stream":"\\n"}',
      '{"stream":" ---\\u003e \\n"}',
      '{"stream":"Step 2/2 : ENV A=\\u003cb\\u003e"}',
    ])
    expect(text).toMatch(/\{"stream":"Successfully tagged made:latest\\n"\}\r\n$/)
  })

  test.each([
    ['remote=foo', 500, 'remoteURL (foo) could not be recognized as URL'],
    ['t=UPPER', 500, 'invalid reference format: repository name (library/UPPER) must be lowercase'],
    [`t=x@sha256:${'a'.repeat(64)}`, 500, 'build tag cannot contain a digest'],
    ['buildargs=x', 400, `error reading build args: invalid character 'x' looking for beginning of value`],
    ['labels=[]', 400, 'error reading labels: json: cannot unmarshal array into Go value of type map[string]string'],
    ['cachefrom={}', 400, 'error reading cache-from: json: cannot unmarshal object into Go value of type []string'],
    ['ulimits=x', 400, `error reading ulimit settings: invalid character 'x' looking for beginning of value`],
    ['shmsize=x', 500, 'strconv.ParseInt: parsing "x": invalid syntax'],
    ['isolation=x', 400, 'unsupported isolation: "x"'],
    ['securityopt=x', 400, 'security options are not supported on linux'],
    ['squash=1', 400, 'squash is only supported with experimental mode'],
    ['version=2', 501, 'buildkit not supported by daemon'],
    ['version=3', 400, 'invalid version "3"'],
    ['target=x', 400, 'target stage "x" could not be found'],
    ['dockerfile=x', 500, 'Cannot locate specified Dockerfile: x'],
  ])('%s is refused', async (query, status, message) => {
    const { ask } = world()
    const body = packTar([{ path: '/Dockerfile', kind: 'file', content: new TextEncoder().encode('FROM a\n') }])
    const [actual, text] = await ask(`/build?${query}`, body)
    expect([actual, JSON.parse(text)]).toEqual([status, { message }])
  })

  test('nothing in the body is no Dockerfile', async () => {
    const { ask } = world()
    expect(await ask('/build')).toEqual([500, '{"message":"Cannot locate specified Dockerfile: Dockerfile"}\n'])
  })

  test('an empty rm is no answer, and containers go', async () => {
    const { build, engine } = world()
    await build('FROM scratch\nENV A=1\n', 'rm=')
    expect(engine.containers.size).toBe(0)
    await build('FROM scratch\nENV A=2\n', 'rm=0')
    expect(engine.containers.size).toBe(1)
  })
})

describe('POST /build/prune', () => {
  test('finds nothing: images are the only cache', async () => {
    const { ask, engine } = world()
    expect(await ask(`/build/prune?all=1&${filters({ until: ['24h'] })}`)).toEqual([
      200,
      '{"CachesDeleted":null,"SpaceReclaimed":0}\n',
    ])
    expect(engine.events.replay(undefined, undefined)).toMatchObject([
      { type: 'builder', action: 'prune', actorId: '', attributes: { reclaimed: '0' } },
    ])
  })

  test.each([
    ['filters=x', 'invalid filter'],
    [filters({ foo: ['x'] }), `failed to prune build cache: invalid filter 'foo'`],
    [filters({ until: ['1h', '2h'] }), 'failed to prune build cache: filters expect only one value'],
    [
      filters({ until: ['1h'], 'unused-for': ['1h'] }),
      'failed to prune build cache: conflicting filters: "until" and "unused-for"',
    ],
    [
      filters({ until: ['x'] }),
      `failed to prune build cache: "until" filter expects a duration (e.g., '24h') or a timestamp: failed to parse value as time or duration: "x"`,
    ],
    [
      'reserved-space=x',
      'reserved-space is in bytes and expects an integer, got x: strconv.Atoi: parsing "x": invalid syntax',
    ],
  ])('%s is refused', async (query, message) => {
    const { ask } = world()
    const [status, text] = await ask(`/build/prune?${query}`)
    expect([status, JSON.parse(text)]).toEqual([400, { message }])
  })
})

describe('POST /build/cancel', () => {
  test('knows no name, and says nothing of it', async () => {
    const { ask } = world()
    expect(await ask('/build/cancel?id=x')).toEqual([200, ''])
    expect(await ask('/build/cancel')).toEqual([400, '{"message":"build ID not provided"}\n'])
  })
})
