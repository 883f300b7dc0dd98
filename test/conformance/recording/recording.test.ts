import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src/conformance/exchange.ts'
import { harOf } from '../../../src/conformance/recording/har.ts'
import {
  headLineOf,
  lineOf,
  RecordingError,
  readRecording,
  replay,
} from '../../../src/conformance/recording/recording.ts'
import { exchangeOf } from '../monitor/exchanges.ts'

const fingerprint = { product: 'Engine', version: '29.6.0', apiVersion: '1.55', minApiVersion: '1.40' }
const head = headLineOf('unix:///x', fingerprint)
const list = exchangeOf({ line: 'GET /v1.55/containers/json?all=1', answered: [] })
const recordingOf = (...exchanges: readonly Exchange[]): string =>
  [head, ...exchanges.map(exchange => lineOf({ at: 1_800_000_000_000, exchange })), ''].join('\n')

describe('a recording', () => {
  test('is read as it was written', () => {
    const create = exchangeOf({
      line: 'POST /networks/create',
      asked: { Name: 'n' },
      status: 201,
      answered: { Id: 'x' },
    })
    expect(readRecording(recordingOf(list, create))).toEqual({
      recording: 1,
      target: 'unix:///x',
      fingerprint,
      exchanges: [list, create].map(exchange => ({ at: 1_800_000_000_000, exchange })),
    })
  })

  test('keeps every byte of bodies and conversations', () => {
    const bytes = fc.uint8Array()
    fc.assert(
      fc.property(bytes, bytes, bytes, bytes, (asked, answered, sent, received) => {
        const exchange = {
          ...list,
          request: { ...list.request, body: asked },
          reply: { ...list.reply, body: answered },
          conversation: { sent, received },
        }
        expect(readRecording(recordingOf(exchange)).exchanges[0]?.exchange).toEqual(exchange)
      }),
    )
  })

  test('is read without a last line that was cut off', () => {
    expect(readRecording(recordingOf(list, list).slice(0, -20)).exchanges).toHaveLength(1)
  })

  test.each(['', '{}', 'hello', '{"log":{"version":"1.2"}}'])('is not %j', text => {
    expect(() => readRecording(text)).toThrow(RecordingError)
  })

  test('is shown in the order in which things began and ended', () => {
    const [outer, inner] = [
      { ...list, begun: 1, ended: 4 },
      { ...list, begun: 2, ended: 3 },
    ]
    const shown: string[] = []
    replay(readRecording(recordingOf(inner, outer)), {
      begins: ({ begun }) => shown.push(`${begun} begins`),
      see: ({ begun }) => shown.push(`${begun} is seen`),
    })
    expect(shown).toEqual(['1 begins', '2 begins', '2 is seen', '1 is seen'])
  })
})

test('an HTTP archive has requests, replies and times, oldest first', () => {
  const later = exchangeOf({ line: 'GET /info', answered: {} })
  const archive = harOf(
    [
      { at: 1_800_000_000_500, exchange: later },
      { at: 1_800_000_000_000, exchange: list },
    ],
    '0.1.0',
  )
  expect(archive).toMatchObject({
    log: {
      version: '1.2',
      creator: { name: 'mockerd', version: '0.1.0' },
      entries: [
        {
          startedDateTime: '2027-01-15T08:00:00.000Z',
          request: {
            method: 'GET',
            url: 'http://docker/v1.55/containers/json?all=1',
            queryString: [{ name: 'all', value: '1' }],
          },
          response: { status: 200, content: { mimeType: 'application/json', text: '[]' } },
          timings: { wait: 1, receive: 1 },
        },
        { request: { url: 'http://docker/info' } },
      ],
    },
  })
})
