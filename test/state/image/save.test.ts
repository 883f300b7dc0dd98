import { describe, expect, test } from 'vitest'
import { collect, streamOf } from '../../../src/state/archive/bytes.ts'
import { readTar } from '../../../src/state/archive/tar.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine, type Engine } from '../../../src/state/engine.ts'
import { DockerError } from '../../../src/state/error.ts'
import type { Image } from '../../../src/state/image/entity.ts'
import { makeImage } from '../../../src/state/image/make.ts'
import type { Platform } from '../../../src/state/image/platform.ts'
import { saveImages } from '../../../src/state/image/save.ts'
import { tagImage } from '../../../src/state/image/tag.ts'
import { innerIndex, load, named, ociArchive, ociImage } from './bundle/archives.ts'
import { pullNow } from './pulled.ts'

const engineOf = (profile: string): Engine => createEngine({ clock: createManualClock(), profile })

const save = (engine: Engine, names: readonly string[], platforms: readonly Platform[] = []): Promise<Uint8Array> =>
  collect(saveImages(engine, names, platforms))

const listing = async (archive: Uint8Array): Promise<string[]> =>
  (await readTar(streamOf(archive))).map(({ path }) => path.replace(/[0-9a-f]{64}/, 'X'))

const documentOf = async (archive: Uint8Array, path: string): Promise<unknown> => {
  const entry = (await readTar(streamOf(archive))).find(each => each.path === path)
  return JSON.parse(new TextDecoder().decode(entry?.content))
}

const content = ({ id, configuration, manifest, layers, config, history, references }: Image) => ({
  id,
  configuration: configuration.bytes(),
  manifest: manifest.digest,
  layers: layers.map(({ diffId, tar }) => [diffId, tar().length]),
  config,
  history,
  references,
})

const busyboxChild = (engine: Engine): Image => {
  const parent = pullNow(engine, 'busybox')
  const image = makeImage(engine, {
    parent,
    layer: [
      { path: '/new', kind: 'file', content: new TextEncoder().encode('new') },
      { path: '/etc/group', kind: 'whiteout' },
    ],
    config: { Cmd: ['sh'], Labels: { a: '1' } },
    createdBy: 'x',
    comment: '',
    author: 'us',
    createdAt: 1_700_000_000_000_000,
  })
  tagImage(engine, image.id, 'child', '1')
  return image
}

describe.each(['docker-29', 'docker-28'])('what %s saves', profile => {
  test('is loaded as the same thing, files and all', async () => {
    const engine = engineOf(profile)
    const saved = busyboxChild(engine)
    const other = engineOf(profile)
    expect(await load(other, await save(engine, ['child:1']))).toEqual(['Loaded image: child:1'])
    const loaded = other.images.resolve('child:1')
    const manifest = profile === 'docker-28' ? { manifest: loaded.manifest.digest } : {}
    expect(content(loaded)).toEqual({ ...content(saved), ...manifest })
    const files = (image: Image) => [...image.tree().entries()].filter(({ path }) => path !== '/etc')
    expect(files(loaded)).toEqual(files(saved))
    expect(files(loaded).map(({ path }) => path)).not.toContain('/etc/group')
  })

  test('is saved again as the same bytes', async () => {
    const engine = engineOf(profile)
    busyboxChild(engine)
    const archive = await save(engine, ['child:1'])
    const other = engineOf(profile)
    await load(other, archive)
    expect(await save(other, ['child:1'])).toEqual(archive)
  })

  test('by an id has no name', async () => {
    const engine = engineOf(profile)
    const { id } = pullNow(engine, 'busybox')
    expect(await documentOf(await save(engine, [id]), '/manifest.json')).toEqual([
      expect.objectContaining({ RepoTags: null }),
    ])
  })

  test('without a tag is every tag of the repository', async () => {
    const engine = engineOf(profile)
    pullNow(engine, 'busybox')
    tagImage(engine, 'busybox', 'busybox', 'b')
    tagImage(engine, 'busybox', 'other', 'c')
    expect(await documentOf(await save(engine, ['busybox']), '/manifest.json')).toEqual([
      expect.objectContaining({ RepoTags: ['busybox:b', 'busybox:latest'] }),
    ])
  })

  test('is told as an event', async () => {
    const engine = engineOf(profile)
    const { id } = pullNow(engine, 'busybox')
    await save(engine, ['busybox:latest'])
    expect(engine.events.replay(undefined, undefined).at(-1)).toMatchObject({ action: 'save', actorId: id })
  })
})

describe('the files of an archive', () => {
  test('of a containerd store are blobs, an index and a list', async () => {
    const engine = engineOf('docker-29')
    pullNow(engine, 'hello-world')
    const blobs = Array.from({ length: 4 }, () => '/blobs/sha256/X')
    expect(await listing(await save(engine, ['hello-world']))).toEqual([
      '/blobs',
      '/blobs/sha256',
      ...blobs,
      '/index.json',
      '/manifest.json',
      '/oci-layout',
    ])
  })

  test('of a containerd store tell where the blobs can be had', async () => {
    const engine = engineOf('docker-29')
    const image = pullNow(engine, 'hello-world')
    engine.images.pin(image, `127.0.0.1:5000/mine/hello@${image.id}`)
    expect(await documentOf(await save(engine, ['hello-world']), '/index.json')).toMatchObject({
      manifests: [
        {
          digest: image.id,
          annotations: {
            'containerd.io/distribution.source.127.0.0.1': 'mine/hello',
            'containerd.io/distribution.source.docker.io': 'library/hello-world',
            'io.containerd.image.name': 'docker.io/library/hello-world:latest',
            'org.opencontainers.image.ref.name': 'latest',
          },
        },
      ],
    })
  })

  test('of graph drivers name the layers by their plain archives, and old clients find them', async () => {
    const engine = engineOf('docker-28')
    const { layers } = pullNow(engine, 'hello-world')
    const archive = await save(engine, ['hello-world'])
    const top = layers[0]?.diffId.slice('sha256:'.length)
    expect(await documentOf(archive, '/repositories')).toEqual({ 'hello-world': { latest: top } })
    expect(await documentOf(archive, '/manifest.json')).toEqual([
      expect.objectContaining({ Layers: [`blobs/sha256/${top}`], RepoTags: ['hello-world:latest'] }),
    ])
  })

  test('of nothing are nearly none', async () => {
    expect(await listing(await save(engineOf('docker-29'), []))).toEqual(['/index.json', '/oci-layout'])
    expect(await listing(await save(engineOf('docker-28'), []))).toEqual([
      '/index.json',
      '/manifest.json',
      '/oci-layout',
    ])
  })
})

test('one platform of several can be saved alone', async () => {
  const [here, arm] = [ociImage(), ociImage({ architecture: 'arm64' })]
  const inner = innerIndex([
    { ...here.line, platform: { os: 'linux', architecture: 'amd64' } },
    { ...arm.line, platform: { os: 'linux', architecture: 'arm64' } },
  ])
  const engine = engineOf('docker-29')
  const blobs = { ...inner.blobs, ...here.blobs, ...arm.blobs }
  await load(engine, ociArchive([{ ...inner.line, ...named('probe:many') }], blobs))
  const archive = await save(engine, ['probe:many'], [{ os: 'linux', architecture: 'arm64' }])
  expect(await documentOf(archive, '/index.json')).toMatchObject({ manifests: [{ digest: arm.line.digest }] })
})

/** Seen with 28.5.2, with graph drivers and with its containerd store. */
const refusals: readonly [name: string, graph: string, containerd: string][] = [
  ['nosuch', 'not-found: No such image: nosuch', 'not-found: No such image: nosuch:latest'],
  ['busybox:nope', 'not-found: reference does not exist', 'not-found: No such image: busybox:nope'],
  [
    'Bad',
    'internal: invalid reference format: repository name (library/Bad) must be lowercase',
    'invalid: invalid reference format: repository name (library/Bad) must be lowercase',
  ],
  ['abcd', 'not-found: No such image: abcd', 'not-found: No such image: abcd:latest'],
]

test.each(refusals)('%s cannot be saved', (name, graph, containerd) => {
  const refusal = (profile: string): string => {
    const engine = engineOf(profile)
    pullNow(engine, 'busybox')
    try {
      saveImages(engine, ['busybox', name], [])
      return 'saved'
    } catch (error) {
      if (error instanceof DockerError) return `${error.kind}: ${error.message}`
      throw error
    }
  }
  expect([refusal('docker-28'), refusal('docker-29')]).toEqual([graph, containerd])
})

test.each([
  ['docker-28', 'no suitable export target found for platform linux/arm64'],
  [
    'docker-29',
    'no suitable export target found: image with reference busybox:latest was found but does not provide the specified platform (linux/arm64)',
  ],
])('%s has only the platforms that it has', (profile, message) => {
  const engine = engineOf(profile)
  pullNow(engine, 'busybox')
  expect(() => saveImages(engine, ['busybox'], [{ os: 'linux', architecture: 'arm64' }])).toThrow(message)
})
