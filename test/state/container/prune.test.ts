import { describe, expect, test } from 'vitest'
import { pruneContainers } from '../../../src/state/container/prune.ts'
import { createDaemon, refusalOf } from './daemon.ts'

const prune = ({ engine }: ReturnType<typeof createDaemon>, filters: object = {}) =>
  pruneContainers(engine, JSON.stringify(filters))

describe('prune', () => {
  test('removes what does not run, oldest first, and adds up what that had written', () => {
    const daemon = createDaemon()
    const first = daemon.create()
    const running = daemon.create()
    const dead = daemon.create()
    daemon.engine.containers.move(running, 'running')
    daemon.engine.containers.move(dead, 'dead')
    first.tree.apply([{ path: '/big', kind: 'file', content: new Uint8Array(1000) }])
    const { writtenBytes } = first.tree
    expect(writtenBytes).toBeGreaterThanOrEqual(1000)
    expect(prune(daemon)).toEqual({ ContainersDeleted: [first.id, dead.id], SpaceReclaimed: writtenBytes })
    expect(daemon.story().slice(-3)).toEqual(['container destroy', 'container destroy', 'container prune'])
    expect(daemon.events.at(-1)).toMatchObject({ actorId: '', attributes: { reclaimed: String(writtenBytes) } })
    expect([...daemon.engine.containers.all()]).toEqual([running])
  })

  test('answers null when there is nothing to remove, and is told all the same', () => {
    const daemon = createDaemon()
    expect(prune(daemon)).toEqual({ ContainersDeleted: null, SpaceReclaimed: 0 })
    expect(daemon.story()).toEqual(['container prune'])
  })

  test('keeps to labels and to what is old enough', () => {
    const daemon = createDaemon()
    const [old, labelled] = [daemon.create(), daemon.create({ Labels: { keep: '' } })]
    daemon.clock.advance(3_600_000)
    const young = daemon.create()
    expect(prune(daemon, { until: ['30m'], 'label!': ['keep'] }).ContainersDeleted).toEqual([old.id])
    expect(prune(daemon, { label: ['keep'] }).ContainersDeleted).toEqual([labelled.id])
    expect(prune(daemon, { until: ['0'] }).ContainersDeleted).toBeNull()
    expect(prune(daemon).ContainersDeleted).toEqual([young.id])
  })

  test.each([
    [{ status: ['exited'] }, "invalid: invalid filter 'status'"],
    [{ until: ['1h', '2h'] }, 'invalid: more than one until filter specified'],
    [{ until: ['soon'] }, 'invalid: failed to parse value as time or duration: "soon"'],
  ])('refuses %j', (filters, refusal) => {
    expect(refusalOf(() => prune(createDaemon(), filters))).toBe(refusal)
  })
})
