import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deleteContainer } from '../../../src/state/container/remove.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { createDaemon, refusalOf } from './daemon.ts'
import { createWorld } from './world.ts'

describe('removal', () => {
  test('leaves no trace in any index', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 8 }), fc.boolean(), (kinds, volumes) => {
        const { engine, create } = createDaemon()
        for (const kind of kinds) {
          create({
            Labels: { kind: String(kind) },
            Volumes: kind === 1 ? { '/data': {} } : {},
            HostConfig: { Binds: kind === 2 ? ['named:/data'] : [] },
          })
        }
        const ids = [...engine.containers.all()].map(({ id }) => id)
        for (const id of ids) deleteContainer(engine, id, { volumes })
        expect(engine.containers.size).toBe(0)
        expect([...engine.containers.newestFirst()]).toEqual([])
        expect(engine.containers.inState('created').size + engine.containers.inState('removing').size).toBe(0)
        expect(engine.containers.withLabel('kind').size + engine.containers.mounting('/data').size).toBe(0)
        expect([...engine.containers.networkNames()]).toEqual([])
        for (const volume of engine.volumes.all()) expect(volume.containerIds.size).toBe(0)
        const anonymous = [...engine.volumes.all()].filter(volume => volume.anonymous)
        expect(anonymous).toHaveLength(volumes ? 0 : kinds.filter(kind => kind === 1).length)
        expect(engine.volumes.get('named') !== undefined).toBe(kinds.includes(2))
      }),
    )
  })

  test('tells of its volumes before it tells of itself, and wakes who waits in between', () => {
    const { engine, create, story } = createDaemon()
    const container = create({ Volumes: { '/data': {} } })
    container.changed.subscribe(() => expect(story().at(-1)).toBe('volume destroy'))
    deleteContainer(engine, container.id, { volumes: true })
    expect(story().slice(-2)).toEqual(['volume destroy', 'container destroy'])
    expect(container.removed).toBe(true)
  })

  test('leaves an anonymous volume that another container mounts', () => {
    const { engine, create } = createDaemon()
    const first = create({ Volumes: { '/data': {} } }, { name: 'first' })
    const second = create({ HostConfig: { VolumesFrom: ['first:ro'] } })
    expect(second.mounts).toMatchObject([{ destination: '/data', readWrite: false, mode: '' }])
    deleteContainer(engine, first.id, { volumes: true })
    expect(engine.volumes.size).toBe(1)
    deleteContainer(engine, second.id, { volumes: true })
    expect(engine.volumes.size).toBe(0)
  })

  test('of a running container needs force, which kills it first', () => {
    const { engine, create, actions } = createWorld()
    const { id } = create(['idle'])
    startContainer(engine, id)
    expect(refusalOf(() => deleteContainer(engine, id, {}))).toBe(
      `conflict: cannot remove container "${id}": container is running: stop the container before removing or force remove`,
    )
    actions()
    deleteContainer(engine, id, { force: true })
    expect(actions()).toEqual(['kill 9', 'network disconnect', 'die 137', 'destroy'])
    expect(refusalOf(() => deleteContainer(engine, id, {}))).toBe(`not-found: No such container: ${id}`)
  })

  test('of a link takes only the name away', () => {
    const { engine, create } = createDaemon()
    create({}, { name: 'db' })
    create({ HostConfig: { Links: ['db:store'] } }, { name: 'web' })
    const act = (reference: string) => refusalOf(() => deleteContainer(engine, reference, { link: true }))
    expect(act('db')).toBe('internal: Conflict, cannot remove the default link name of the container')
    expect(act('/web/store')).toBe('accepted')
    expect(act('/web/store')).toBe('not-found: No such container: /web/store')
    expect(engine.containers.size).toBe(2)
  })
})
