import { expect, test } from 'vitest'
import { watchedClaims } from '../../../src/conformance/monitor/claims.ts'
import { watchedResults } from '../../../src/conformance/monitor/results.ts'
import { createWatch } from '../../../src/conformance/monitor/watch.ts'
import { exchangeOf } from './exchanges.ts'

const fine = { line: 'GET /v1.55/containers/json', answered: [] }
const wrong = { line: 'GET /v1.55/volumes', answered: { Volumes: [{ Colour: 'red' }] } }
const verdicts = (watch: ReturnType<typeof createWatch>, expected: Parameters<typeof watchedResults>[1] = []) =>
  Object.fromEntries(watchedResults(watch, expected).map(({ requirement, verdict }) => [requirement.id, verdict]))

test('a claim passes when it was exercised and not broken', () => {
  const watch = createWatch()
  watch.see(exchangeOf(fine))
  expect(verdicts(watch)).toEqual({
    'ContainerList.content-type': 'pass',
    'ContainerList.described-body': 'pass',
    'ContainerList.described-properties': 'pass',
    'ContainerList.documented-status': 'pass',
    'ContainerList.names-the-daemon': 'pass',
    'ContainerList.properties-of-the-version': 'pass',
  })
})

test('a claim that was broken fails, or warns where it is only information, and shows the exchange', () => {
  const watch = createWatch()
  watch.see(exchangeOf(wrong))
  expect(verdicts(watch)).toMatchObject({
    'VolumeList.described-body': 'fail',
    'VolumeList.described-properties': 'warn',
  })
  const broken = watchedResults(watch, []).find(({ verdict }) => verdict === 'fail')
  expect(broken).toMatchObject({
    reason: expect.stringContaining('GET /v1.55/volumes: '),
    trace: [{ operation: 'VolumeList', method: 'GET', target: '/v1.55/volumes', status: 200 }],
  })
})

test('what is expected to break may as well not break', () => {
  const expected = [{ id: '*.described-body', because: 'it is old', isOver: false }]
  const watch = createWatch()
  watch.see(exchangeOf(fine))
  watch.see(exchangeOf(wrong))
  expect(verdicts(watch, expected)).toMatchObject({
    'ContainerList.described-body': 'pass',
    'VolumeList.described-body': 'xfail',
  })
})

test('only what is asked for is watched', () => {
  const watch = createWatch({ claims: watchedClaims.filter(({ id }) => id === 'ContainerList.content-type') })
  watch.see(exchangeOf(fine))
  watch.see(exchangeOf(wrong))
  expect(verdicts(watch)).toEqual({ 'ContainerList.content-type': 'pass' })
})

test('of many sightings of one claim the first few are kept', () => {
  const heard: string[] = []
  const watch = createWatch({ onSighting: ({ claim }) => heard.push(claim.id) })
  for (let count = 0; count < 10; count++) watch.see(exchangeOf({ ...wrong, status: 418 }))
  expect(heard.filter(id => id === 'VolumeList.documented-status')).toHaveLength(10)
  expect(watch.results().find(({ claim }) => claim.id === 'VolumeList.documented-status')).toMatchObject({
    exercised: 10,
    sightings: [{}, {}, {}],
  })
})
