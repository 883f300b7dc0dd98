import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deleteContainer } from '../../../../src/state/container/remove.ts'
import { renameContainer } from '../../../../src/state/container/rename.ts'
import { adjectives, surnames } from '../../../../src/state/container/settings/name-words.ts'
import { createDaemon, refusalOf } from '../daemon.ts'

describe('names', () => {
  test('are taken exactly when they have two letters of the allowed ones', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), text => {
        const { create } = createDaemon()
        const isName = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(text)
        const refusal = refusalOf(() => create({}, { name: text }))
        if (isName || text === '') expect(refusal).toBe('accepted')
        else
          expect(refusal).toBe(`invalid: Invalid container name (${text}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`)
      }),
    )
  })

  test('are found with and without the slash, and told to whoever wants one again', () => {
    const { engine, create } = createDaemon()
    const web = create({}, { name: '/web' })
    expect(web.name).toBe('web')
    expect(engine.containers.resolve('/web')).toBe(web)
    expect(refusalOf(() => create({}, { name: 'web' }))).toBe(
      `conflict: Conflict. The container name "/web" is already in use by container "${web.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    )
  })

  test('that the daemon finds are an adjective and a surname, and the same for the same seed', () => {
    const namesOf = (seed: number) => {
      const { create } = createDaemon('docker-29', seed)
      return Array.from({ length: 20 }, () => create().name)
    }
    expect(namesOf(5)).toEqual(namesOf(5))
    expect(namesOf(5)).not.toEqual(namesOf(6))
    for (const name of namesOf(5)) {
      const [adjective = '', surname = ''] = name.split('_')
      expect(adjectives).toContain(adjective)
      expect(surnames).toContain(surname)
    }
  })

  test('are given back by a removal and by a rename', () => {
    const { engine, create } = createDaemon()
    create({}, { name: 'web' })
    deleteContainer(engine, 'web', {})
    create({}, { name: 'web' })
    renameContainer(engine, 'web', 'other')
    expect(refusalOf(() => create({}, { name: 'web' }))).toBe('accepted')
  })
})

describe('references', () => {
  test('are a full id, a name, then any start of an id that only one has', () => {
    const { engine, create } = createDaemon()
    const containers = Array.from({ length: 30 }, () => create())
    fc.assert(
      fc.property(fc.nat(29), fc.integer({ min: 1, max: 64 }), (index, length) => {
        const container = containers[index]
        const prefix = container?.id.slice(0, length) ?? ''
        const holders = containers.filter(({ id }) => id.startsWith(prefix))
        const refusal = refusalOf(() => expect(engine.containers.resolve(prefix)).toBe(container))
        expect(refusal).toBe(
          holders.length === 1 ? 'accepted' : `invalid: multiple IDs found with provided prefix: ${prefix}`,
        )
      }),
    )
    expect(refusalOf(() => engine.containers.resolve(''))).toBe('invalid: invalid name or ID supplied: ""')
    expect(refusalOf(() => engine.containers.resolve('ghost'))).toBe('not-found: No such container: ghost')
  })

  test('prefer a name to the start of an id', () => {
    const { engine, create } = createDaemon()
    const first = create()
    const second = create({}, { name: first.id.slice(0, 12) })
    expect(engine.containers.resolve(first.id.slice(0, 12))).toBe(second)
  })
})
