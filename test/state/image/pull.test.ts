import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { removeImage } from '../../../src/state/image/remove.ts'
import { tagImage } from '../../../src/state/image/tag.ts'
import { messagesOf, pullNow, startPull } from './pulled.ts'

const world = (profile = 'docker-29', registry: 'open' | 'closed' = 'open') => {
  const clock = createManualClock()
  const engine = createEngine({ clock, registry, profile })
  const pull = (fromImage: string, tag = 'latest', platform = '') =>
    messagesOf(engine, startPull(engine, { fromImage, tag, platform }))
  return { clock, engine, pull }
}

const digest = expect.stringMatching(/^Digest: sha256:[0-9a-f]{64}$/)

describe('a pull into a containerd store', () => {
  test('says what it does, in order', () => {
    const { engine, pull } = world()
    const said = pull('busybox')
    expect(said.map(({ status }) => status)).toEqual([
      'Pulling from library/busybox',
      'Pulling fs layer',
      'Downloading',
      'Download complete',
      'Extracting',
      'Pull complete',
      digest,
      'Status: Downloaded newer image for busybox:latest',
    ])
    expect(said.filter(message => 'progress' in message)).toEqual([])
    expect(engine.events.replay(undefined, undefined).map(({ action, actorId }) => `${action} ${actorId}`)).toEqual([
      'pull busybox:latest',
    ])
  })

  test('moves three layers at a time, and unpacks them in order', () => {
    const { pull } = world()
    const said = pull('postgres', '16').filter(({ id, status }) => id !== '16' && status !== 'Downloading')
    const layers = [...new Set(said.flatMap(({ id }) => id ?? []))]
    expect(layers.length).toBeGreaterThan(2)
    const of = (status: string) => said.flatMap(message => (message.status === status ? (message.id ?? []) : []))
    expect(of('Pulling fs layer')).toEqual(layers)
    expect(of('Download complete').toSorted()).toEqual(layers.toSorted())
    expect(of('Pull complete')).toEqual(layers)
  })

  test('of what is there says so, and fetches nothing', () => {
    const { pull } = world()
    pull('busybox')
    expect(pull('busybox').map(({ status }) => status)).toEqual([
      'Pulling from library/busybox',
      digest,
      'Status: Image is up to date for busybox:latest',
    ])
  })

  test('passes over layers that another image brought', () => {
    const { pull } = world()
    const base = pull('alpine', '3').find(({ status }) => status === 'Pull complete')?.id
    expect(base).toMatch(/^[0-9a-f]{12}$/)
    const said = pull('redis', '7-alpine')
    expect(said.some(({ status }) => status === 'Pull complete')).toBe(true)
    expect(said.some(({ id }) => id === base)).toBe(false)
  })

  test('of another platform brings that one, too, under the same id', () => {
    const { engine, pull } = world()
    pull('alpine')
    const { id } = engine.images.resolve('alpine')
    expect(pull('alpine', 'latest', 'linux/arm64').at(-1)?.status).toBe('Status: Image is up to date for alpine:latest')
    const image = engine.images.resolve('alpine')
    expect(image.id).toBe(id)
    expect(image.platform.architecture).toBe('amd64')
    expect(image.manifests.map(entry => entry.image?.platform.architecture)).toEqual(['amd64', 'arm64'])
  })

  test('shows the platform that fits the daemon, whichever came first', () => {
    const { engine, pull } = world()
    pull('alpine', 'latest', 'linux/arm64')
    expect(engine.images.resolve('alpine').platform.architecture).toBe('arm64')
    pull('alpine')
    expect(engine.images.resolve('alpine').platform.architecture).toBe('amd64')
    expect(engine.images.size).toBe(1)
  })

  test('by digest names no tag', () => {
    const { engine, pull } = world()
    const { id } = pullNow(engine, 'alpine')
    removeImage(engine, 'alpine', { force: true })
    const said = pull('alpine', id)
    expect(said[0]).toEqual({ status: 'Pulling from library/alpine', id: `docker.io/library/alpine@${id}` })
    expect(said.at(-1)?.status).toBe(`Status: Downloaded newer image for alpine@${id}`)
    expect(engine.images.resolve(`alpine@${id}`).references.size).toBe(0)
  })
})

describe('a pull for graph drivers', () => {
  test('says what it does, in order, with bars for terminals', () => {
    const { pull } = world('docker-28')
    const said = pull('busybox')
    expect(said.map(({ status }) => status)).toEqual([
      'Pulling from library/busybox',
      'Pulling fs layer',
      'Downloading',
      'Verifying Checksum',
      'Download complete',
      'Extracting',
      'Extracting',
      'Pull complete',
      digest,
      'Status: Downloaded newer image for busybox:latest',
    ])
    expect(said[2]?.progress).toMatch(/^\[={50}>\] +\d.*B\/\d.*B$/)
    expect(said[4]?.progressDetail).toEqual({})
  })

  test('says which layers are there, and which have to wait', () => {
    const { pull } = world('docker-28')
    pull('debian')
    const said = pull('postgres', '16')
    expect(said.filter(({ status }) => status === 'Already exists')).toHaveLength(1)
    const waiting = said.filter(({ status }) => status === 'Waiting').length
    const fresh = said.filter(({ status }) => status === 'Pulling fs layer').length
    expect(waiting).toBe(Math.max(0, fresh - 3))
  })

  test('of another platform warns of one that has only this', () => {
    const { engine, pull } = world('docker-28')
    pull('alpine', 'latest', 'linux/arm64')
    expect(engine.images.resolve('alpine').platform.architecture).toBe('arm64')
    expect(pull('alpine').at(-1)?.status).toBe('Status: Downloaded newer image for alpine:latest')
    expect(engine.images.resolve('alpine').platform.architecture).toBe('amd64')
  })

  test('refuses a missing platform after it has begun', () => {
    const { pull } = world('docker-28')
    const message = 'no matching manifest for linux/s390x in the manifest list entries'
    expect(pull('alpine', 'latest', 'linux/s390x').at(-1)).toEqual({ error: message, errorDetail: { message } })
  })
})

describe.each(['docker-29', 'docker-28'])('a pull of %s', profile => {
  test('takes simulated time, and nothing is stored before its end', () => {
    const { clock, engine } = world(profile)
    startPull(engine, { fromImage: 'postgres', tag: '16' })
    clock.advance(30)
    expect(engine.images.size).toBe(0)
    clock.advance(2000)
    expect(engine.images.resolve('postgres:16').references).toEqual(new Set(['docker.io/library/postgres:16']))
  })

  test('that nobody listens to any more ends', () => {
    const { clock, engine } = world(profile)
    startPull(engine, { fromImage: 'postgres', tag: '16' }).close()
    clock.runUntilIdle(10_000)
    expect(engine.images.size).toBe(0)
  })

  test('does not mind another of the same image', () => {
    const { engine } = world(profile)
    const sources = [0, 1].map(() => startPull(engine, { fromImage: 'nginx', tag: 'latest' }))
    for (const source of sources)
      expect(messagesOf(engine, source).at(-1)?.status).toBe('Status: Downloaded newer image for nginx:latest')
    expect(engine.images.size).toBe(1)
    const events = engine.events.replay(undefined, undefined)
    expect(events.map(({ action, actorId }) => `${action} ${actorId}`)).toEqual(Array(2).fill('pull nginx:latest'))
  })

  test('without a tag brings every tag of the repository', () => {
    const { engine, pull } = world(profile)
    const said = pull('alpine', '')
    expect(engine.images.resolve('alpine:edge').references.size).toBeGreaterThan(0)
    const statuses = said.flatMap(({ status }) => (status?.startsWith('Status: ') ? [status] : []))
    const pulled = said.filter(({ status }) => status === 'Pulling from library/alpine').length
    expect(statuses.length).toBe(profile === 'docker-28' ? 1 : pulled)
  })
})

describe('before the first byte', () => {
  const denied = "pull access denied for nosuch/x, repository does not exist or may require 'docker login'"
  test.each<[name: string, tag: string, platform: string, kind: string, message: string, graph: string]>([
    ['nosuch/x', 'latest', '', 'not-found', denied, `${denied}: denied: requested access to the resource is denied`],
    [
      'busybox',
      'nope',
      '',
      'not-found',
      'failed to resolve reference "docker.io/library/busybox:nope": docker.io/library/busybox:nope: not found',
      'manifest for busybox:nope not found: manifest unknown: manifest unknown',
    ],
    [
      'localhost:5000/x',
      '',
      '',
      'not-found',
      'repository localhost:5000/x not found: name unknown: repository name not known to registry',
      'repository localhost:5000/x not found: name unknown: repository name not known to registry',
    ],
    ['scratch', 'latest', '', 'forbidden', "'scratch' is a reserved name", "'scratch' is a reserved name"],
    [
      'Upper',
      'latest',
      '',
      'invalid',
      'invalid reference format: repository name (library/Upper) must be lowercase',
      'invalid reference format: repository name (library/Upper) must be lowercase',
    ],
    [
      'busybox',
      'latest',
      'foo',
      'invalid',
      '"foo": unknown operating system or architecture: invalid argument',
      '"foo": unknown operating system or architecture: invalid argument',
    ],
  ])('%s:%s %s is refused', (fromImage, tag, platform, kind, message, graph) => {
    const wish = { fromImage, tag, platform }
    expect(() => startPull(world().engine, wish)).toThrow(expect.objectContaining({ kind, message }))
    expect(() => startPull(world('docker-28').engine, wish)).toThrow(expect.objectContaining({ kind, message: graph }))
  })

  test('a containerd store refuses a platform that is missing', () => {
    expect(() => world().pull('busybox', 'latest', 'linux/s390x')).toThrow(
      'no matching manifest for linux/s390x in the manifest list entries: no match for platform in manifest: not found',
    )
  })

  test.each([
    [
      'docker-29',
      'failed to resolve reference "docker.io/library/busybox:latest": failed to do request: Head "https://registry-1.docker.io/v2/library/busybox/manifests/latest": dial tcp: lookup registry-1.docker.io: no such host',
    ],
    ['docker-28', 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host'],
  ])('%s without network refuses all', (profile, message) => {
    expect(() => world(profile, 'closed').pull('busybox')).toThrow(
      expect.objectContaining({ kind: 'internal', message }),
    )
  })
})

describe('names of images', () => {
  test('one image may have several, and goes with the last', () => {
    const { engine, pull } = world()
    pull('busybox')
    expect(tagImage(engine, 'busybox', 'mine/box', 'v1')).toBe(true)
    const { id } = engine.images.resolve('mine/box:v1')
    expect(removeImage(engine, 'busybox')).toEqual([{ Untagged: 'busybox:latest' }])
    expect(removeImage(engine, 'mine/box:v1')).toEqual([{ Untagged: 'mine/box:v1' }, { Deleted: id }])
    expect(engine.images.size).toBe(0)
    expect(() => engine.images.resolve('busybox')).toThrow('No such image: busybox:latest')
  })

  test('an id, its digest and its prefixes resolve alike', () => {
    const { engine, pull } = world()
    pull('busybox')
    const image = engine.images.resolve('busybox')
    const hex = image.id.slice('sha256:'.length)
    for (const reference of [image.id, hex, hex.slice(0, 12), hex.slice(0, 4), `busybox@${image.id}`]) {
      expect(engine.images.resolve(reference)).toBe(image)
    }
  })

  test('an id with several names wants force', () => {
    const { engine, pull } = world()
    pull('busybox')
    tagImage(engine, 'busybox', 'other', '')
    const { id } = engine.images.resolve('busybox')
    expect(() => removeImage(engine, id)).toThrow(/must be forced\) - image is referenced in multiple repositories/)
    expect(removeImage(engine, id, { force: true })).toHaveLength(3)
  })
})
