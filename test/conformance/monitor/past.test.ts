import { describe, expect, test } from 'vitest'
import type { Known } from '../../../src/conformance/monitor/monitor.ts'
import { createPast, type Past } from '../../../src/conformance/monitor/past.ts'
import { exchangeOf, type Said } from './exchanges.ts'

const id = 'c0ffee'.padEnd(64, '0')
const create: Said = {
  line: 'POST /containers/create?name=web',
  asked: { Image: 'busybox' },
  status: 201,
  answered: { Id: id, Warnings: [] },
}
const start: Said = { line: 'POST /containers/web/start', status: 204 }
const remove: Said = { line: 'DELETE /containers/web', status: 204 }
const look: Said = { line: `GET /containers/${id}/json`, answered: { Id: id, Name: '/web' } }

const known = (said: Said): Known => exchangeOf(said) as Known

/** What is known when all of this has gone by, one after the other. */
const having = (...said: readonly Said[]): Past => {
  const past = createPast()
  for (const each of said) {
    const exchange = known(each)
    past.begins(exchange)
    past.learns(exchange)
  }
  return past
}

const settled = (past: Past, ref: string) => past.settled('container', ref, known(look))

describe('what was created', () => {
  test.each([id, id.slice(0, 12), 'web'])('is known by %s', ref => {
    expect(settled(having(create), ref)).toMatchObject({
      id,
      name: 'web',
      isGone: false,
      created: { Image: 'busybox' },
    })
  })

  test('is known of nobody else', () => {
    expect(settled(having(create), 'webs')).toBeUndefined()
    expect(having(create).settled('network', 'web', known(look))).toBeUndefined()
  })

  test('is not settled once it has been changed, until somebody looks', () => {
    expect(settled(having(create, start), 'web')).toBeUndefined()
    expect(settled(having(create, start, look), 'web')).toMatchObject({ inspected: { Name: '/web' } })
  })

  test('is not settled while something is under way that may change it', () => {
    const past = having(create)
    past.begins(known(remove))
    expect(settled(past, 'web')).toBeUndefined()
  })

  test('is not settled for whoever began before it was known', () => {
    const early = known(look)
    expect(having(create).settled('container', 'web', early)).toBeUndefined()
  })

  test('is gone when it was removed, and only its id says so', () => {
    const past = having(create, remove)
    expect(settled(past, id)).toMatchObject({ isGone: true })
    expect(settled(past, 'web')).toBeUndefined()
  })

  test('is not settled once a prune may have taken it', () => {
    expect(settled(having(create, { line: 'POST /containers/prune', answered: {} }), 'web')).toBeUndefined()
  })

  test('is new when its name is used again', () => {
    const other = id.replace('c0ffee', 'decaff')
    const again = having(create, remove, { ...create, answered: { Id: other } })
    expect(settled(again, 'web')).toMatchObject({ id: other, isGone: false })
  })
})

test('volumes are not settled once a container may have made or taken them', () => {
  const volume: Said = {
    line: 'POST /volumes/create',
    asked: { Name: 'data' },
    status: 201,
    answered: { Name: 'data' },
  }
  const ask = (past: Past) => past.settled('volume', 'data', known({ line: 'GET /volumes/data' }))
  expect(ask(having(volume))).toMatchObject({ id: 'data' })
  expect(ask(having(volume, create))).toBeUndefined()
})
