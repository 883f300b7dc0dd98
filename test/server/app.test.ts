import { describe, expect, test } from 'vitest'
import { type Handlers, hijack, json, later, stream } from '../../src/server/answer.ts'
import { conflict, notModified } from '../../src/state/error.ts'
import { Pipe } from '../../src/state/pipe.ts'
import { recorder, smallApp } from './world.ts'

const docker = { 'api-version': '1.55', 'docker-experimental': 'false', ostype: 'linux' }
const encoder = new TextEncoder()

describe('the way in', () => {
  test.each([
    ['GET /_ping', 200],
    ['GET /v1.40/_ping', 200],
    ['GET /v1.55/_ping', 200],
    ['HEAD /_ping', 200],
    ['HEAD /v1.43/_ping', 200],
    ['OPTIONS /v1.43/whatever/there/is', 200],
    ['OPTIONS /info', 200],
  ])('answers %s', async (line, status) => {
    const { ask } = smallApp()
    const response = await ask(line)
    expect(response.status).toBe(status)
    expect(Object.fromEntries(response.headers)).toMatchObject(docker)
  })

  test.each([
    'GET /nothing',
    'GET /v1.43/nothing',
    'POST /info',
    'PUT /containers/json',
    'HEAD /info',
    'GET /vfoo/_ping',
    'GET /x/_ping',
    'GET /_ping/',
    'ODD /_ping',
    'constructor /_ping',
    '__proto__ /_ping',
  ])('does not know %s, and says so without the headers of Docker', async line => {
    const { ask } = smallApp()
    const response = await ask(line)
    expect(response.status).toBe(404)
    expect([...response.headers.keys()].toSorted()).toEqual(['content-length', 'content-type', 'date'])
    expect(await response.text()).toBe(line.startsWith('HEAD') ? '' : '{"message":"page not found"}\n')
  })

  test.each([
    ['GET //info', '/info'],
    ['GET /containers//json?all=1', '/containers/json?all=1'],
    ['POST /images//create?fromImage=a//b', '/images/create?fromImage=a//b'],
  ])('sends %s to the clean path', async (line, location) => {
    const response = await smallApp().ask(line)
    expect([response.status, response.headers.get('location')]).toEqual([301, location])
  })

  test('leaves slashes in a query alone', async () => {
    const { record, inputs } = recorder()
    await smallApp({ ImageCreate: record }).ask('POST /images/create?fromSrc=http://example.org//x')
    expect(inputs).toMatchObject([{ query: { fromSrc: 'http://example.org//x' } }])
  })

  test.each([
    ['/v1.43/containers/a/b/json', 'a/b'],
    ['/containers/a%2Fb/json', 'a/b'],
    ['/containers/a%2541/json', 'a%41'],
    ['/containers/a%3Fb/json#c?d', 'a?b'],
    ['/containers/json/json', 'json'],
    ['/containers/%E2%98%83/json', '☃'],
    ['/containers/__proto__/json', '__proto__'],
  ])('gives the handler of %s the name %s', async (path, id) => {
    const { record, inputs } = recorder()
    await smallApp({ ContainerInspect: record }).ask(`GET ${path}`)
    expect(inputs).toMatchObject([{ path: { id } }])
  })

  test('asks the checkpoints before the containers', async () => {
    const own: Partial<Handlers> = { CheckpointDelete: () => json('the checkpoint'), ContainerDelete: () => json('no') }
    const response = await smallApp(own).ask('DELETE /containers/a/checkpoints/b')
    expect(await response.json()).toBe('the checkpoint')
  })
})

describe('versions', () => {
  const tooOld = (version: string) =>
    `client version ${version} is too old. Minimum supported API version is 1.40, please upgrade your client to a newer version`

  test.each([
    ['1.39', tooOld('1.39')],
    ['1.24', tooOld('1.24')],
    ['1.9', tooOld('1.9')],
    ['0', tooOld('0')],
    ['1.56', 'client version 1.56 is too new. Maximum supported API version is 1.55'],
    ['2.0', 'client version 2.0 is too new. Maximum supported API version is 1.55'],
  ])('refuses %s', async (version, message) => {
    const response = await smallApp().ask(`GET /v${version}/info`)
    expect(response.status).toBe(400)
    expect((await response.text()).trim()).toContain(message)
    expect(response.headers.has('docker-experimental')).toBe(false)
    expect(response.headers.get('api-version')).toBe('1.55')
  })

  test('refuses in plain text before 1.24', async () => {
    const response = await smallApp().ask('GET /v1.23/info')
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe(`${tooOld('1.23')}\n`)
  })

  test('keeps a route from versions older than itself', async () => {
    const response = await smallApp().ask('PUT /v1.41/volumes/some/name')
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      message: 'PUT /volumes/{name:.*} requires minimum API version 1.42',
    })
  })

  test('tells a handler the version of the URL, and the newest without one', async () => {
    const versions: string[] = []
    const { ask } = smallApp({
      SystemInfo: ({ apiVersion }) => {
        versions.push(apiVersion)
        return json(null)
      },
    })
    await ask('GET /v1.43/info')
    await ask('GET /info')
    expect(versions).toEqual(['1.43', '1.55'])
  })
})

describe('the way out', () => {
  test('ends JSON with a newline and escapes nothing but the two separators', async () => {
    const { ask } = smallApp({ SystemInfo: () => json({ text: '<a&b>\u2028\u2029☃' }) })
    expect(await (await ask('GET /info')).text()).toBe('{"text":"<a&b>\\u2028\\u2029☃"}\n')
  })

  test('says a refusal with its status', async () => {
    const { ask, defects } = smallApp({
      SystemInfo: () => {
        throw conflict('already <so>')
      },
    })
    const response = await ask('GET /info')
    expect([response.status, await response.text()]).toEqual([409, '{"message":"already <so>"}\n'])
    expect(defects).toEqual([])
  })

  test('answers 304 without a body', async () => {
    const { ask } = smallApp({
      ContainerStart: () => {
        throw notModified('')
      },
    })
    const response = await ask('POST /containers/x/start')
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([304, '', null])
  })

  test('counts any other throw as a defect, with the operation and the seed', async () => {
    const { ask, defects } = smallApp({
      SystemInfo: () => {
        throw new TypeError('undefined is not a function')
      },
      SystemVersion: async () => {
        throw new RangeError('too far')
      },
    })
    expect((await ask('GET /info')).status).toBe(500)
    expect(await (await ask('GET /v1.44/version')).json()).toEqual({ message: 'too far' })
    expect(defects.map(String)).toEqual([
      'Error: SystemInfo failed (API 1.55, seed 7)',
      'Error: SystemVersion failed (API 1.44, seed 7)',
    ])
  })

  test('refuses an attach in bare text', async () => {
    const { ask } = smallApp({
      ContainerAttach: () => {
        throw conflict('it is paused')
      },
    })
    const response = await ask('POST /containers/x/attach')
    expect([response.status, await response.text()]).toEqual([409, 'it is paused\r\n'])
  })

  test('streams what a source has, as it comes, and closes it when nobody reads', async () => {
    const pipe = new Pipe()
    const { ask } = smallApp({ ContainerLogs: () => stream({ source: pipe }) })
    const reader = (await ask('GET /containers/x/logs')).body?.getReader()
    pipe.write(encoder.encode('one'))
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('one')
    const next = reader?.read()
    pipe.write(encoder.encode('two'))
    expect(new TextDecoder().decode((await next)?.value)).toBe('two')
    await reader?.cancel()
    expect(pipe.closed).toBe(true)
  })

  test('shows the output of a session that has no socket to itself', async () => {
    const output = new Pipe()
    const input = new Pipe()
    output.write(encoder.encode('hello'))
    output.end()
    const { ask } = smallApp({
      ContainerAttach: () => hijack({ contentType: 'x/y', copyHeaders: false, session: { input, output } }),
    })
    const response = await ask('POST /containers/x/attach')
    expect([response.status, await response.text(), input.ended]).toEqual([200, 'hello', true])
  })

  test('answers a later body', async () => {
    const { ask } = smallApp({ ContainerWait: () => later('application/json', Promise.resolve({ StatusCode: 2 })) })
    expect(await (await ask('POST /containers/x/wait')).text()).toBe('{"StatusCode":2}\n')
  })

  test('dates its answers by the clock of the engine', async () => {
    expect((await smallApp().ask('GET /_ping')).headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
  })
})
