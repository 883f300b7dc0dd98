import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../../src/conformance/exchange.ts'
import { watchTraffic } from '../../../../src/conformance/monitor/traffic.ts'
import { requirements } from '../../../../src/conformance/requirements/index.ts'
import { exchangeOf, type Said } from '../../monitor/exchanges.ts'

const id = 'c0ffee00'.repeat(8)
const other = 'decade00'.repeat(8)
const at = `/v1.50/containers/${id}`

const created: Said = {
  line: 'POST /v1.50/containers/create?name=web',
  asked: { Image: 'busybox', Cmd: ['sleep', '1000'] },
  status: 201,
  answered: { Id: id, Warnings: [] },
}
const done = (command: string): Said => ({ line: `POST ${at}/${command}`, status: 204 })
const shown = (status: string, State: object = {}): Said => {
  const runs = ['running', 'paused', 'restarting'].includes(status)
  const time = '2026-01-01T00:00:00Z'
  return {
    line: `GET ${at}/json`,
    answered: {
      Id: id,
      Name: '/web',
      Config: { Labels: {} },
      HostConfig: { RestartPolicy: { Name: 'no' } },
      State: {
        Status: status,
        Running: runs,
        Paused: status === 'paused',
        Restarting: status === 'restarting',
        Pid: runs ? 42 : 0,
        ExitCode: 0,
        Error: '',
        StartedAt: time,
        FinishedAt: time,
        ...State,
      },
    },
  }
}
const refused = (line: string, status: number, message: string): Said => ({ line, status, answered: { message } })

/** What only the model finds broken by exchanges of these places in time. */
const brokenBy = (...exchanges: readonly Exchange[]): string[] => {
  const broken: string[] = []
  const watch = watchTraffic({ claims: requirements, onSighting: ({ claim }) => broken.push(claim.id) })
  const acts = exchanges.flatMap(exchange => [
    { place: exchange.begun, act: () => watch.begins(exchange) },
    { place: exchange.ended, act: () => watch.see(exchange) },
  ])
  for (const { act } of acts.toSorted((one, two) => one.place - two.place)) act()
  return broken
}

const brokenAfter = (...said: readonly Said[]): string[] => brokenBy(...said.map(exchangeOf))

test('who watches traffic keeps account of what was asked for', () => {
  const watch = watchTraffic()
  for (const exchange of [created, done('start'), done('start')].map(exchangeOf)) {
    watch.begins(exchange)
    watch.see(exchange)
  }
  const { statuses, operations } = watch.account.coverage()
  expect([statuses, operations.visited]).toEqual([{ ContainerCreate: [201], ContainerStart: [204] }, 2])
})

describe('the model, looking on', () => {
  test('finds nothing wrong in a life that may be', () => {
    expect(
      brokenAfter(
        created,
        shown('created'),
        done('start'),
        shown('running'),
        done('pause'),
        shown('paused'),
        refused(`POST ${at}/start`, 409, 'cannot start a paused container, try unpause instead'),
        done('unpause'),
        shown('running'),
        shown('exited'),
        { ...done('start'), status: 204 },
        { ...done('stop'), status: 204 },
        shown('exited', { ExitCode: 137 }),
        { line: `DELETE ${at}`, status: 204 },
        refused(`GET ${at}/json`, 404, `No such container: ${id}`),
      ),
    ).toEqual([])
  })

  test.each([
    ['a start that does nothing', 'ContainerStart.when-created', [created, done('start'), shown('created')]],
    [
      'a pause that does nothing',
      'ContainerPause.when-running',
      [created, done('start'), done('pause'), shown('running')],
    ],
    [
      'a stop that does nothing',
      'ContainerStop.when-running',
      [created, done('start'), done('stop'), shown('running')],
    ],
    [
      'a start of what is paused',
      'ContainerStart.when-paused',
      [created, done('start'), done('pause'), shown('paused'), done('start')],
    ],
    ['a pause of what was never started', 'ContainerPause.when-created', [created, done('pause')]],
    ['a stop of what was never started', 'ContainerStop.when-created', [created, done('stop')]],
    [
      'what was removed and is there',
      'ContainerStart.when-missing',
      [created, { line: `DELETE ${at}`, status: 204 }, done('start')],
    ],
    [
      'a name that is given twice',
      'ContainerCreate.refuses-taken-name',
      [created, { ...created, answered: { Id: other, Warnings: [] } }],
    ],
    [
      'a list without what is paused',
      'ContainerList.agrees-with-inspect',
      [created, done('start'), done('pause'), { line: 'GET /v1.50/containers/json?all=1', answered: [] }],
    ],
    [
      'a command in what does not run',
      'ContainerExec.when-created',
      [created, { line: `POST ${at}/exec`, asked: { Cmd: ['true'] }, status: 201, answered: { Id: other } }],
    ],
  ] as const)('names %s', (_, requirement, said) => {
    expect(brokenAfter(...said)).toContain(requirement)
  })

  test('does not judge what was there before, until somebody has looked at it', () => {
    expect(brokenAfter(done('pause'), done('start'), done('pause'))).toEqual([])
    expect(brokenAfter(shown('paused'), done('start'))).toEqual(['ContainerStart.when-paused'])
    expect(brokenAfter(shown('exited'), done('pause'))).toEqual(['ContainerPause.when-exited'])
  })

  test('takes a failure that may have any reason for none of the daemon', () => {
    const full = refused(`POST ${at}/start`, 500, 'no space left on device')
    expect(brokenAfter(created, full, shown('exited'))).toEqual([])
    expect(brokenAfter(created, refused(`POST ${at}/stop`, 500, 'no'))).toEqual(['ContainerStop.when-created'])
  })

  test('does not guess in which order things were done that overlap', () => {
    const start = exchangeOf(done('start'))
    const place = start.begun
    const during = (said: Said, begun: number, ended: number): Exchange => ({ ...exchangeOf(said), begun, ended })
    const making = during(created, place - 0.5, place - 0.4)
    const whole = { ...start, ended: place + 1 }
    // Whoever looks meanwhile may see either; and two who change it may come in either order.
    expect(brokenBy(making, whole, during(shown('created'), place + 0.2, place + 0.3))).toEqual([])
    expect(brokenBy(making, whole, during(shown('created'), place + 2, place + 3))).toEqual([
      'ContainerStart.when-created',
    ])
    const pause = during(done('pause'), place + 0.2, place + 2)
    expect(brokenBy(making, whole, pause, during(shown('running'), place + 3, place + 4))).toEqual([])
  })

  test('learns the name that the daemon has chosen', () => {
    const unnamed = { ...created, line: 'POST /v1.50/containers/create' }
    const byName = { ...done('pause'), line: 'POST /v1.50/containers/web/pause' }
    expect(brokenAfter(unnamed, byName)).toEqual([])
    expect(brokenAfter(unnamed, shown('created'), byName)).toEqual(['ContainerPause.when-created'])
  })

  test('takes no short name of somebody else for the beginning of an id', () => {
    expect(brokenAfter(created, { line: 'POST /v1.50/containers/c0f/pause', status: 204 })).toEqual([])
  })

  test('says nothing of what a client has not waited for', () => {
    expect(brokenAfter(created, { ...shown('paused'), isWhole: false })).toEqual([])
  })
})
