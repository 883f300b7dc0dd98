import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../../src/server/app.ts'
import { handlers } from '../../../src/server/handlers/index.ts'
import { createDaemon } from '../../state/container/daemon.ts'

/** The whole way of a request, against a daemon with images. */
const serve = () => {
  const daemon = createDaemon()
  const app = createApp(daemon.engine, handlers)
  const ask = async (line: string, body?: object | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const isBytes = body instanceof Uint8Array
    const init = body && { body: isBytes ? body : JSON.stringify(body) }
    const type: Record<string, string> = body && !isBytes ? { 'Content-Type': 'application/json' } : {}
    const reply = await app.fetch(
      new Request(`http://docker${path}`, { method, headers: { ...type, ...headers }, ...init }),
    )
    return { status: reply.status, headers: reply.headers, bytes: new Uint8Array(await reply.arrayBuffer()) }
  }
  const told = async (line: string, body?: object | Uint8Array<ArrayBuffer>, headers?: Record<string, string>) => {
    const { status, bytes } = await ask(line, body, headers)
    const text = new TextDecoder().decode(bytes)
    return [status, text === '' ? '' : JSON.parse(text)] as const
  }
  return { ...daemon, ask, told }
}

describe('create, inspect, list, remove', () => {
  test('over HTTP', async () => {
    const { told, engine } = serve()
    const [status, created] = await told('POST /v1.51/containers/create?name=web', { Image: 'alpine' })
    expect([status, created]).toEqual([201, { Id: engine.containers.byName('web')?.id, Warnings: [] }])
    expect((await told('GET /containers/web/json'))[1]).toMatchObject({ Name: '/web', State: { Status: 'created' } })
    expect((await told('GET /containers/json'))[1]).toEqual([])
    expect((await told('GET /containers/json?all=1&limit=1'))[1]).toMatchObject([{ Names: ['/web'] }])
    expect(await told('POST /containers/web/rename?name=new')).toEqual([204, ''])
    expect(await told('GET /containers/new/changes')).toEqual([200, null])
    expect(await told('POST /containers/new/update', { CpuShares: 5 })).toEqual([200, { Warnings: null }])
    expect(await told('DELETE /containers/new')).toEqual([204, ''])
    expect(await told('DELETE /containers/new')).toEqual([404, { message: 'No such container: new' }])
    expect(await told('POST /containers/prune')).toEqual([200, { ContainersDeleted: null, SpaceReclaimed: 0 }])
  })

  test.each([
    ['POST /containers/create', {}, 400, 'config cannot be empty in order to create a container'],
    ['POST /containers/create', { Image: 'ghost' }, 404, 'No such image: ghost:latest'],
    [
      'POST /containers/create?name=-',
      { Image: 'alpine' },
      400,
      'Invalid container name (-), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
    ],
    ['GET /containers/json?filters=%7B%22x%22%3A%5B%22y%22%5D%7D', undefined, 400, "invalid filter 'x'"],
    ['GET /containers/json?limit=x', undefined, 400, 'strconv.Atoi: parsing "x": invalid syntax'],
    ['POST /containers/ghost/rename?name=', undefined, 400, 'Neither old nor new names may be empty'],
    ['GET /containers/ghost/logs', undefined, 400, "must specify at least one of 'stdout' or 'stderr'"],
    ['POST /containers/ghost/wait?condition=x', undefined, 400, 'invalid condition: "x"'],
    ['POST /containers/ghost/wait', undefined, 404, 'No such container: ghost'],
    ['GET /containers/ghost/archive?path=', undefined, 400, 'bad parameter: path cannot be empty'],
    [
      'POST /containers/ghost/start',
      { Binds: [] },
      400,
      'starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24',
    ],
  ])('%s %j answers %d %s', async (line, body, status, message) => {
    const headers = line.includes('start') ? { 'Content-Length': '12' } : {}
    expect(await serve().told(line, body, headers)).toEqual([status, { message }])
  })
})

describe('archives', () => {
  test('say what they are in a header, and are squeezed for those who like it', async () => {
    const { ask, create } = serve()
    create({}, { name: 'web' })
    const plain = await ask('GET /containers/web/archive?path=/etc/passwd')
    const stat = JSON.parse(atob(plain.headers.get('x-docker-container-path-stat') ?? ''))
    expect(stat).toMatchObject({ name: 'passwd', size: 26, mode: 420, linkTarget: '' })
    expect(plain.headers.get('content-type')).toBe('application/x-tar')
    const squeezed = await ask('GET /containers/web/archive?path=/etc/passwd', undefined, {
      'Accept-Encoding': 'deflate;q=0.5, gzip',
    })
    expect(squeezed.headers.get('content-encoding')).toBe('gzip')
    expect(new Uint8Array(gunzipSync(squeezed.bytes))).toEqual(plain.bytes)
    const head = await ask('HEAD /containers/web/archive?path=/etc/passwd')
    expect([head.status, head.headers.get('x-docker-container-path-stat')]).toEqual([200, btoa(JSON.stringify(stat))])
    expect((await ask('HEAD /containers/web/archive?path=/nosuch')).status).toBe(404)
    expect(await ask('PUT /containers/web/archive?path=/tmp', plain.bytes)).toMatchObject({ status: 200 })
    expect((await ask('HEAD /containers/web/archive?path=/tmp/passwd')).status).toBe(200)
  })

  test('of everything are a tar without a name of its own', async () => {
    const { ask, create } = serve()
    create({}, { name: 'web' })
    const { headers, bytes } = await ask('GET /containers/web/export')
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(bytes.length % 512).toBe(0)
  })
})
