import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Container, ContainerState } from '../../../src/state/container/entity.ts'
import { listContainers } from '../../../src/state/container/list.ts'
import { deleteContainer } from '../../../src/state/container/remove.ts'
import { renameContainer } from '../../../src/state/container/rename.ts'
import { newEndpoint } from '../../../src/state/network/commands.ts'
import { createDaemon, refusalOf } from './daemon.ts'

type Daemon = ReturnType<typeof createDaemon>

const list = ({ engine }: Daemon, filters: object = {}, options: object = {}) =>
  listContainers(engine, { all: true, filters: JSON.stringify(filters), apiVersion: '1.55', ...options })

const names = (daemon: Daemon, filters?: object, options?: object): string[] =>
  list(daemon, filters, options).map(({ Names }) => (Names?.[0] ?? '').slice(1))

const states: readonly ContainerState[] = ['created', 'running', 'paused', 'restarting', 'exited', 'dead']

/** A world of containers that differ in everything a filter can ask for. */
const populate = (daemon: Daemon, seeds: readonly number[]): Container[] =>
  seeds.map((seed, index) => {
    const container = daemon.create(
      {
        Image: seed % 2 ? 'alpine' : 'web',
        Labels: { parity: String(seed % 2), third: String(seed % 3), ...(seed % 5 === 0 && { five: '' }) },
        HostConfig: {
          ...(seed % 3 === 0 && { Binds: [`vol${seed % 2}:/data${seed % 4}`] }),
          NetworkMode: seed % 4 === 0 ? 'net1' : 'bridge',
        },
      },
      { name: `c${index}-${seed % 7}` },
    )
    const state = states[seed % states.length] ?? 'created'
    daemon.engine.containers.move(container, state)
    if (state !== 'created') {
      container.startedAt = daemon.engine.clock.now()
      container.finishedAt = daemon.engine.clock.now()
      container.exitCode = seed % 3
    }
    if (seed % 6 === 0) container.endpoints.set('late', { ...newEndpoint(), networkId: 'abc123' })
    return container
  })

const isRunning = ({ state }: Container): boolean => ['running', 'paused', 'restarting'].includes(state)

/** What every filter means, said without any index. */
const meanings: readonly (readonly [filters: object, means: (container: Container) => boolean])[] = [
  [{ label: ['parity=1'] }, ({ config }) => config.Labels?.parity === '1'],
  [{ label: ['parity=0', 'third=0'] }, ({ config }) => config.Labels?.parity === '0' && config.Labels?.third === '0'],
  [{ label: ['five'] }, ({ config }) => config.Labels?.five === ''],
  [{ status: ['running', 'exited'] }, ({ state }) => state === 'running' || state === 'exited'],
  [{ status: ['dead'] }, ({ state }) => state === 'dead'],
  [{ ancestor: ['alpine'] }, ({ config }) => config.Image === 'alpine'],
  [{ ancestor: ['nosuch'] }, () => false],
  [{ ancestor: ['nosuch', 'web'] }, ({ config }) => config.Image === 'web'],
  [{ name: ['c1'] }, ({ name }) => name.includes('c1')],
  [{ name: ['^/?c1-1$'] }, ({ name }) => name === 'c1-1'],
  [{ name: ['^c2', '-3$'] }, ({ name }) => name.startsWith('c2') || name.endsWith('-3')],
  [{ volume: ['vol1'] }, ({ mounts }) => mounts.some(({ name }) => name === 'vol1')],
  [
    { volume: ['/data0', 'vol1'] },
    ({ mounts }) => mounts.some(mount => mount.destination === '/data0' || mount.name === 'vol1'),
  ],
  [{ network: ['net1'] }, ({ endpoints }) => endpoints.has('net1')],
  [{ network: ['abc'] }, ({ endpoints }) => endpoints.has('late')],
  [{ network: ['late', 'net1'] }, ({ endpoints }) => endpoints.has('late') || endpoints.has('net1')],
  [
    { exited: ['1'] },
    container => !isRunning(container) && container.startedAt !== undefined && container.exitCode === 1,
  ],
  [{ health: ['none'] }, () => true],
  [{ health: ['healthy'] }, () => false],
  [{ 'is-task': ['true'] }, () => false],
  [{ 'is-task': ['0'] }, () => true],
  [{ isolation: ['default'] }, () => true],
  [{ publish: ['80'] }, () => false],
  [
    { label: ['parity=1'], status: ['exited'], name: ['c'] },
    ({ config, state }) => config.Labels?.parity === '1' && state === 'exited',
  ],
]

describe('filters', () => {
  test.each(meanings.map(([filters, means]) => [JSON.stringify(filters), filters, means] as const))(
    '%s finds exactly what it means, newest first, with and without a limit',
    (_title, filters, means) => {
      fc.assert(
        fc.property(
          fc.array(fc.nat(1000), { maxLength: 12 }),
          fc.array(fc.nat(11), { maxLength: 4 }),
          fc.nat(4),
          (seeds, removals, limit) => {
            const daemon = createDaemon()
            const world = populate(daemon, seeds)
            const removed = new Set(removals.map(index => world[index]))
            for (const container of removed)
              if (container) deleteContainer(daemon.engine, container.id, { force: true })
            const expected = world.filter(container => !removed.has(container) && means(container)).reverse()
            expect(names(daemon, filters)).toEqual(expected.map(({ name }) => name))
            const few = limit > 0 ? expected.slice(0, limit) : expected
            expect(names(daemon, filters, { limit })).toEqual(few.map(({ name }) => name))
            const shown = expected.filter(container => isRunning(container) || 'status' in filters)
            expect(names(daemon, filters, { all: false })).toEqual(shown.map(({ name }) => name))
          },
        ),
        { numRuns: 25 },
      )
    },
  )

  test('before and since leave what was created between them', () => {
    const daemon = createDaemon()
    for (const name of ['aa', 'bb', 'cc', 'dd']) daemon.create({}, { name })
    expect(names(daemon, { before: ['dd'], since: ['aa'] })).toEqual(['cc', 'bb'])
    expect(names(daemon, { since: ['/bb'] })).toEqual(['dd', 'cc'])
    // By name the daemon looks at no other container, so that it never gets past `before`.
    expect(names(daemon, { before: ['dd'], name: ['bb'] })).toEqual([])
    expect(names(daemon, { since: ['aa'], name: ['bb'] })).toEqual(['bb'])
  })

  test('an id filter is a start of one id', () => {
    const daemon = createDaemon()
    const [first, second] = populate(daemon, [1, 2])
    expect(names(daemon, { id: [first?.id.slice(0, 12), second?.id] })).toEqual([second?.name, first?.name])
    expect(names(daemon, { id: [''] })).toEqual([])
    expect(names(daemon, { id: [first?.id.slice(2, 12)] })).toEqual([])
  })

  test('finds a container by its new name and network only', () => {
    const daemon = createDaemon()
    const container = daemon.create({}, { name: 'old' })
    renameContainer(daemon.engine, 'old', 'new')
    container.endpoints.delete('bridge')
    expect(names(daemon, { name: ['^old$'] })).toEqual([])
    expect(names(daemon, { name: ['^new$'] })).toEqual(['new'])
    expect(names(daemon, { network: ['bridge'] })).toEqual([])
  })

  test.each([
    [{ nope: ['x'] }, "invalid: invalid filter 'nope'"],
    [{ 'label!': ['x'] }, "invalid: invalid filter 'label!'"],
    [
      { status: ['x'] },
      "invalid: invalid filter 'status=x': invalid value for state (x): must be one of created, running, paused, restarting, removing, exited, dead",
    ],
    [
      { health: ['x'] },
      "invalid: invalid filter 'health=x': invalid value for health (x): must be one of none, starting, healthy, unhealthy",
    ],
    [{ exited: ['x'] }, 'invalid: invalid filter \'exited=x\': strconv.Atoi: parsing "x": invalid syntax'],
    [{ 'is-task': ['x'] }, "invalid: invalid filter 'is-task=[x]'"],
    [{ before: ['ghost'] }, 'not-found: No such container: ghost'],
    [{ since: ['ghost'] }, 'not-found: No such container: ghost'],
    [{ publish: ['80:80'] }, "internal: filter for 'publish' should not contain ':': 80:80"],
    [{ expose: ['x'] }, "internal: error while looking up for expose x: invalid start port 'x': invalid syntax"],
  ])('%j is refused', (filters, refusal) => {
    expect(refusalOf(() => list(createDaemon(), filters))).toBe(refusal)
  })
})

describe('one row', () => {
  test('says command, status, networks and what the image was called', () => {
    const daemon = createDaemon()
    daemon.create({ Cmd: ['sh', '-c', 'echo a b'], HostConfig: { Annotations: { k: 'v' } } }, { name: 'row' })
    const [row] = list(daemon)
    expect(row).toMatchObject({
      Names: ['/row'],
      Image: 'alpine',
      Command: "sh -c 'echo a b'",
      State: 'created',
      Status: 'Created',
      Ports: [],
      HostConfig: { NetworkMode: 'bridge', Annotations: { k: 'v' } },
      Health: { Status: 'none', FailingStreak: 0 },
    })
    expect(Object.keys(row?.NetworkSettings?.Networks ?? {})).toEqual(['bridge'])
    const [old] = list(daemon, {}, { apiVersion: '1.45' })
    expect(old).not.toHaveProperty('Health')
    expect(old).not.toHaveProperty('ImageManifestDescriptor')
    expect(old?.HostConfig).toEqual({ NetworkMode: 'bridge' })
  })

  test('shows the image’s id once its name means another image', () => {
    const daemon = createDaemon()
    const { imageId } = daemon.create()
    daemon.engine.images.tag(daemon.engine.images.resolve('web'), 'docker.io/library/alpine:latest')
    expect(list(daemon)[0]?.Image).toBe(imageId)
  })

  test('shows sizes that are not zero when asked, and legacy links as more names', () => {
    const daemon = createDaemon()
    daemon.create({}, { name: 'db' })
    daemon.create({ HostConfig: { Links: ['db:store'] } }, { name: 'web' })
    const [web, db] = list(daemon, {}, { size: true })
    expect(db?.Names).toEqual(['/db', '/web/store'])
    expect(web).not.toHaveProperty('SizeRw')
    expect(web?.SizeRootFs).toBeGreaterThan(0)
  })
})
