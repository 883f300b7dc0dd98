import { expect, test } from 'vitest'
import { harOfReport } from '../../../src/conformance/report/har.ts'
import { reported, reportWith } from './sample.ts'

const entry = {
  operation: 'ContainerPause',
  method: 'POST',
  target: '/v1.51/containers/one/pause?a=b',
  status: 500,
  reply: '{"message":"no"}',
  milliseconds: 20,
} as const

test('what did not hold is a page each, its requests one after the other', () => {
  const report = reportWith([
    reported(),
    reported({
      id: 'ContainerPause.when-missing',
      verdict: 'fail',
      reason: 'because',
      trace: [entry, { ...entry, body: '{"c":1}' }],
    }),
  ])
  const { log } = JSON.parse(harOfReport(report))
  expect(log.version).toBe('1.2')
  expect(log.pages).toMatchObject([
    { id: 'ContainerPause.when-missing', title: expect.stringMatching(/^fail ContainerPause.when-missing: /) },
  ])
  expect(log.entries).toMatchObject([
    {
      pageref: 'ContainerPause.when-missing',
      time: 20,
      request: {
        method: 'POST',
        url: 'http://docker/v1.51/containers/one/pause?a=b',
        queryString: [{ name: 'a', value: 'b' }],
      },
      response: { status: 500, content: { text: '{"message":"no"}' } },
    },
    { request: { postData: { text: '{"c":1}' } } },
  ])
  const [first, second] = log.entries.map((each: { startedDateTime: string }) => Date.parse(each.startedDateTime))
  expect(second - first).toBe(20)
})
