import { gzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine, type Engine } from '../../../src/state/engine.ts'
import {
  archiveOf,
  configuration,
  diffId,
  dockerArchive,
  dockerItem,
  innerIndex,
  layerGzip,
  layerTar,
  load,
  named,
  ociArchive,
  ociImage,
} from './bundle/archives.ts'

const containerd = (): Engine => createEngine({ clock: createManualClock() })
const graph = (): Engine => createEngine({ clock: createManualClock(), profile: 'docker-28' })

const image = ociImage()
const arm = ociImage({ architecture: 'arm64' })
const platform = (architecture: string): object => ({ platform: { os: 'linux', architecture } })
const missing = { ...image.line, digest: `sha256:${'c'.repeat(64)}` }

/** Seen with 28.5.2, with graph drivers and with its containerd store. */
const archives: readonly [what: string, archive: Uint8Array, graph: string[], containerd: string[]][] = [
  ['a named image', dockerArchive(), ['Loaded image: probe:1'], ['Loaded image: probe:1']],
  ['a squeezed layer', dockerArchive({}, { 'l.tar': layerGzip }), ['Loaded image: probe:1'], ['Loaded image: probe:1']],
  ['a squeezed archive', gzipSync(dockerArchive()), ['Loaded image: probe:1'], ['Loaded image: probe:1']],
  [
    'a layer behind a link',
    dockerArchive({ Layers: ['a/l.tar'] }, { 'a/l.tar': '→ ../l.tar' }),
    ['Loaded image: probe:1'],
    ['Loaded image: probe:1'],
  ],
  [
    'two images with three names',
    dockerArchive(
      {},
      {
        'manifest.json': [dockerItem(), dockerItem({ Config: 'd.json', RepoTags: ['probe:2', 'probe:3'] })],
        'd.json': configuration({ author: 'me' }),
      },
    ),
    ['Loaded image: probe:1', 'Loaded image: probe:2', 'Loaded image: probe:3'],
    ['Loaded image: probe:1', 'Loaded image: probe:2', 'Loaded image: probe:3'],
  ],
  ['no files', new Uint8Array(0), [/repositories: no such file/.source], ['failed: unrecognized image format']],
  ['no list', archiveOf({ x: '1' }), ['repositories: no such file'], ['failed: unrecognized image format']],
  [
    'a list that is null',
    archiveOf({ 'manifest.json': 'null' }),
    ['failed: invalid manifest, manifest cannot be null (but can be [])'],
    ['failed: unrecognized image format'],
  ],
  [
    'a list cut short',
    archiveOf({ 'manifest.json': '{' }),
    ['failed: unexpected EOF'],
    ['failed: untar manifest "manifest.json": unexpected EOF'],
  ],
  [
    'a list that is none',
    archiveOf({ 'manifest.json': '{}' }),
    ['failed: json: cannot unmarshal object into Go value of type []tarexport.manifestItem'],
    [
      'failed: untar manifest "manifest.json": json: cannot unmarshal object into Go value of type []struct { Config string; RepoTags []string; Layers []string }',
    ],
  ],
  ['an empty list', archiveOf({ 'manifest.json': '[]' }), [], ['failed: image might be filtered out']],
  [
    'no configuration',
    archiveOf({ 'manifest.json': [dockerItem()], 'l.tar': layerTar }),
    ['c.json: no such file or directory'],
    ['failed: image config "c.json" not found'],
  ],
  [
    'no layer',
    archiveOf({ 'manifest.json': [dockerItem()], 'c.json': configuration() }),
    ['l.tar: no such file or directory'],
    ['failed: failed to resolve layers: layer "l.tar" not found'],
  ],
  [
    'more layers than the configuration names',
    dockerArchive({ Layers: ['l.tar', 'l.tar'] }),
    ['failed: invalid manifest, layers length mismatch: expected 2, got 1'],
    ['failed: mismatched image rootfs and manifest layers'],
  ],
  [
    'a layer that is not what it should be',
    dockerArchive({}, { 'c.json': configuration({ rootfs: { diff_ids: [`sha256:${'a'.repeat(64)}`] } }) }),
    [`failed: invalid diffID for layer 0: expected "sha256:${'a'.repeat(64)}", got "${diffId}"`],
    [`failed: wrong diff id calculated on extraction "${diffId}"`],
  ],
  [
    'a name that is none',
    dockerArchive({ RepoTags: ['Bad Name'] }),
    ['failed: invalid reference format: repository name (library/Bad Name) must be lowercase'],
    [
      'failed: normalize image ref "Bad Name": invalid reference format: repository name (library/Bad Name) must be lowercase',
    ],
  ],
  [
    'a name without tag',
    dockerArchive({ RepoTags: ['probe'] }),
    ['failed: invalid tag "probe"'],
    ['Loaded image: probe:latest'],
  ],
  [
    'a configuration that is none',
    dockerArchive({}, { 'c.json': 'xyz' }),
    ["failed: invalid character 'x' looking for beginning of value"],
    ["failed: unable to resolve platform: invalid character 'x' looking for beginning of value"],
  ],
  [
    'a configuration of other types',
    dockerArchive({}, { 'c.json': configuration({ config: { Env: 'x' } }) }),
    ['failed: json: cannot unmarshal string into Go struct field Image.config.Env of type []string'],
    ['failed: json: cannot unmarshal string into Go struct field Image.config.Env of type []string'],
  ],
  [
    'a configuration without files',
    dockerArchive({}, { 'c.json': configuration({ rootfs: undefined }) }),
    ['failed: invalid image JSON, no RootFS key'],
    ['failed: invalid image JSON, no RootFS key'],
  ],
  [
    'no tar',
    new Uint8Array(2000).fill(65),
    ['failed: archive/tar: invalid tar header'],
    ['failed: archive/tar: invalid tar header'],
  ],
  ['half a tar', dockerArchive().subarray(0, 1300), ['failed: unexpected EOF'], ['failed: unexpected EOF']],
]

describe.each([
  ['graph drivers', graph, 2],
  ['a containerd store', containerd, 3],
] as const)('loading into %s', (_, engine, column) => {
  test.each(archives)('%s', async (...row) => {
    const said = await load(engine(), row[1])
    const expected = row[column]
    if (expected[0]?.includes('no such file')) expect(said[0]).toMatch(expected[0])
    else expect(said).toEqual(expected)
  })
})

describe('loading into graph drivers', () => {
  test('an image of another system is refused', async () => {
    const archive = dockerArchive({}, { 'c.json': configuration({ os: 'windows' }) })
    expect(await load(graph(), archive)).toEqual(['failed: cannot load windows image on linux'])
  })

  test('an image without a name is called by its id', async () => {
    const engine = graph()
    const said = await load(engine, dockerArchive({ RepoTags: null }))
    expect(said).toEqual([`Loaded image ID: ${[...engine.images.all()][0]?.id}`])
  })

  test('a name that is taken is taken away, which it tells', async () => {
    const engine = graph()
    await load(engine, dockerArchive())
    const old = engine.images.resolve('probe:1').id
    expect(await load(engine, dockerArchive({}, { 'c.json': configuration({ author: 'me' }) }))).toEqual([
      `The image probe:1 already exists, renaming the old one with ID ${old} to empty string`,
      'Loaded image: probe:1',
    ])
    expect(engine.images.get(old)?.references.size).toBe(0)
  })

  test('shows how it gets on, unless it is to be quiet or has the layer already', async () => {
    const engine = graph()
    const said = await load(engine, dockerArchive(), { quiet: false })
    expect(said.at(-2)).toBe(
      `Loading layer ${diffId.slice(7, 19)} {"current":${layerTar.length},"total":${layerTar.length}}`,
    )
    expect(await load(engine, dockerArchive(), { quiet: false })).toEqual(['Loaded image: probe:1'])
  })

  test('of an OCI layout alone fails, because 28 does not read it', async () => {
    expect((await load(graph(), ociArchive([image.line], image.blobs)))[0]).toMatch(/blobs\/json: no such file/)
  })
})

describe('loading an OCI layout into a containerd store', () => {
  const cases: readonly [what: string, archive: Uint8Array, said: (string | RegExp)[]][] = [
    [
      'with a name',
      ociArchive([{ ...image.line, ...named('docker.io/library/probe:oci') }], image.blobs),
      ['Loaded image: probe:oci'],
    ],
    ['without one', ociArchive([image.line], image.blobs), [`Loaded image ID: ${image.line.digest}`]],
    [
      'with a name that is none',
      ociArchive([{ ...image.line, ...named('Bad Name') }], image.blobs),
      [`Loaded image ID: ${image.line.digest}`],
    ],
    [
      'of a version to come',
      ociArchive([], { 'oci-layout': { imageLayoutVersion: '2.0.0' } }),
      ['failed: unsupported OCI version 2.0.0'],
    ],
    [
      'without an index',
      archiveOf({ 'oci-layout': { imageLayoutVersion: '1.0.0' } }),
      ['failed: missing index.json in OCI layout 1.0.0'],
    ],
    ['without images', ociArchive([]), ['failed: image might be filtered out']],
    ['without its blobs', ociArchive([missing]), [`failed: content digest ${missing.digest}: not found`]],
    [
      'with a blob that is not what it should be',
      ociArchive([missing], { [`blobs/sha256/${'c'.repeat(64)}`]: 'x' }),
      [/^failed: unexpected digest sha256:.* for sha256:c+$/],
    ],
  ]
  test.each(cases)('%s', async (_, archive, expected) => {
    const said = await load(containerd(), archive)
    expect(said).toEqual(expected.map(each => (typeof each === 'string' ? each : expect.stringMatching(each))))
  })

  test('keeps an index whose other platforms are not there, and shows its own', async () => {
    const inner = innerIndex([
      { ...arm.line, ...platform('arm64') },
      { ...image.line, ...platform('amd64') },
    ])
    const engine = containerd()
    await load(engine, ociArchive([{ ...inner.line, ...named('probe:many') }], { ...inner.blobs, ...image.blobs }))
    const loaded = engine.images.resolve('probe:many')
    expect([loaded.id, loaded.platform.architecture]).toEqual([inner.line.digest, 'amd64'])
    expect(loaded.manifests.map(({ image: each }) => each?.manifest.digest)).toEqual([undefined, image.line.digest])
  })

  test('refuses an archive that lacks the platform that was asked for, after storing it', async () => {
    const engine = containerd()
    const archive = ociArchive([{ ...image.line, ...named('probe:1') }], image.blobs)
    expect(await load(engine, archive, { platforms: [{ os: 'linux', architecture: 'arm64' }] })).toEqual([
      "failed: image probe:1 was loaded, but doesn't provide the requested platform ([linux/arm64])",
    ])
    expect(engine.images.resolve('probe:1').id).toBe(image.line.digest)
  })
})
