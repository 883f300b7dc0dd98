import { describe, expect, test } from 'vitest'
import type { TraceEntry } from '../../../src/conformance/client.ts'
import { livesIn } from '../../../src/conformance/report/timeline.ts'

const id = '0123456789ab'.repeat(5)
const exec = 'ba9876543210'.repeat(5)

/** A request and its answer, in short. */
const asked = (line: string, status: number, reply?: string, body?: string): TraceEntry => {
  const [method = '', target = ''] = line.split(' ')
  return {
    operation: 'SystemPing',
    method,
    target,
    status,
    milliseconds: 1,
    ...(reply !== undefined && { reply }),
    ...(body !== undefined && { body }),
  }
}

const created = asked('POST /v1.51/containers/create?name=one', 201, `{"Id":"${id}","Warnings":[]}`)

describe('the timeline of a trace', () => {
  test('follows a container through its commands, by its id, its name and the beginning of its id', () => {
    const trace = [
      asked('GET /_ping', 200),
      created,
      asked(`POST /v1.51/containers/${id}/start`, 204),
      asked('POST /v1.51/containers/one/pause', 204),
      asked(`POST /v1.51/containers/${id.slice(0, 12)}/unpause`, 204),
      asked(`POST /v1.51/containers/${id}/kill`, 204),
      asked('GET /v1.51/containers/one/json', 200, `{"Id":"${id}","State":{"Status":"exited"}}`),
      asked(`DELETE /v1.51/containers/${id}`, 204),
      asked(`GET /v1.51/containers/${id}/json`, 404, '{"message":"No such container"}'),
    ]
    const states = [undefined, 'created', 'running', 'paused', 'running', 'signalled', 'exited', 'removed', 'missing']
    expect(livesIn(trace)).toEqual([{ kind: 'container', name: 'one', states }])
  })

  test.each([
    ['a refusal', asked(`POST /v1.51/containers/${id}/start`, 500)],
    ['what was done already', asked(`POST /v1.51/containers/${id}/stop`, 304)],
    ['a question', asked(`GET /v1.51/containers/${id}/logs?stdout=1`, 200)],
    ['what is not told', asked(`GET /v1.51/containers/${id}/json`, 200, '')],
    ['no operation at all', asked('GET /nowhere', 200)],
  ])('takes %s for no change', (_, entry) => {
    expect(livesIn([created, entry])).toEqual([{ kind: 'container', name: 'one', states: ['created', 'created'] }])
  })

  test('keeps objects of every kind apart, in the order in which they came up', () => {
    const trace = [
      asked('POST /v1.51/networks/create', 201, `{"Id":"${id}","Warning":""}`, '{"Name":"lan"}'),
      asked('POST /v1.51/volumes/create', 201, '{"Name":"shelf","Driver":"local"}', '{"Name":"shelf"}'),
      asked('POST /v1.51/containers/web/exec', 201, `{"Id":"${exec}"}`),
      asked(`POST /v1.51/exec/${exec}/start`, 101),
      asked(`GET /v1.51/exec/${exec}/json`, 200, `{"ID":"${exec}","Running":false}`),
      asked('DELETE /v1.51/networks/lan', 204),
      asked('DELETE /v1.51/volumes/shelf', 409),
      asked('GET /v1.51/volumes/elsewhere', 404),
    ]
    const lives = livesIn(trace).map(({ kind, name, states }) => [kind, name, states.slice(2).join(' ').trim()])
    expect(lives).toEqual([
      ['network', 'lan', 'created created created removed removed removed'],
      ['volume', 'shelf', 'created created created created created created'],
      ['execution', exec.slice(0, 12), 'created running not running not running not running not running'],
      ['volume', 'elsewhere', 'missing'],
    ])
  })

  test('has a state for every request', () => {
    for (const { states } of livesIn([created, asked('GET /info', 200), created])) expect(states).toHaveLength(3)
  })
})
