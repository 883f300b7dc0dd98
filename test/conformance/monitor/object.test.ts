import { describe, expect, test } from 'vitest'
import { brokenBy, type Said } from './exchanges.ts'

const id = 'c0ffee'.padEnd(64, '0')
const asked = { Image: 'busybox', Cmd: 'ls', Tty: true, Labels: { a: 'b' }, HostConfig: { Privileged: true } }
const create: Said = {
  line: 'POST /containers/create?name=web',
  asked,
  status: 201,
  answered: { Id: id, Warnings: [] },
}
const Config = { Image: 'busybox', Cmd: ['ls'], Tty: true, Labels: { a: 'b', more: 'x' } }
const shown = { Id: id, Name: '/web', Config, HostConfig: { Privileged: true } }
const look = (answered: unknown = shown, status = 200): Said => ({ line: 'GET /containers/web/json', answered, status })
const nothing = { message: 'No such container' }
const remove: Said = { line: 'DELETE /containers/web', status: 204 }

const written = 'ContainerInspect.reads-what-was-written'
const meant = 'ContainerInspect.finds-what-was-meant'

describe('what was written', () => {
  test.each<[string, readonly string[], readonly Said[]]>([
    ['is read', [], [create, look()]],
    ['is missed when it is not there', [written], [create, look(nothing, 404)]],
    [
      'may vanish when it was told to',
      [],
      [{ ...create, asked: { HostConfig: { AutoRemove: true } } }, look(nothing, 404)],
    ],
    [
      'is not missed when it was removed',
      [],
      [create, remove, { ...look(nothing, 404), line: `GET /containers/${id}/json` }],
    ],
    ['is gone when it was removed', [written], [create, remove, { ...look(), line: `GET /containers/${id}/json` }]],
    ['has its labels', [written], [create, look({ ...shown, Config: { ...Config, Labels: { more: 'x' } } })]],
    ['has its command', [written], [create, look({ ...shown, Config: { ...Config, Cmd: ['sh'] } })]],
    ['has the settings of its host', [written], [create, look({ ...shown, HostConfig: { Privileged: false } })]],
    [
      'is not judged while it may be changed by others',
      [],
      [create, { line: 'POST /containers/prune', answered: {} }, look(nothing, 404)],
    ],
    [
      'holds for networks',
      ['NetworkInspect.reads-what-was-written'],
      [
        {
          line: 'POST /networks/create',
          asked: { Name: 'n', Internal: true },
          status: 201,
          answered: { Id: id, Warning: '' },
        },
        { line: 'GET /networks/n', answered: { Id: id, Name: 'n', Internal: false } },
      ],
    ],
    [
      'holds for volumes',
      ['VolumeInspect.reads-what-was-written'],
      [
        {
          line: 'POST /volumes/create',
          asked: { Name: 'v' },
          status: 201,
          answered: { Name: 'v', Driver: 'local', Mountpoint: '/v', Labels: null, Scope: 'local', Options: null },
        },
        { line: 'GET /volumes/v', status: 404, answered: nothing },
      ],
    ],
  ])('%s', (_, broken, said) => {
    expect(brokenBy(...said)).toEqual(broken)
  })
})

describe('what is found', () => {
  test.each<[string, readonly string[], readonly Said[]]>([
    ['has the name', [], [look()]],
    ['has the id', [], [{ ...look(), line: `GET /containers/${id}/json` }]],
    ['has the beginning of the id', [], [{ ...look(), line: 'GET /containers/c0ffee/json' }]],
    ['is not another', [meant], [look({ ...shown, Name: '/other' })]],
    ['is always the same', [meant], [look(), look({ ...shown, Id: 'd'.repeat(64) })]],
    ['may be another after a change', [], [look(), remove, look({ ...shown, Id: 'd'.repeat(64) })]],
  ])('%s', (_, broken, said) => {
    expect(brokenBy(...said)).toEqual(broken)
  })
})
