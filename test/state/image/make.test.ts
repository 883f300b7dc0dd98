import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { digestOf } from '../../../src/state/digest.ts'
import { createEngine, type Engine } from '../../../src/state/engine.ts'
import { type Content, readDocument } from '../../../src/state/image/content/content.ts'
import type { Image } from '../../../src/state/image/entity.ts'
import { type Making, makeImage } from '../../../src/state/image/make.ts'
import { pullNow } from './pulled.ts'

const making: Making = {
  config: { Env: ['A=1'], Cmd: ['x'], Labels: { b: '2', a: '1' }, Hostname: 'gone' },
  createdBy: 'a command',
  comment: 'a remark',
  author: 'us',
  createdAt: 1_700_000_000_250_000,
}

const layer = [{ path: '/new', kind: 'file', content: new TextEncoder().encode('new') } as const]

interface Described {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

interface Documents {
  readonly manifest: { config: Described; layers: Described[] }
  readonly configuration: { rootfs: { diff_ids: string[] }; history: object[]; config: object }
}

const documents = ({ manifest, configuration }: Image): Documents => ({
  manifest: readDocument(manifest) as Documents['manifest'],
  configuration: readDocument(configuration) as Documents['configuration'],
})

const isTrue = (content: Content): boolean =>
  content.digest === digestOf(content.bytes()) && content.sizeBytes === content.bytes().length

const isDescribed = ({ digest, size }: Described, content: Content): boolean =>
  digest === content.digest && size === content.sizeBytes

/** Every digest is that of the bytes, and every document names what it should. */
const expectHonest = (image: Image): void => {
  const { manifest, configuration } = documents(image)
  for (const content of [image.manifest, image.configuration, ...image.layers.map(({ blob }) => blob)])
    expect(isTrue(content)).toBe(true)
  expect(isDescribed(manifest.config, image.configuration)).toBe(true)
  expect(manifest.layers.map(({ digest }) => digest)).toEqual(image.layers.map(({ blob }) => blob.digest))
  expect(configuration.rootfs.diff_ids).toEqual(image.layers.map(({ tar }) => digestOf(tar())))
  if (!image.index) return
  expect(isTrue(image.index)).toBe(true)
  const { manifests } = readDocument(image.index) as { manifests: Described[] }
  expect(manifests.some(each => isDescribed(each, image.manifest))).toBe(true)
}

const engineOf = (profile: string): Engine => createEngine({ clock: createManualClock(), profile })

describe.each(['docker-29', 'docker-28'])('the images of %s', profile => {
  test.each(['busybox', 'nginx', 'hello-world'])('%s, pulled, is what its digests say', name => {
    expectHonest(pullNow(engineOf(profile), name))
  })

  test('one that was made is what its digests say, and has the files of its parent', () => {
    const engine = engineOf(profile)
    const parent = pullNow(engine, 'busybox')
    const image = makeImage(engine, { ...making, parent, layer })
    expectHonest(image)
    expect(image.parentId).toBe(parent.id)
    expect(engine.images.children(parent.id)).toEqual(new Set([image]))
    expect([...image.tree().entries()].map(({ path }) => path)).toContain('/new')
    expect([...image.tree().entries()].map(({ path }) => path)).toContain('/bin/sh')
    expect(image.config).toEqual({ Env: ['A=1'], Cmd: ['x'], Labels: { a: '1', b: '2' } })
    expect(image.history).toHaveLength(parent.history.length + 1)
  })

  test('one without files of its own has a line of history and no layer', () => {
    const engine = engineOf(profile)
    const parent = pullNow(engine, 'busybox')
    const image = makeImage(engine, { ...making, parent, layer: [] })
    expect(image.layers).toEqual(parent.layers)
    expect(image.history.at(-1)).toEqual({
      createdAt: making.createdAt,
      createdBy: 'a command',
      comment: 'a remark',
      author: 'us',
      emptyLayer: true,
    })
  })

  test('the same thing made twice is one image', () => {
    const engine = engineOf(profile)
    expect(makeImage(engine, { ...making, layer })).toBe(makeImage(engine, { ...making, layer }))
    expect(engine.images.size).toBe(1)
  })
})

describe('the id of an image', () => {
  test('is the digest of what its names point to in a containerd store', () => {
    const engine = engineOf('docker-29')
    const pulled = pullNow(engine, 'busybox')
    expect(pulled.id).toBe(pulled.index?.digest)
    const made = makeImage(engine, { ...making, parent: pulled })
    expect(made.index).toBeUndefined()
    expect(made.id).toBe(made.manifest.digest)
  })

  test('is the digest of its configuration with graph drivers', () => {
    const engine = engineOf('docker-28')
    const pulled = pullNow(engine, 'busybox')
    expect(pulled.index).toBeUndefined()
    expect(pulled.id).toBe(pulled.configuration.digest)
    const made = makeImage(engine, { ...making, parent: pulled })
    expect(made.id).toBe(made.configuration.digest)
  })
})
