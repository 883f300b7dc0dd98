import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../../src/state/clock.ts'
import { createEngine, type Engine } from '../../../../src/state/engine.ts'
import { DockerError } from '../../../../src/state/error.ts'
import { type Content, contentOf, descriptorOf, mediaTypes } from '../../../../src/state/image/content/content.ts'
import { packLayer } from '../../../../src/state/image/content/layer.ts'
import type { Registry } from '../../../../src/state/registry/registry.ts'
import { messagesOf, startPull } from '../pulled.ts'

const document = (mediaType: string, value: unknown): Content =>
  contentOf(mediaType, new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)))

const layer = packLayer([{ path: '/f', kind: 'file', content: new Uint8Array(3) }])

const goodConfig = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [layer.diffId] } }
const manifestOf = (config: Content, layers: unknown = [descriptorOf(layer.blob)]) => ({
  schemaVersion: 2,
  config: descriptorOf(config),
  layers,
})

/** A registry with one image, whatever its documents say. */
const registryOf = (top: Content, ...others: readonly Content[]): Registry => ({
  isSimulated: () => true,
  ping: () => undefined,
  resolve: () => descriptorOf(top),
  tags: () => [],
  document(_, { digest }) {
    const found = [top, ...others].find(content => content.digest === digest)
    if (!found) throw new DockerError('not-found', 'no such document')
    return found
  },
  *layer() {
    yield {}
    return layer
  },
  *send() {
    yield {}
    return { how: 'present' }
  },
  publish: () => undefined,
  login: () => '',
})

const engineOf = (profile: string, registry: Registry): Engine =>
  createEngine({ clock: createManualClock(), profile, registry })

/** How the pull ended: the last status, or what went wrong. */
const outcome = (profile: string, registry: Registry): string => {
  const engine = engineOf(profile, registry)
  try {
    const last = messagesOf(engine, startPull(engine, { fromImage: 'x', tag: '1' })).at(-1)
    return last?.errorDetail?.message ?? last?.status ?? ''
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    return error.message
  }
}

const pulled = 'Status: Downloaded newer image for x:1'
const profiles = ['docker-29', 'docker-28']
const config = document(mediaTypes.configuration, goodConfig)
const manifest = (value: unknown): Content => document(mediaTypes.manifest, value)

describe.each(profiles)('%s', profile => {
  test('takes an image whose documents are sound', () => {
    expect(outcome(profile, registryOf(manifest(manifestOf(config)), config))).toBe(pulled)
  })

  const { digest } = layer.blob
  test.each<[what: string, layers: unknown, message: RegExp]>([
    ['a layer without a digest', [{ size: 3 }], /^invalid checksum digest format$/],
    ['a layer with half a digest', [{ digest: digest.slice(0, 50), size: 3 }], /^invalid checksum digest format$/],
    ['a layer of negative size', [{ digest, size: -1 }], /cannot unmarshal number/],
    ['a layer of endless size', [{ digest, size: 1e300 }], /cannot unmarshal number/],
    ['a layer that fills the disk', [{ digest, size: 2 ** 40 }], /no space left on device/],
    ['a layer too many', [descriptorOf(layer.blob), descriptorOf(layer.blob)], /mismatched|don't match/],
    ['no layers at all', null, /mismatched|don't match/],
    ['a million layers', Array(1_000_000).fill(0), /refusing a document that names 1000000 parts/],
  ])('refuses %s', (_, layers, message) => {
    expect(outcome(profile, registryOf(manifest(manifestOf(config, layers)), config))).toMatch(message)
  })

  test.each<[what: string, config: unknown, message: RegExp]>([
    ['is no JSON', '{', /unexpected end of JSON input|unexpected EOF/],
    ['has no file system', {}, /^invalid image JSON, no RootFS key$/],
    ['names other layers', { ...goodConfig, rootfs: { diff_ids: ['sha256:0'] } }, /wrong diff id calculated/],
    ['has a command that is none', { ...goodConfig, config: { Cmd: 3 } }, /^json: cannot unmarshal number/],
  ])('refuses a configuration that %s', (_, value, message) => {
    const bad = document(mediaTypes.configuration, value)
    expect(outcome(profile, registryOf(manifest(manifestOf(bad)), bad))).toMatch(message)
  })

  test('never fails with an accident of its own, whatever documents say', () => {
    const values = fc.oneof(fc.jsonValue(), fc.constant(goodConfig), fc.constant(manifestOf(config)))
    const lines = fc.record(
      { digest: fc.constantFrom(digest, config.digest, 'x'), size: fc.jsonValue(), platform: fc.jsonValue() },
      { requiredKeys: [] },
    )
    const documents = fc.oneof(
      values,
      fc.record({ config: fc.oneof(lines, values), layers: fc.oneof(fc.array(lines), values) }, { requiredKeys: [] }),
      fc.record({ manifests: fc.oneof(fc.array(lines), values) }),
    )
    const types = fc.constantFrom(mediaTypes.manifest, mediaTypes.index, mediaTypes.dockerList, 'text/plain')
    fc.assert(
      fc.property(documents, values, types, (top, other, type) => {
        const content = document(type, top)
        const said = outcome(profile, registryOf(content, config, document(mediaTypes.configuration, other)))
        expect(said).not.toMatch(/is not|undefined|Cannot|reading/)
      }),
      { numRuns: 300 },
    )
  })
})
