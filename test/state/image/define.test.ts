import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createContainer } from '../../../src/state/container/create.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { createEngine, type EngineOptions } from '../../../src/state/engine.ts'
import type { ImageDefinition } from '../../../src/state/image/catalogue/defined.ts'
import { defineImage } from '../../../src/state/image/define.ts'
import { pullImage } from '../../../src/state/image/pull.ts'
import { progressStream } from '../../../src/state/progress.ts'
import { nobody } from '../../../src/state/registry/credentials.ts'
import { refusalOf } from '../container/daemon.ts'

const setUp = (options: EngineOptions = {}) => {
  const clock = createManualClock()
  const engine = createEngine({ clock, seed: 1, ...options })
  const create = (image: string) => createContainer(engine, { body: { Image: image }, apiVersion: '1.51' }).container
  /** All that a pull says, and how long it took. */
  const pull = (name: string) => {
    const started = clock.now()
    const source = progressStream(clock, pullImage(engine, { fromImage: name, credentials: nobody }))
    clock.runUntilIdle(600_000)
    let said = ''
    for (let bytes = source.read(); bytes && bytes.length > 0; bytes = source.read()) {
      said += new TextDecoder().decode(bytes)
      clock.runUntilIdle(600_000)
    }
    return { said, seconds: (clock.now() - started) / 1e6 }
  }
  return { engine, clock, create, pull }
}

test('an image is here as soon as it is defined, and runs what it says', () => {
  const { engine, create, clock } = setUp()
  const { reference } = defineImage(engine, 'acme/job:2', { stdout: 'working', exit: 3, config: { Env: ['A=1'] } })
  expect(reference).toBe('docker.io/acme/job:2')
  const container = create('acme/job:2')
  expect(container.config.Env).toEqual(['A=1'])
  startContainer(engine, container.id)
  clock.advance(1)
  expect(container).toMatchObject({ state: 'exited', exitCode: 3 })
})

test('a well-known image is the built-in one but for what is said', () => {
  const { engine } = setUp()
  defineImage(engine, 'postgres:16', { ports: [5433, '53/udp'], health: 'healthy' })
  const { config } = engine.images.resolve('postgres:16')
  expect(config.ExposedPorts).toEqual({ '5432/tcp': {}, '5433/tcp': {}, '53/udp': {} })
  expect(config.Entrypoint).toEqual(['docker-entrypoint.sh'])
  expect(config.Labels).toEqual({ 'dev.mockerd.health': 'healthy' })
})

test('a program and files of its own', () => {
  const { engine, create } = setUp()
  defineImage(engine, 'cache', { program: 'redis-server', files: { '/etc/motd': 'hello' } })
  const container = create('cache')
  startContainer(engine, container.id)
  expect(container.state).toBe('running')
  expect(container.runtime?.filesystem.readText('/etc/motd')).toBe('hello')
})

test('the same definition has the same digest everywhere', () => {
  const define = () => defineImage(setUp().engine, 'acme/job', { exit: 1, files: { '/a': 'b' } }).digest
  expect(define()).toBe(define())
})

describe.each(['docker-29', 'docker-26'])('a pull from a daemon like %s', profile => {
  test.each<['open' | 'closed']>([['open'], ['closed']])('finds it, whatever the registry (%s) says', registry => {
    const { engine, pull } = setUp({ registry, profile })
    const { digest } = defineImage(engine, 'example.com/acme/job:2', { local: false, files: { '/a': 'b' } })
    expect(() => engine.images.resolve('example.com/acme/job:2')).toThrow()
    expect(pull('example.com/acme/job:2').said).toContain(digest)
    expect(engine.images.resolve('example.com/acme/job:2').layers.length).toBeGreaterThan(0)
  })

  test('takes its time when it is slow', () => {
    const { engine, pull } = setUp({ profile })
    defineImage(engine, 'acme/slow:1', { pull: 'slow' })
    expect(pull('acme/slow:1').seconds).toBeGreaterThan(29)
  })

  test.each([
    ['denied', /pull access denied/],
    ['missing', /not found|manifest unknown/],
    ['429', /rate limit/],
    ['unauthorized', /authentication required|unauthorized/],
    ['unreachable', /no such host/],
  ])('is refused when it is %s', (manner, message) => {
    const { engine, pull } = setUp({ profile })
    defineImage(engine, 'acme/job:1', { pull: manner })
    expect(() => engine.images.resolve('acme/job:1')).toThrow()
    expect(pull('acme/job:1').said).toMatch(message)
  })
})

test('pushing over a definition makes it void', () => {
  const { engine } = setUp()
  defineImage(engine, 'example.com/job:1', { pull: 'denied' })
  const place = { domain: 'example.com', path: 'job', credentials: nobody, signal: new AbortController().signal }
  expect(() => engine.registry.resolve(place, '1')).toThrow()
  const { manifest } = engine.images.resolve(defineImage(engine, 'other', {}).digest)
  void engine.registry.publish(place, manifest, '1')
  expect(engine.registry.resolve(place, '1')).toMatchObject({ digest: manifest.digest })
})

test.each<[string, ImageDefinition, string]>([
  ['job', { from: 'ghost' }, 'invalid: there is no built-in image ghost to stand on'],
  ['job', { program: 'ghost' }, 'invalid: there is no built-in program ghost'],
  ['job', { files: { 'a/b': '' } }, 'invalid: "a/b" of files is no absolute path'],
  [
    'job',
    { health: 'fine' },
    'invalid: the label dev.mockerd.health is healthy, unhealthy, unhealthy-after:3 or flapping:2, not "fine"',
  ],
  ['JOB', {}, 'invalid: invalid reference format: repository name (library/JOB) must be lowercase'],
])('%s as %j is refused', (name, definition, message) => {
  expect(refusalOf(() => defineImage(setUp().engine, name, definition))).toBe(message)
})
