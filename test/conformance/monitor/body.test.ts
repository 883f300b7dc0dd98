import { describe, expect, test } from 'vitest'
import { brokenBy, type Said } from './exchanges.ts'

const volume = { Name: 'v', Driver: 'local', Mountpoint: '/v', Labels: null, Scope: 'local', Options: null }
const event = { Type: 'container', Action: 'start', Actor: { ID: 'x', Attributes: {} }, time: 1, timeNano: 1 }
const lines = (...values: readonly object[]): string => values.map(each => `${JSON.stringify(each)}\n`).join('')

describe('a body', () => {
  test.each<[string, readonly string[], Said]>([
    ['is as described', [], { line: 'GET /v1.55/volumes/v', answered: volume }],
    [
      'has the right types',
      ['VolumeInspect.described-body'],
      { line: 'GET /v1.55/volumes/v', answered: { ...volume, Name: 1 } },
    ],
    [
      'is one value',
      ['VolumeInspect.described-body'],
      { line: 'GET /v1.55/volumes/v', answered: lines(volume, volume) },
    ],
    [
      'misspells nothing',
      ['VolumeInspect.described-body'],
      { line: 'GET /v1.55/volumes/v', answered: { ...volume, ' CreatedAt': '' } },
    ],
    [
      'has what is described',
      ['VolumeInspect.described-properties'],
      { line: 'GET /v1.55/volumes/v', answered: { ...volume, Colour: 'red' } },
    ],
    [
      'has what the version has',
      ['SystemInfo.properties-of-the-version'],
      { line: 'GET /v1.55/info', answered: { InitPath: '/x' } },
    ],
    [
      'is never null for a list',
      ['ContainerList.described-body'],
      { line: 'GET /v1.55/containers/json', answered: null },
    ],
    [
      'is left alone where a correction says what daemons do',
      [],
      { line: 'GET /v1.55/containers/x/json', answered: { HostConfig: { MemorySwappiness: null } } },
    ],
    [
      'of events is looked at line by line',
      ['SystemEvents.described-body'],
      {
        line: 'GET /v1.55/events',
        answered: lines(event, { ...event, Type: 'machine' }),
        headers: { 'content-type': 'application/jsonl' },
      },
    ],
    [
      'may be cut off where it is a stream',
      [],
      {
        line: 'GET /v1.55/events',
        answered: `${lines(event)}{"Type":"con`,
        headers: { 'content-type': 'application/jsonl' },
        isWhole: false,
      },
    ],
    ['is not judged when it was cut off', [], { line: 'GET /v1.55/volumes/v', answered: '{"Name":', isWhole: false }],
    ['is not judged by a version that nobody knows', [], { line: 'GET /v1.99/volumes/v', answered: {} }],
  ])('%s', (_, broken, said) => {
    expect(brokenBy(said).filter(id => /\.(described|properties)-/.test(id))).toEqual(broken)
  })
})
