import { describe, expect, test } from 'vitest'
import { brokenBy, type Said } from './exchanges.ts'

const id = 'c0ffee'.padEnd(64, '0')
const create: Said = {
  line: 'POST /containers/create?name=web',
  asked: {},
  status: 201,
  answered: { Id: id, Warnings: [] },
}
const remove: Said = { line: 'DELETE /containers/web', status: 204 }
const look: Said = {
  line: 'GET /containers/web/json',
  answered: { Id: id, Name: '/web', Config: { Labels: { a: 'b' } }, HostConfig: { NetworkMode: 'bridge' } },
}
const row = { Id: id, Names: ['/web'], Labels: { a: 'b' }, HostConfig: { NetworkMode: 'bridge' }, State: 'running' }
const list = (rows: unknown, query = 'all=1', filters?: unknown): Said => ({
  line: `GET /containers/json?${query}${filters ? `&filters=${encodeURIComponent(JSON.stringify(filters))}` : ''}`,
  answered: rows,
})
const [there, alike, fit] = ['lists-what-is-there', 'says-what-inspect-says', 'rows-fit-the-filters'].map(
  name => `ContainerList.${name}`,
)

describe('a list', () => {
  test.each<[string, readonly (string | undefined)[], readonly Said[]]>([
    ['has what is there', [], [create, list([row])]],
    ['without something that is there is wrong', [there], [create, list([])]],
    ['of what runs need not have it', [], [create, list([], 'limit=0')]],
    ['with filters need not have it', [], [create, list([], 'all=1', { label: ['x'] })]],
    ['with what was removed is wrong', [there], [create, remove, list([row])]],
    ['says what inspect says', [], [look, list([row])]],
    ['says nothing else than inspect', [alike], [look, list([{ ...row, Labels: { a: 'c' } }])]],
    [
      'may say something else after a change',
      [],
      [look, { line: 'POST /containers/web/update', answered: { Warnings: [] } }, list([{ ...row, Labels: {} }])],
    ],
  ])('%s', (_, broken, said) => {
    expect(brokenBy(...said)).toEqual(broken)
  })

  test.each<[Readonly<Record<string, unknown>>, boolean]>([
    [{ label: ['a'] }, true],
    [{ label: ['a=b'] }, true],
    [{ label: { 'a=b': true } }, true],
    [{ label: ['a=c'] }, false],
    [{ label: ['a', 'c'] }, false],
    [{ 'label!': ['a'] }, false],
    [{ name: ['we'] }, true],
    [{ name: ['^/web$'] }, true],
    [{ name: ['other', 'web'] }, true],
    [{ name: ['other'] }, false],
    [{ id: ['c0ff'] }, true],
    [{ id: ['dead'] }, false],
    [{ status: ['exited', 'running'] }, true],
    [{ status: ['exited'] }, false],
    [{ status: ['running'], label: ['c'] }, false],
    [{ ancestor: ['anything'] }, true],
  ])('by %j may have the row: %s', (filters, may) => {
    expect(brokenBy(list([row], 'all=1', filters))).toEqual(may ? [] : [fit])
  })
})
