import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { digestOf } from '../../../src/state/digest.ts'
import { createEngine, type Engine } from '../../../src/state/engine.ts'
import { makeImage } from '../../../src/state/image/make.ts'
import { type PushRequest, pushImage } from '../../../src/state/image/push.ts'
import { removeImage } from '../../../src/state/image/remove.ts'
import { tagImage } from '../../../src/state/image/tag.ts'
import { type ProgressMessage, refusableProgress } from '../../../src/state/progress.ts'
import { nobody } from '../../../src/state/registry/credentials.ts'
import { messagesOf, pullNow, startPull } from './pulled.ts'

const world = (profile: string, registry: 'open' | 'closed' = 'open') => {
  const engine = createEngine({ clock: createManualClock(), profile, registry })
  const push = (name: string, tag = '', more: Partial<PushRequest> = {}): ProgressMessage[] => {
    const request = { name, tag, credentials: nobody, apiVersion: '1.51', ...more } as const
    const source = refusableProgress(engine.clock, pushImage(engine, request))
    if (source instanceof Promise) throw new Error('a simulated registry answers at once')
    return messagesOf(engine, source)
  }
  return { engine, push }
}

const bytes = new TextEncoder().encode('something new')

/** An image of one's own, of two layers, made here. */
const makeOwn = (engine: Engine, name: string, tag: string): string => {
  const layer = (path: string) => [{ path, kind: 'file', content: bytes } as const]
  const making = { config: {}, createdBy: '', comment: '', author: '', createdAt: 0 }
  const parent = makeImage(engine, { ...making, layer: layer('/one') })
  const image = makeImage(engine, { ...making, parent, layer: layer('/two') })
  tagImage(engine, image.id, name, tag)
  return image.id
}

const statuses = (said: readonly ProgressMessage[]) => said.flatMap(({ status }) => status ?? [])
const failure = (said: readonly ProgressMessage[]) => said.at(-1)?.errorDetail?.message

describe('a push from a containerd store', () => {
  test('says what it does, and what was pushed can be pulled again', () => {
    const { engine, push } = world('docker-29')
    const id = makeOwn(engine, 'localhost:5000/mine', '1')
    const said = push('localhost:5000/mine', '1')
    const { sizeBytes } = engine.images.resolve(id).manifest
    expect(statuses(said)).toEqual([
      'The push refers to repository [localhost:5000/mine]',
      'Pushing',
      'Pushed',
      'Pushing',
      'Pushed',
      `1: digest: ${id} size: ${sizeBytes}`,
    ])
    const events = engine.events.replay(undefined, undefined)
    expect(events.at(-1)).toMatchObject({ action: 'push', actorId: 'localhost:5000/mine:1' })
    removeImage(engine, id, { force: true })
    expect(pullNow(engine, 'localhost:5000/mine', '1').id).toBe(id)
    expect([...engine.images.resolve(id).tree().entries()].map(({ path }) => path)).toEqual(['/one', '/two'])
  })

  test('of what is there says so, and of what another repository has', () => {
    const { engine, push } = world('docker-29')
    const id = makeOwn(engine, 'localhost:5000/mine', '1')
    push('localhost:5000/mine', '1')
    expect(statuses(push('localhost:5000/mine', '1')).slice(1, 3)).toEqual(Array(2).fill('Layer already exists'))
    tagImage(engine, id, 'localhost:5000/other', '1')
    expect(statuses(push('localhost:5000/other', '1')).slice(1, 3)).toEqual(Array(2).fill('Mounted from mine'))
  })

  test('of an image that is not here for all platforms sends one, and says so', () => {
    const { engine, push } = world('docker-29')
    const image = pullNow(engine, 'alpine')
    tagImage(engine, 'alpine', 'localhost:5000/alpine', 'mine')
    const said = push('localhost:5000/alpine', 'mine')
    const { digest, sizeBytes } = image.manifest
    expect(said.at(-2)).toMatchObject({
      progressDetail: {},
      aux: {
        manifestPushedInsteadOfIndex: true,
        originalIndex: { digest: image.id },
        selectedManifest: { digest, platform: { os: 'linux', architecture: 'amd64' } },
      },
    })
    expect(said.at(-1)?.status).toBe(`mine: digest: ${digest} size: ${sizeBytes}`)
  })

  test('of all platforms sends the index', () => {
    const { engine, push } = world('docker-29')
    const { id } = pullNow(engine, 'alpine')
    messagesOf(engine, startPull(engine, { fromImage: 'alpine', tag: 'latest', platform: 'linux/arm64' }))
    tagImage(engine, 'alpine', 'localhost:5000/alpine', 'mine')
    expect(push('localhost:5000/alpine', 'mine').at(-1)?.status).toContain(id)
    removeImage(engine, id, { force: true })
    expect(pullNow(engine, 'localhost:5000/alpine', 'mine').manifests).toHaveLength(2)
  })

  test('of one platform sends that one, if it is here', () => {
    const { engine, push } = world('docker-29')
    const image = pullNow(engine, 'alpine')
    tagImage(engine, 'alpine', 'localhost:5000/alpine', 'mine')
    const of = (architecture: string) =>
      push('localhost:5000/alpine', 'mine', { platform: JSON.stringify({ os: 'linux', architecture }) })
    expect(of('amd64').at(-1)?.status).toContain(image.manifest.digest)
    expect(failure(of('arm64'))).toBe(
      'image with reference localhost:5000/alpine:mine was found but does not provide the specified platform (linux/arm64)',
    )
  })
})

describe('a push from graph drivers', () => {
  test('says what it does, the top layer first, and ends with what was pushed', () => {
    const { engine, push } = world('docker-28')
    const id = makeOwn(engine, 'localhost:5000/mine', '1')
    const said = push('localhost:5000/mine', '1')
    const layers = engine.images.resolve(id).layers.map(({ diffId }) => diffId.slice(7, 19))
    const preparing = said.filter(({ status }) => status === 'Preparing')
    expect(preparing).toEqual(layers.toReversed().map(id => ({ status: 'Preparing', progressDetail: {}, id })))
    expect(said.filter(({ status }) => status === 'Pushed')).toHaveLength(2)
    const { aux } = said.at(-1) as { aux: { Tag: string; Digest: string; Size: number } }
    expect(aux.Tag).toBe('1')
    expect(said.at(-2)?.status).toBe(`1: digest: ${aux.Digest} size: ${aux.Size}`)
    expect([...engine.images.resolve(id).digests]).toEqual([`localhost:5000/mine@${aux.Digest}`])
    removeImage(engine, id, { force: true })
    expect(pullNow(engine, 'localhost:5000/mine', '1').id).toBe(id)
  })

  test('makes a manifest with the digest that it has elsewhere: indented, as distribution writes it', () => {
    const { engine, push } = world('docker-28')
    const id = makeOwn(engine, 'localhost:5000/mine', '1')
    const { configuration, layers } = engine.images.resolve(id)
    const line = (mediaType: string, digest: string, size: number) => ({ mediaType, size, digest })
    const docker = 'application/vnd.docker'
    const manifest = {
      schemaVersion: 2,
      mediaType: `${docker}.distribution.manifest.v2+json`,
      config: line(`${docker}.container.image.v1+json`, configuration.digest, configuration.sizeBytes),
      layers: layers.map(({ blob }) => line(`${docker}.image.rootfs.diff.tar.gzip`, blob.digest, blob.sizeBytes)),
    }
    const { aux } = push('localhost:5000/mine', '1').at(-1) as { aux: { Digest: string } }
    expect(aux.Digest).toBe(digestOf(JSON.stringify(manifest, null, 3)))
  })

  test('refuses another platform before it begins to answer', () => {
    const { engine, push } = world('docker-28')
    makeOwn(engine, 'localhost:5000/mine', '1')
    const platform = JSON.stringify({ os: 'linux', architecture: 'arm64' })
    expect(() => push('localhost:5000/mine', '1', { platform })).toThrow(
      'image with reference localhost:5000/mine:1 was found but its platform (linux/amd64) does not match the specified platform (linux/arm64)',
    )
    expect(push('localhost:5000/mine', '1', { platform, apiVersion: '1.45' }).at(-1)).toHaveProperty('aux')
  })
})

describe.each(['docker-29', 'docker-28'])('a push of %s', profile => {
  test('without a tag sends every tag', () => {
    const { engine, push } = world(profile)
    const id = makeOwn(engine, 'localhost:5000/mine', '1')
    tagImage(engine, id, 'localhost:5000/mine', '2')
    const said = statuses(push('localhost:5000/mine'))
    expect(said.filter(status => /^\d: digest: /.test(status)).map(status => status[0])).toEqual(['1', '2'])
  })

  test('moves five layers at a time', () => {
    const { engine, push } = world(profile)
    pullNow(engine, 'postgres', '16')
    tagImage(engine, 'postgres:16', 'localhost:5000/pg', '1')
    const { layers } = engine.images.resolve('postgres:16')
    const waiting = push('localhost:5000/pg', '1').filter(({ status }) => status === 'Waiting')
    expect(waiting).toHaveLength(Math.max(0, layers.length - 5))
  })

  test('to Docker Hub wants a login, and a repository of one’s own', () => {
    const { engine, push } = world(profile)
    makeOwn(engine, 'me/app', '1')
    tagImage(engine, 'me/app:1', 'app', '1')
    const credentials = { ...nobody, username: 'me', password: 'long enough' }
    const denied =
      profile === 'docker-29'
        ? 'push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
        : 'denied: requested access to the resource is denied'
    expect(failure(push('me/app', '1'))).toBe(denied)
    expect(failure(push('app', '1', { credentials }))).toBe(denied)
    expect(failure(push('me/app', '1', { credentials: { ...credentials, serverAddress: 'ghcr.io' } }))).toBe(denied)
    expect(statuses(push('me/app', '1', { credentials })).at(-1)).toContain('digest: sha256:')
  })

  test('of what is not here is refused in the stream', () => {
    const { engine, push } = world(profile)
    makeOwn(engine, 'localhost:5000/mine', '1')
    const graph = profile === 'docker-28'
    const noRepository = 'An image does not exist locally with the tag: localhost:5000/none'
    expect(failure(push('localhost:5000/none'))).toBe(noRepository)
    expect(failure(push('localhost:5000/none', '1'))).toBe(
      graph ? noRepository : 'tag does not exist: localhost:5000/none:1',
    )
    expect(failure(push('localhost:5000/mine', 'no'))).toBe('tag does not exist: localhost:5000/mine:no')
    const pinned = `localhost:5000/mine@sha256:${'0'.repeat(64)}`
    expect(failure(push(pinned))).toBe(graph ? 'cannot push a digest reference' : `tag does not exist: ${pinned}`)
  })

  test.each([
    ['UPPER', '1', 'invalid reference format: repository name (library/UPPER) must be lowercase'],
    ['localhost:5000/mine', 'a!b', 'invalid tag format'],
    [`x@sha256:${'0'.repeat(64)}`, '1', 'cannot import digest reference'],
  ])('of %s:%s is refused before it begins', (name, tag, message) => {
    expect(() => world(profile).push(name, tag)).toThrow(expect.objectContaining({ kind: 'invalid', message }))
  })

  test('without network is refused in the stream', () => {
    const { engine, push } = world(profile, 'closed')
    makeOwn(engine, 'registry.example/mine', '1')
    expect(failure(push('registry.example/mine', '1'))).toMatch(/: dial tcp: lookup registry.example: no such host$/)
  })
})
