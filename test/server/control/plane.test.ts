import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { createControlApp } from '../../../src/server/control/plane.ts'
import { fetchWay } from '../../../src/server/fetch-way.ts'
import { FetchRequest } from '../../../src/server/request.ts'
import { createDouble } from '../double.ts'
import { smallApp } from '../world.ts'

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly operationId: string
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, { readonly content: { readonly 'application/json': object } }>>
}

const pointer = (...parts: readonly string[]): string =>
  parts.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')

test('says that it is well, without the headers of Docker', async () => {
  const response = await smallApp().ask('GET /_mockerd/health')
  expect(await response.json()).toEqual({ status: 'ok', profile: 'docker-29', seed: 7 })
  expect(response.headers.has('api-version')).toBe(false)
})

test('refuses what is not JSON, and what is not there', async () => {
  const { ask } = smallApp()
  expect((await ask('POST /_mockerd/clock/advance', { body: '{' })).status).toBe(400)
  expect((await ask('GET /_mockerd/nothing')).status).toBe(404)
  expect((await ask('DELETE /_mockerd/clock')).status).toBe(404)
  expect((await ask('GET /_mockerd/clock?zone=UTC')).status).toBe(400)
})

test('is described by a document whose every route is served and answers what it says', async () => {
  const { told, running } = createDouble()
  const [, document] = (await told('GET /_mockerd/openapi.json')) as [number, Document]
  const ajv = new Ajv2020({ strict: false })
  ajv.addSchema({ $id: 'control', ...document })
  const served: string[] = []
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item)) {
      await running(operation.operationId)
      const place = path.replace('{id}', operation.operationId).replace(/\{\w+\}/, 'example')
      const [status, body] = await told(`${method.toUpperCase()} ${place}`, operation.requestBody && {})
      const at = pointer('paths', path, method, 'responses', String(status), 'content', 'application/json', 'schema')
      expect(operation.responses, `${method} ${place} answers ${status} ${JSON.stringify(body)}`).toHaveProperty([
        String(status),
      ])
      const validate = ajv.compile({ $ref: `control#/${at}` })
      expect(validate(body), `${method} ${place}: ${JSON.stringify([body, validate.errors])}`).toBe(true)
      served.push(operation.operationId)
    }
  expect(new Set(served).size).toBe(served.length)
  expect(served).toEqual(expect.arrayContaining(['Health', 'ClockAdvance', 'ContainerExit', 'EventEmit', 'Describe']))
})

test('is not there when nobody wants it', async () => {
  const { told } = createDouble({}, { control: false })
  expect(await told('GET /_mockerd/health')).toEqual([404, { message: 'page not found' }])
})

test('serves rows of others beside its own', async () => {
  const route = {
    method: 'PUT',
    path: '/things/{name*}',
    id: 'ThingPut',
    summary: 'Put a thing',
    reply: {},
    act: ({ path }: { path: Readonly<Record<string, string>> }) => path,
  } as const
  const { told } = createDouble({}, { control: { routes: [route] } })
  expect(await told('PUT /_mockerd/things/a/b')).toEqual([200, { name: 'a/b' }])
})

test('can have a listener of its own, where there is no daemon', async () => {
  const { app } = createDouble()
  const { serve } = createControlApp(app)
  const ask = async (path: string) => serve(new FetchRequest(new Request(`http://docker${path}`)), fetchWay)
  expect((await ask('/_mockerd/health')).status).toBe(200)
  expect((await ask('/_ping')).status).toBe(404)
})

test('a defect of its own is told to whoever listens for defects, and answered as one', async () => {
  const fail = () => {
    throw new TypeError('oh')
  }
  const route = { method: 'GET', path: '/oh', id: 'Oh', summary: 'Oh', reply: {}, act: fail } as const
  const { told, defects } = createDouble({}, { control: { routes: [route] } })
  expect(await told('GET /_mockerd/oh')).toEqual([500, { message: 'oh' }])
  expect(defects).toEqual([expect.any(TypeError)])
})
