import { expect, test } from 'vitest'
import { tamed } from '../../../src/conformance/diff/tame.ts'

const made = (body: object) => tamed({ steps: [{ call: 'ContainerCreate', body, makes: 'c0' }] }).steps[0]
const once = { Name: 'on-failure', MaximumRetryCount: 1 }

test.each([
  [
    'what crashes for ever',
    { workload: 'crashLoop' },
    { workload: 'exit', arguments: [1], HostConfig: { RestartPolicy: once } },
  ],
  [
    'what ends and is started again for ever',
    { workload: 'exit', arguments: [0], HostConfig: { Memory: 1, RestartPolicy: { Name: 'unless-stopped' } } },
    { workload: 'exit', arguments: [0], HostConfig: { Memory: 1, RestartPolicy: once } },
  ],
])('%s is given an end', (_, body, expected) => {
  expect(made(body)).toMatchObject({ body: expected })
})

test.each([
  { workload: 'sleepForever', HostConfig: { RestartPolicy: { Name: 'always' } } },
  { workload: 'exit', HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } } },
  { workload: 'print' },
])('%j comes to rest by itself', body => {
  expect(made(body)).toMatchObject({ body })
})

test.each([
  [{ limit: 2 }, { limit: 2, filters: { label: ['{m0}'] } }],
  [
    { limit: 2, filters: { status: { created: true } } },
    { limit: 2, filters: { status: { created: true }, label: { '{m0}': true } } },
  ],
  [
    { limit: 1, filters: { label: ['a'] } },
    { limit: 1, filters: { label: ['a'] } },
  ],
  [{ all: true }, { all: true }],
])('a list that is asked for with %j is asked for with %j', (query, expected) => {
  expect(tamed({ steps: [{ call: 'ContainerList', query }] }).steps).toEqual([
    { call: 'ContainerList', query: expected },
  ])
})
