import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, run, startDaemon } from '../daemon.ts'

let daemon: Daemon

beforeAll(async () => {
  daemon = await startDaemon(['--host', 'tcp://127.0.0.1:0'])
})
afterAll(() => daemon.stop())

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

const curl = async (...args: readonly string[]): Promise<Answer> => {
  const flags = [
    '-sS',
    '-g',
    '--max-time',
    '10',
    '--unix-socket',
    daemon.socketPath,
    '-w',
    '\n%{http_code} %{content_type}',
  ]
  const { stdout } = await run('curl', [...flags, ...args])
  const [, body = '', status, type = ''] = /^([\s\S]*)\n(\d+) ?(.*)$/.exec(stdout) ?? []
  return { status: Number(status), type, body }
}

const json = 'application/json'
const text = 'text/plain; charset=utf-8'
const typed = ['-X', 'POST', '-H', 'Content-Type: application/json']
const tooOld = (version: string): string =>
  `client version ${version} is too old. Minimum supported API version is 1.40, please upgrade your client to a newer version`

/** Arguments of curl, then what dockerd answers: a message, or a whole body where it is none. Held against 28.5.2. */
const requests: readonly [args: readonly string[], status: number, type: string, said: string][] = [
  [['http://d/_ping'], 200, text, 'OK'],
  [['--http1.0', 'http://d/_ping'], 200, text, 'OK'],
  [['-X', 'POST', 'http://d/_ping'], 404, json, 'page not found'],
  [['-H', 'Host:', 'http://d/_ping'], 400, text, '400 Bad Request: missing required Host header'],
  [
    ['http://d/v1.99/containers/json'],
    400,
    json,
    'client version 1.99 is too new. Maximum supported API version is 1.55',
  ],
  [['http://d/v1.39/containers/json'], 400, json, tooOld('1.39')],
  [['http://d/v1.12/containers/json'], 400, text, tooOld('1.12')],
  [['http://d/v1.12/_ping'], 400, text, tooOld('1.12')],
  [['http://d/v1/containers/json'], 400, text, tooOld('1')],
  [['http://d/v1.x/containers/json'], 404, json, 'page not found'],
  [['http://d/'], 404, json, 'page not found'],
  [['http://d/nothing'], 404, json, 'page not found'],
  [['http://d/v1.43/nothing'], 404, json, 'page not found'],
  [['-X', 'PUT', 'http://d/v1.43/containers/json'], 404, json, 'page not found'],
  [['-X', 'OPTIONS', 'http://d/v1.43/containers/json'], 200, '', ''],
  [['--path-as-is', 'http://d//containers/json'], 301, '', ''],
  [['--path-as-is', 'http://d/v1.43/../v1.43/info'], 301, '', ''],
  [['--path-as-is', 'http://d/v1.43/images/%2e%2e/json'], 301, '', ''],
  [['-X', 'POST', 'http://d/v1.43/containers/create'], 400, json, 'invalid JSON: got EOF while reading request body'],
  [
    ['-X', 'POST', '-d', '{}', 'http://d/v1.43/containers/create'],
    400,
    json,
    "unsupported Content-Type header (application/x-www-form-urlencoded): must be 'application/json'",
  ],
  [[...typed, '-d', '{', 'http://d/v1.43/containers/create'], 400, json, 'invalid JSON: unexpected EOF'],
  [[...typed, '-d', '{} {}', 'http://d/v1.43/containers/create'], 400, json, 'unexpected content after JSON'],
  [
    ['-H', 'Content-Type: application/json; charset=utf-8', '-d', '{"Image":"nosuch"}', 'http://d/containers/create'],
    404,
    json,
    'No such image: nosuch:latest',
  ],
  [['http://d/v1.43/containers/json?filters={'], 400, json, 'invalid filter'],
  [['http://d/v1.43/containers/json'], 200, json, '[]'],
  [['http://d/v1.43/containers/nosuch/json'], 404, json, 'No such container: nosuch'],
  [['http://d/v1.43/containers/a%20b/json'], 404, json, 'No such container: a b'],
  [['-X', 'DELETE', 'http://d/v1.43/containers/nosuch'], 404, json, 'No such container: nosuch'],
]

describe('curl', () => {
  test.each(requests)('%j gets %i %s', async (args, status, type, said) => {
    const answer = await curl(...args)
    expect(answer).toMatchObject({ status, type })
    const isMessage = status >= 400 && type === json
    expect(isMessage ? JSON.parse(answer.body).message : answer.body.trimEnd()).toBe(said)
  })

  test('asks with HEAD what the daemon speaks', async () => {
    const { status, body } = await curl('-I', 'http://d/_ping')
    expect(status).toBe(200)
    const fields = body.split('\r\n').map(line => line.split(': '))
    expect(Object.fromEntries(fields.filter(([name]) => name !== 'Date'))).toMatchObject({
      'Api-Version': '1.55',
      'Builder-Version': '2',
      'Cache-Control': 'no-cache, no-store, must-revalidate',
      'Content-Length': '0',
      'Docker-Experimental': 'false',
      Ostype: 'linux',
      Pragma: 'no-cache',
      Server: 'Docker/29.6.0 (linux)',
      Swarm: 'inactive',
    })
  })

  test('reaches the same daemon by TCP', async () => {
    const url = daemon.hosts.find(host => host.startsWith('tcp:'))?.replace('tcp:', 'http:')
    const [ofSocket, ofPort] = [
      await curl('http://d/info'),
      await run('curl', ['-sS', '--max-time', '10', `${url}/info`]),
    ]
    expect(JSON.parse(ofPort.stdout).ID).toBe(JSON.parse(ofSocket.body).ID)
  })
})
