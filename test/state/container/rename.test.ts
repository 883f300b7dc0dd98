import { expect, test } from 'vitest'
import { killContainer } from '../../../src/state/container/kill.ts'
import { renameContainer } from '../../../src/state/container/rename.ts'
import { startContainer } from '../../../src/state/container/start.ts'

import { createDaemon, refusalOf } from './daemon.ts'
import { createWorld } from './world.ts'

test('tells of the old name with its slash under the new one', () => {
  const { engine, create, events } = createDaemon()
  const container = create({}, { name: 'old' })
  renameContainer(engine, container.id.slice(0, 8), '/new')
  expect(events.at(-1)).toMatchObject({ action: 'rename', attributes: { oldName: '/old', name: 'new' } })
  expect(engine.containers.byName('old')).toBeUndefined()
})

test.each([
  ['', 'x', 'invalid: Neither old nor new names may be empty'],
  ['aa', ' / ', 'invalid: Neither old nor new names may be empty'],
  ['ghost', 'new', 'not-found: No such container: ghost'],
  ['aa', 'aa', 'invalid: Renaming a container with the same name as its current name'],
  [
    'aa',
    '-',
    'invalid: Error when allocating new name: Invalid container name (/-), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
  ],
])('%j to %j: %s', (from, to, refusal) => {
  const { engine, create } = createDaemon()
  create({}, { name: 'aa' })
  expect(refusalOf(() => renameContainer(engine, from, to))).toBe(refusal)
})

test('refuses a name that another has', () => {
  const { engine, create } = createDaemon()
  create({}, { name: 'aa' })
  const other = create({}, { name: 'bb' })
  expect(refusalOf(() => renameContainer(engine, 'aa', 'bb'))).toBe(
    `conflict: Error when allocating new name: Conflict. The container name "/bb" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`,
  )
})

test.each([
  ['docker-26', /^not-found: sandbox [0-9a-f]{64} not found$/, 'old'],
  ['docker-27', /^accepted$/, 'new'],
])('of what is restarting, on %s: %s', (profile, said, name) => {
  const { engine, create } = createDaemon(profile)
  const container = create({}, { name: 'old' })
  container.startedAt = 0
  engine.containers.move(container, 'restarting')
  expect(refusalOf(() => renameContainer(engine, 'old', 'new'))).toMatch(said)
  expect(container.name).toBe(name)
})

test('leaves a running container names on the default bridge, which stay what they were while it is stopped', () => {
  const { engine, create, settle, clock } = createWorld()
  const box = create(['idle'])
  const names = () => box.endpoints.get('bridge')?.dnsNames
  startContainer(engine, box.id)
  settle()
  expect(names()).toEqual([])
  renameContainer(engine, box.id, 'new')
  expect(names()).toEqual(['new', box.id.slice(0, 12)])
  killContainer(engine, box.id)
  clock.advance(1000)
  renameContainer(engine, box.id, 'newer')
  startContainer(engine, box.id)
  settle()
  expect(names()).toEqual(['new', box.id.slice(0, 12)])
})
