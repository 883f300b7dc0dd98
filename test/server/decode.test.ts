import { describe, expect, test } from 'vitest'
import { recorder, smallApp } from './world.ts'

const query = async (line: string): Promise<unknown> => {
  const { record, inputs } = recorder()
  const { ask } = smallApp({
    ContainerList: record,
    ContainerStop: record,
    ContainerRestart: record,
    ContainerResize: record,
    ContainerLogs: record,
    ImageGetAll: record,
    ImageSearch: record,
    NetworkInspect: record,
    PluginEnable: record,
  })
  const response = await ask(line)
  const [input] = inputs as { query: unknown }[]
  return input ? input.query : [response.status, ((await response.json()) as { message: string }).message]
}

const body = async (text: string | undefined, headers: Record<string, string> = json, path = '/containers/create') => {
  const { record, inputs } = recorder()
  const { ask } = smallApp({
    ContainerCreate: record,
    ContainerUpdate: record,
    NetworkConnect: record,
    ContainerExec: record,
  })
  const response = await ask(`POST ${path}`, { headers, ...(text !== undefined && { body: text }) })
  const [input] = inputs as { body: unknown }[]
  return input ? input.body : [response.status, ((await response.json()) as { message: string }).message]
}

const json = { 'content-type': 'application/json' }

describe('query parameters', () => {
  test.each([
    ['GET /containers/json', {}],
    ['GET /containers/json?all', { all: false }],
    ['GET /containers/json?all=', { all: false }],
    ['GET /containers/json?all=0', { all: false }],
    ['GET /containers/json?all=NO', { all: false }],
    ['GET /containers/json?all=%20none%20', { all: false }],
    ['GET /containers/json?all=yes', { all: true }],
    ['GET /containers/json?all=anything&size=1', { all: true, size: true }],
    ['GET /containers/json?limit=-1&limit=7', { limit: -1 }],
    ['GET /containers/json?filters=%7B%22a%22%3A%5B%22b+c%22%5D%7D', { filters: '{"a":["b c"]}' }],
    ['GET /containers/json?unknown=1&__proto__=2', {}],
    ['GET /images/get?names=a&names=b', { names: ['a', 'b'] }],
    ['POST /v1.41/containers/x/stop?signal=INT&t=3', { t: 3 }],
    ['POST /v1.42/containers/x/stop?signal=INT&t=3', { t: 3, signal: 'INT' }],
    ['GET /containers/x/logs?since=1700000000.25', { since: 1700000000.25 }],
  ])('reads %s', async (line, expected) => {
    expect(await query(line)).toEqual(expected)
  })

  test.each([
    ['GET /containers/json?all=%zz', 400, 'invalid URL escape "%zz"'],
    ['GET /containers/json?a;b', 400, 'invalid semicolon separator in query'],
    ['GET /containers/json?limit=x', 400, 'strconv.Atoi: parsing "x": invalid syntax'],
    [
      'GET /containers/json?limit=99999999999999999999',
      400,
      'strconv.Atoi: parsing "99999999999999999999": value out of range',
    ],
    ['POST /containers/x/stop?t=1.5', 400, 'strconv.Atoi: parsing "1.5": invalid syntax'],
    ['POST /containers/x/restart?t=x', 500, 'strconv.Atoi: parsing "x": invalid syntax'],
    ['POST /containers/x/resize?w=1', 400, 'invalid resize height "": invalid syntax'],
    ['POST /containers/x/resize?h=1&w=4294967296', 400, 'invalid resize width "4294967296": value out of range'],
    [
      'GET /containers/x/logs?since=x',
      400,
      'invalid value for "since": invalid timestamp "x": invalid seconds "x": invalid syntax',
    ],
    ['GET /images/search?limit=x', 400, 'invalid limit specified: strconv.Atoi: parsing "x": invalid syntax'],
    [
      'GET /networks/x?verbose=maybe',
      400,
      'invalid value for verbose: maybe: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    ['POST /plugins/x/enable', 400, 'strconv.Atoi: parsing "": invalid syntax'],
  ])('refuses %s', async (line, status, message) => {
    expect(await query(line)).toEqual([status, message])
  })
})

describe('JSON bodies', () => {
  test.each([
    ['{"image":"a","HOSTCONFIG":{"memory":5}}', { Image: 'a', HostConfig: { Memory: 5 } }],
    ['{"Image":"a","Nonsense":{"b":1}}', { Image: 'a' }],
    ['{"Image":null,"Env":null}', { Image: null, Env: null }],
    ['{"Cmd":"one","Entrypoint":["a","b"]}', { Cmd: ['one'], Entrypoint: ['a', 'b'] }],
    ['{"Image":"a","Image":"b"}', { Image: 'b' }],
    ['{"Labels":{"a":"b","C":"d"}}', { Labels: { a: 'b', C: 'd' } }],
    ['null', {}],
    [' {"Image":"a"} }', { Image: 'a' }],
  ])('reads %s', async (text, expected) => {
    expect(await body(text)).toEqual(expected)
  })

  test.each([
    ['{x', "invalid JSON: invalid character 'x' looking for beginning of object key string"],
    ['{"Image"', 'invalid JSON: unexpected EOF'],
    ['  ', 'invalid JSON: got EOF while reading request body'],
    ['', 'invalid JSON: got EOF while reading request body'],
    ['{}{}', 'unexpected content after JSON'],
    ['[]', 'invalid JSON: json: cannot unmarshal array into Go value of type CreateRequest'],
    [
      '{"Image":5}',
      'invalid JSON: json: cannot unmarshal number into Go struct field CreateRequest.Image of type string',
    ],
    [
      '{"Env":[1]}',
      'invalid JSON: json: cannot unmarshal number into Go struct field CreateRequest.Env of type string',
    ],
    ['{"Tty":"x"}', 'invalid JSON: json: cannot unmarshal string into Go struct field CreateRequest.Tty of type bool'],
    ['{"HostConfig":{"Memory":1.5}}', 'number 1.5 into Go struct field HostConfig.HostConfig.Memory of type int64'],
    ['{"HostConfig":{"Binds":"x"}}', 'string into Go struct field HostConfig.HostConfig.Binds of type []string'],
  ])('refuses %s', async (text, message) => {
    expect(await body(text)).toEqual([400, expect.stringContaining(message)])
  })

  test.each([
    ['text/plain', "unsupported Content-Type header (text/plain): must be 'application/json'"],
    ['', 'malformed Content-Type header (): mime: no media type'],
  ])('refuses the content type %j', async (type, message) => {
    expect(await body('{}', { 'content-type': type })).toEqual([400, message])
  })

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])('accepts %s', async type => {
    expect(await body('{"Image":"a"}', { 'content-type': type })).toEqual({ Image: 'a' })
  })

  test('takes an absent body for an empty one, where daemons do', async () => {
    expect(await body(undefined, {}, '/containers/x/update')).toEqual({})
  })

  test('drops what is newer than the version of the request', async () => {
    const text = '{"Cmd":["true"],"ConsoleSize":[24,80]}'
    expect(await body(text, json, '/v1.41/containers/x/exec')).toEqual({ Cmd: ['true'] })
    expect(await body(text, json, '/v1.42/containers/x/exec')).toEqual({ Cmd: ['true'], ConsoleSize: [24, 80] })
  })

  test('leaves it to the commands that look at versions themselves', async () => {
    const text = '{"HostConfig":{"Annotations":{"a":"b"},"Memory":1}}'
    expect(await body(text, json, '/v1.42/containers/create')).toEqual({
      HostConfig: { Annotations: { a: 'b' }, Memory: 1 },
    })
  })

  test('lets nobody reach a prototype', async () => {
    const read = await body('{"__proto__":{"polluted":1},"Labels":{"__proto__":"x","constructor":"y"}}')
    expect(read).toEqual({ Labels: { constructor: 'y' } })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})
