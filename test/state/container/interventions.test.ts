import { expect, test } from 'vitest'
import { attachContainer } from '../../../src/state/container/attach.ts'
import { exhaustMemory, exitContainer, listenIn, sayAs, setHealth } from '../../../src/state/container/interventions.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { createWorld, drain, frames } from './world.ts'

const running = (config = {}) => {
  const world = createWorld()
  const container = world.create(['idle'], config)
  startContainer(world.engine, container.id)
  world.settle()
  world.actions()
  return { world, container }
}

test('a container can be made to end', () => {
  const { world, container } = running()
  exitContainer(world.engine, 'c0', 3)
  expect(container).toMatchObject({ state: 'exited', exitCode: 3 })
  expect(world.actions()).toEqual(['network disconnect', 'die 3'])
  expect(() => exitContainer(world.engine, 'c0', 3)).toThrow(`container ${container.id} is not running`)
})

test('a container can be made to run out of memory', () => {
  const { world, container } = running()
  exhaustMemory(world.engine, 'c0')
  expect(container).toMatchObject({ state: 'exited', exitCode: 137, oomKilled: true })
  expect(world.actions()).toEqual(['oom', 'network disconnect', 'die 137'])
})

test('a health that is set stays, whatever the probes would say', () => {
  const { world, container } = running({ Healthcheck: { Test: ['CMD', 'exit', '0'], Interval: 1e9 } })
  setHealth(world.engine, 'c0', 'unhealthy')
  world.clock.advance(10_000)
  expect(container.health?.status).toBe('unhealthy')
  setHealth(world.engine, 'c0', 'healthy')
  expect(world.actions()).toEqual(['health_status: unhealthy', 'health_status: healthy'])
})

test('what a container is made to say reaches its log and its clients', () => {
  const { world, container } = running()
  const { session } = attachContainer(world.engine, 'c0', {
    stdin: false,
    stdout: true,
    stderr: true,
    logs: false,
    stream: true,
  })
  sayAs(world.engine, 'c0', 'stderr', 'ready\n')
  expect(frames(drain(session.output).bytes)).toEqual(['2:ready\n'])
  expect(container.log.since(0).records).toHaveLength(1)
})

test('a container can be made to answer on a port', () => {
  const { world, container } = running()
  listenIn(world.engine, 'c0', '8080:http:200:hello')
  world.settle()
  const socket = container.runtime?.kernel.network.connect('127.0.0.1', 8080)
  socket?.write(new TextEncoder().encode('GET / HTTP/1.0\r\n\r\n'))
  world.settle()
  let said = ''
  for (let bytes = socket?.read(65_536); bytes && bytes.length > 0; bytes = socket?.read(65_536))
    said += new TextDecoder().decode(bytes)
  expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*hello$/)
  expect(() => listenIn(world.engine, 'c0', 'http')).toThrow('not "http"')
  exitContainer(world.engine, 'c0', 0)
  expect(container).toMatchObject({ state: 'exited', exitCode: 0 })
})
