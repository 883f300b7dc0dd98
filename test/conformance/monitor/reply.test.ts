import { describe, expect, test } from 'vitest'
import { brokenBy, type Said } from './exchanges.ts'

const refused = { message: 'No such container: x' }
const inspect = 'GET /v1.55/containers/x/json'

describe('a reply breaks nothing', () => {
  test.each<[string, Said]>([
    ['when it is described', { line: 'GET /v1.55/containers/json', answered: [] }],
    ['when it refuses with a message', { line: inspect, status: 404, answered: refused }],
    ['when a correction has its status', { line: 'GET /v1.55/networks', status: 400, answered: refused }],
    ['when it says that it cannot', { line: 'GET /v1.55/networks', status: 501, answered: refused }],
    [
      'when the version is refused, before anything is known of the server',
      {
        line: 'GET /v1.99/info',
        status: 400,
        answered: { message: 'client version 1.99 is too new. Maximum supported API version is 1.55' },
        headers: { 'docker-experimental': '' },
      },
    ],
    [
      'when errors are text, as they were until 1.23',
      {
        line: 'GET /v1.23/info',
        status: 400,
        answered: 'client version 1.23 is too old.',
        headers: { 'content-type': 'text/plain' },
      },
    ],
    [
      'when a correction has its type',
      { line: 'GET /v1.51/events', answered: '', headers: { 'content-type': 'application/json' } },
    ],
    [
      'when attach refuses what it has taken over',
      {
        line: 'POST /v1.55/containers/x/attach?stream=1',
        status: 404,
        answered: 'No such container: x\r\n',
        headers: { 'content-type': 'application/vnd.docker.raw-stream', 'api-version': '', server: '' },
      },
    ],
    [
      'when nobody describes the path',
      { line: 'GET /v1.55/nothing', status: 404, answered: 'x', headers: { server: '' } },
    ],
  ])('%s', (_, said) => {
    expect(brokenBy(said)).toEqual([])
  })
})

describe('a reply breaks', () => {
  test.each<[string, string, Said]>([
    ['documented-status', 'with another status', { line: inspect, status: 418, answered: refused }],
    ['error-has-message', 'without a message', { line: inspect, status: 404, answered: { error: 'x' } }],
    ['error-has-message', 'with an empty message', { line: inspect, status: 404, answered: { message: '' } }],
    ['error-has-message', 'with an error that is no JSON', { line: inspect, status: 404, answered: 'not found' }],
    [
      'content-type',
      'with an error of another type',
      { line: inspect, status: 404, answered: refused, headers: { 'content-type': 'text/plain' } },
    ],
    [
      'content-type',
      'with logs of another type',
      { line: 'GET /v1.55/containers/x/logs?stdout=1', answered: '', headers: { 'content-type': 'text/plain' } },
    ],
    [
      'names-the-daemon',
      'without a server',
      { line: inspect, status: 404, answered: refused, headers: { server: '' } },
    ],
    [
      'names-the-daemon',
      'without saying whether it is experimental',
      { line: inspect, status: 404, answered: refused, headers: { 'docker-experimental': '' } },
    ],
  ])('%s %s', (name, _, said) => {
    expect(brokenBy(said)).toEqual([expect.stringMatching(new RegExp(`\\.${name}$`))])
  })

  test('names-the-daemon not where the daemon has no such route', () => {
    const line = 'GET /v1.51/images/busybox/attestations'
    const headers = { 'api-version': '', 'docker-experimental': '', ostype: '', server: '' }
    expect(brokenBy({ line, status: 404, answered: { message: 'page not found' }, headers })).toEqual([])
    expect(brokenBy({ line, status: 404, answered: { message: 'No such image: x' }, headers })).toEqual([
      'ImageAttestations.names-the-daemon',
    ])
  })

  test('names-the-daemon when it is another server than before', () => {
    const ask = { line: 'GET /v1.55/containers/json', answered: [] }
    expect(brokenBy(ask, { ...ask, headers: { server: 'Docker/20.10.24 (linux)' } })).toEqual([
      'ContainerList.names-the-daemon',
    ])
  })
})
