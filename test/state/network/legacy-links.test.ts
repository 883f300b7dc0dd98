import { expect, test } from 'vitest'
import { killContainer } from '../../../src/state/container/kill.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { refusalOf } from '../container/daemon.ts'
import { createWorld } from '../container/world.ts'

const family = () => {
  const world = createWorld()
  const { engine, create } = world
  const child = create(['idle'], { Hostname: 'box' })
  const parent = create(['idle'])
  engine.containers.links.link(parent, child, 'db')
  return { ...world, child, parent }
}

test('a container does not start before those that it is linked to', () => {
  const { engine, child, parent, actions } = family()
  expect(refusalOf(() => startContainer(engine, parent.id))).toBe(
    `internal: Cannot link to a non running container: /${child.name} AS /${parent.name}/db`,
  )
  expect(actions()).toEqual(['network disconnect'])
  startContainer(engine, child.id)
  startContainer(engine, parent.id)
  expect(parent.state).toBe('running')
})

test('a linked container is found by its alias, its hostname and its name, wherever it is by then', () => {
  const { engine, clock, child, parent, create } = family()
  const hosts = () => parent.runtime?.filesystem.readText('/etc/hosts')
  startContainer(engine, child.id)
  startContainer(engine, parent.id)
  expect(hosts()).toContain(`172.17.0.2\tdb box ${child.name}\n172.17.0.3\t`)
  for (const name of ['db', 'box', child.name]) {
    expect(parent.runtime?.kernel.network.resolve(name)).toEqual(['172.17.0.2'])
  }
  expect(child.runtime?.kernel.network.resolve(parent.name)).toEqual([])
  void killContainer(engine, child.id, {})
  clock.advance(1)
  startContainer(engine, create(['idle']).id)
  startContainer(engine, child.id)
  expect(hosts()).toContain(`172.17.0.4\tdb box ${child.name}\n`)
  expect(parent.runtime?.kernel.network.resolve('db')).toEqual(['172.17.0.4'])
})
