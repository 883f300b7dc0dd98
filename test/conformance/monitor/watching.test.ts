import { describe, expect, test } from 'vitest'
import { watchedClaims } from '../../../src/conformance/monitor/claims.ts'
import { createWatching } from '../../../src/conformance/monitor/watching.ts'
import type { Target, WireReply } from '../../../src/conformance/wire.ts'

/** Answers a list of containers, whatever is asked. */
const answering = (body: string): Target => {
  const reply: WireReply = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(body),
  }
  const never = (): Promise<never> => Promise.reject(new Error('nobody asks so'))
  return {
    name: 'somebody',
    isOwn: false,
    send: () => Promise.resolve(reply),
    open: never,
    upgrade: never,
    pass: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

const list = { method: 'GET', target: '/v1.45/containers/json', headers: {} }
const described = watchedClaims.filter(({ id }) => id === 'ContainerList.described-body')

describe('several daemons', () => {
  test('are watched for the same claims, and what each did is told together', async () => {
    const watching = createWatching(described)
    const [right, wrong] = [watching.on(answering('[]')), watching.on(answering('{"a":1}'))]
    for (const target of [right, wrong, right]) await target.send(list)
    const results = watching.results()
    expect(results.map(({ claim, exercised, sightings }) => [claim.id, exercised, sightings.length])).toEqual([
      ['ContainerList.described-body', 3, 1],
    ])
  })

  test('are left alone when nothing is watched for', () => {
    const target = answering('[]')
    const watching = createWatching([])
    expect([watching.on(target), watching.results()]).toEqual([target, []])
  })
})
