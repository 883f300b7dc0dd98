import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createContainer } from '../../../src/state/container/create.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { createEngine } from '../../../src/state/engine.ts'
import type { ResourceKind } from '../../../src/state/kernel/daemon.ts'
import { createNetwork } from '../../../src/state/network/create.ts'
import { daemonSocket } from '../../../src/state/system/daemon-socket.ts'
import { createVolume } from '../../../src/state/volume/create.ts'
import { createDaemon, refusalOf } from '../container/daemon.ts'
import { pullNow } from '../image/pulled.ts'

const labels = { owner: 'me' }
const mine = JSON.stringify({ label: ['owner=me'] })
const kinds: readonly ResourceKind[] = ['container', 'network', 'volume', 'image']

describe('the daemon at its socket', () => {
  const world = () => {
    const daemon = createDaemon()
    const { engine, create, clock } = daemon
    clock.advance(1500)
    create({ Labels: labels, Volumes: { '/data': {} } }, { name: 'mine' })
    create({}, { name: 'other' })
    createNetwork(engine, { Name: 'mine', Labels: labels }, '1.55')
    createVolume(engine, { name: 'mine', driver: '', labels })
    return { ...daemon, socket: daemonSocket(engine) }
  }

  test('lists what matches, as old as its lists show it', () => {
    const { socket, clock } = world()
    const second = Math.floor(clock.now() / 1e6) * 1e6
    const listed = kinds.map(kind => socket.list(kind, mine).map(({ createdAt, labels }) => [createdAt, labels]))
    expect(listed).toEqual([[[second, { ...labels, maker: 'us' }]], [[clock.now(), labels]], [[second, labels]], []])
    expect(socket.list('image', JSON.stringify({ label: ['maker=us'] }))).toHaveLength(1)
    expect(refusalOf(() => socket.list('volume', '{"odd":["1"]}'))).toBe("invalid: invalid filter 'odd'")
  })

  test('removes by force, with anonymous volumes', () => {
    const { engine, socket } = world()
    const anonymous = engine.containers.resolve('mine').mounts[0]?.name ?? ''
    for (const kind of kinds) for (const { id } of socket.list(kind, mine)) socket.remove(kind, id)
    expect(kinds.flatMap(kind => socket.list(kind, mine))).toEqual([])
    expect(engine.volumes.get(anonymous)).toBeUndefined()
    expect(engine.containers.byName('other')).toBeDefined()
    expect(refusalOf(() => socket.remove('container', 'mine'))).toBe('not-found: No such container: mine')
  })
})

test('a container that binds a socket of its host reaches the daemon', () => {
  const clock = createManualClock()
  const engine = createEngine({ clock, sockets: ['/home/me/docker.sock'] })
  pullNow(engine, 'testcontainers/ryuk', '0.14.0')
  clock.runUntilIdle()
  const run = (source: string): string => {
    const body = { Image: 'testcontainers/ryuk:0.14.0', HostConfig: { Binds: [`${source}:/var/run/docker.sock`] } }
    const { container } = createContainer(engine, { body, apiVersion: '1.55' })
    startContainer(engine, container.id, {})
    clock.advance(10)
    return container.state
  }
  expect(['/home/me/docker.sock', '/run/docker.sock', '/home/you/docker.sock'].map(run)).toEqual([
    'running',
    'running',
    'exited',
  ])
})
