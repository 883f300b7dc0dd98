import { describe, expect, test } from 'vitest'
import type { OperationId } from '../../../spec/index.ts'
import { comparableAnswer } from '../../../src/conformance/diff/comparable.ts'
import { createSymbols } from '../../../src/conformance/program/symbols.ts'
import { tarOf, tarOfAll } from '../../../src/conformance/tar.ts'

const symbols = createSymbols(() => 'mkc-0badbeef-1')
symbols.of('c0')
const naming = { symbols, run: '0badbeef', root: '/var/lib/docker', image: 'busybox:latest' }

const answer = (operation: OperationId, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  comparableAnswer(
    {
      operation,
      request: { method: 'GET', target: '/', headers: {} },
      status: 200,
      headers,
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    },
    false,
    naming,
  )

const frame = (output: number, text: string): number[] => [output, 0, 0, 0, 0, 0, 0, text.length, ...Buffer.from(text)]

describe('an answer', () => {
  test('keeps its headers, but for those of the moment', () => {
    const headers = { date: 'now', 'content-length': '2', 'content-type': 'text/plain', 'api-version': '1.41' }
    expect(answer('SystemPing', 'OK', headers)).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain', 'api-version': '1.41' },
      body: 'OK',
    })
  })

  test('that is a list has only what the program made', () => {
    const rows = [{ Names: ['/mkc-0badbeef-1'] }, { Names: ['/web'] }]
    expect(answer('ContainerList', JSON.stringify(rows))).toMatchObject({ body: [{ Names: ['/{c0}'] }] })
  })

  test.each(['NetworkList', 'NetworkListSlash'] as const)(
    'of %s has only what the program made, in no order',
    operation => {
      const [one, other, foreign] = [
        { Id: 'b', Name: 'mkc-0badbeef-1' },
        { Id: 'a', Name: 'mkc-0badbeef-1' },
        { Id: 'c' },
      ]
      expect(answer(operation, JSON.stringify([foreign, one, other]))).toEqual(
        answer(operation, JSON.stringify([other, one])),
      )
    },
  )

  test('that tells of progress is a list of what is told, whatever the order of its keys', () => {
    const told = (line: string) => answer('ImagePush', `{"status":"The push"}\r\n${line}\r\n`)
    expect(told('{"errorDetail":{"message":"x"},"error":"x"}')).toEqual(
      told('{"error":"x","errorDetail":{"message":"x"}}'),
    )
    expect(told('{"error":"x"}')).toMatchObject({ body: [{ status: 'The push' }, { error: 'x' }] })
  })

  test('that is a stream has each output whole, however it was cut', () => {
    const cut = new Uint8Array([...frame(1, 'on'), ...frame(2, 'err'), ...frame(1, 'e')])
    const whole = new Uint8Array([...frame(2, 'err'), ...frame(1, 'one')])
    expect(answer('ContainerLogs', cut)).toEqual(answer('ContainerLogs', whole))
    expect(answer('ContainerLogs', cut)).toMatchObject({ body: { stdout: 'one', stderr: 'err' } })
  })

  test('that is an archive has its members in no order, with all but their times', () => {
    const archive = { 'content-type': 'application/x-tar' }
    const [one, other] = [
      tarOfAll([
        ['a', 'mkc-0badbeef-1'],
        ['b', 'x'.repeat(5000)],
      ]),
      tarOfAll([
        ['b', 'x'.repeat(5000)],
        ['a', 'mkc-0badbeef-1'],
      ]),
    ]
    const later = Uint8Array.from(one)
    later.set(Buffer.from('00000000017'), 136)
    expect(answer('ContainerArchive', later, archive)).toEqual(answer('ContainerArchive', other, archive))
    expect(answer('ContainerExport', one)).toMatchObject({
      body: [
        { name: 'a', type: '0', mode: 0o644, owner: 0, group: 0, linksTo: '', content: '{c0}' },
        { name: 'b', content: 5000 },
      ],
    })
    expect(answer('ContainerArchive', tarOf('a', 'x', 0o600), archive)).not.toEqual(
      answer('ContainerArchive', tarOf('a', 'x'), archive),
    )
  })

  test('that measures has only a shape', () => {
    expect(answer('ContainerStats', '{"cpu":{"total":17},"each":[1,2]}')).toMatchObject({
      body: { cpu: { total: '<number>' }, each: ['<number>'] },
    })
  })

  test('of events is a list of messages in no order, without their times and those of others', () => {
    const message = (action: string, name: string, time: number) =>
      JSON.stringify({ Type: 'container', Action: action, Actor: { ID: name, Attributes: { name } }, time })
    const one = [message('start', 'mkc-0badbeef-1', 1), message('die', 'mkc-0badbeef-1', 2), message('die', 'web', 3)]
    const other = [message('die', 'mkc-0badbeef-1', 7), message('start', 'mkc-0badbeef-1', 8)]
    expect(answer('SystemEvents', one.join('\n'))).toEqual(answer('SystemEvents', other.join('\n')))
  })

  test('of events has no check that failed because its container was ended', () => {
    const told = (...actions: string[]) =>
      answer(
        'SystemEvents',
        actions
          .map(Action => JSON.stringify({ Type: 'container', Action, Actor: { ID: 'mkc-0badbeef-1', Attributes: {} } }))
          .join('\n'),
      )
    const failed = 'health_status: unhealthy'
    expect(told('start', 'kill', failed, 'die')).toEqual(told('start', 'kill', 'die'))
    expect(told('kill', 'die', 'start', failed)).not.toEqual(told('kill', 'die', 'start'))
    expect(told('start', failed, 'kill')).not.toEqual(told('start', 'kill'))
  })
})
