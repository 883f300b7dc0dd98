import { expect, test } from 'vitest'
import { withEnds } from '../../../src/conformance/diff/tame.ts'

const made = (body: object) => withEnds({ steps: [{ call: 'ContainerCreate', body, makes: 'c0' }] }).steps[0]
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
