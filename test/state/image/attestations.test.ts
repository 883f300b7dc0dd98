import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { digestOf } from '../../../src/state/digest.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { type AttestationRequest, imageAttestations } from '../../../src/state/image/attestations.ts'
import { imageInspect } from '../../../src/state/image/views/inspect.ts'
import { blobPath, innerIndex, load, named, ociArchive, ociImage } from './bundle/archives.ts'

const encoder = new TextEncoder()
const kind = 'https://slsa.dev/provenance/v1'
const statement = { _type: 'https://in-toto.io/Statement/v0.1', predicateType: kind, predicate: { builder: 'us' } }

const line = (mediaType: string, content: Uint8Array) => ({
  mediaType,
  digest: digestOf(content),
  size: content.length,
})

/** An index of an image and what its builder says of it, as BuildKit writes it. */
const world = async () => {
  const image = ociImage()
  const config = encoder.encode('{"rootfs":{"type":"layers","diff_ids":[]}}')
  const body = encoder.encode(JSON.stringify(statement))
  const layer = {
    ...line('application/vnd.in-toto+json', body),
    annotations: { 'in-toto.io/predicate-type': kind },
  }
  const manifest = encoder.encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: line('application/vnd.oci.image.config.v1+json', config),
      layers: [layer],
    }),
  )
  const attestation = {
    ...line('application/vnd.oci.image.manifest.v1+json', manifest),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': image.line.digest,
    },
  }
  const inner = innerIndex([{ ...image.line, platform: { os: 'linux', architecture: 'amd64' } }, attestation])
  const blobs = Object.fromEntries([config, body, manifest].map(content => [blobPath(digestOf(content)), content]))
  const engine = createEngine({ clock: createManualClock() })
  await load(engine, ociArchive([{ ...inner.line, ...named('built:1') }], { ...inner.blobs, ...image.blobs, ...blobs }))
  const ask = (request: Partial<AttestationRequest> = {}) =>
    imageAttestations(engine, 'built:1', { platforms: [], types: [], withStatement: false, ...request })
  return { engine, ask, layer, image, attestation }
}

describe('attestations', () => {
  test('are told by kind, with the statement when asked', async () => {
    const { ask, layer } = await world()
    expect(ask()).toEqual([{ Descriptor: layer, PredicateType: kind }])
    expect(ask({ withStatement: true })).toEqual([{ Descriptor: layer, PredicateType: kind, Statement: statement }])
    expect(ask({ types: [' ', kind] })).toHaveLength(1)
    expect(ask({ types: ['other'] })).toEqual([])
  })

  test('belong to a platform', async () => {
    const { ask } = await world()
    expect(ask({ platforms: ['{"os":"linux","architecture":"amd64"}'] })).toHaveLength(1)
    expect(() => ask({ platforms: ['{"os":"linux","architecture":"arm64"}'] })).toThrow(
      'resolving image manifest for platform &{Architecture:arm64 OS:linux OSVersion: OSFeatures:[] Variant:}: no manifest for platform linux/arm64: not found',
    )
    expect(() => ask({ platforms: ['{}', '{}'] })).toThrow('only one platform value is currently supported')
  })

  test('are shown beside the image that they are about', async () => {
    const { engine, image, attestation } = await world()
    const { Manifests } = imageInspect(engine, 'built:1', '1.51', { manifests: true, platform: undefined })
    expect(Manifests).toMatchObject([
      { ID: image.line.digest, Kind: 'image', Available: true },
      { ID: attestation.digest, Kind: 'attestation', Available: true, AttestationData: { For: image.line.digest } },
    ])
  })

  test('are nothing that graph drivers know', async () => {
    const graph = createEngine({ clock: createManualClock(), profile: 'docker-28' })
    expect(() => imageAttestations(graph, 'x', { platforms: [], types: [], withStatement: false })).toThrow(
      'the legacy image store does not support attestations',
    )
  })
})
