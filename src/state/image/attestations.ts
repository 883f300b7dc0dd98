import type { AttestationStatement } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { internal, invalid, notFound, notImplemented } from '../error.ts'
import { readDescriptor } from './content/assemble.ts'
import { type Descriptor, mediaTypes, parseDocument, readDocument } from './content/content.ts'
import type { IndexEntry } from './entity.ts'
import { decodePlatform, formatPlatform, matchesPlatform, type Platform } from './platform.ts'

export interface AttestationRequest {
  /** At most one, as JSON. */
  readonly platforms: readonly string[]
  /** Kinds of statement; all when empty. */
  readonly types: readonly string[]
  readonly withStatement: boolean
}

/** `GET /images/{name}/attestations`: what a build said of itself (moby daemon/containerd/image_attestations.go). */
export const imageAttestations = (
  engine: Engine,
  name: string,
  { platforms, types, withStatement }: AttestationRequest,
): AttestationStatement[] => {
  if (platforms.length > 1) throw invalid('only one platform value is currently supported')
  const wanted = platforms[0] ? decodePlatform(platforms[0]) : undefined
  const kinds = types.map(type => type.trim()).filter(type => type !== '')
  if (!engine.profile.storage.containerdStore)
    throw notImplemented('the legacy image store does not support attestations')
  const image = engine.images.resolve(name)
  if (image.index?.mediaType !== mediaTypes.index) return []
  const subject = manifestFor(image.manifests, wanted ?? engine.profile)
  const attestation = image.manifests.find(
    ({ descriptor: { annotations } }) =>
      annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' &&
      annotations['vnd.docker.reference.digest'] === subject.digest,
  )
  if (!attestation) return []
  return statementsOf(attestation, kinds, withStatement)
}

const manifestFor = (manifests: readonly IndexEntry[], platform: Platform): Descriptor => {
  const found = manifests.find(({ descriptor: { platform: own } }) =>
    own
      ? matchesPlatform(
          { ...own, os: own.os ?? '', architecture: own.architecture ?? '', variant: own.variant ?? '' },
          platform,
        )
      : true,
  )
  if (found) return found.descriptor
  const { os, architecture, variant = '' } = platform
  const shown = `&{Architecture:${architecture} OS:${os} OSVersion: OSFeatures:[] Variant:${variant}}`
  throw notFound(
    `resolving image manifest for platform ${shown}: no manifest for platform ${formatPlatform(platform)}: not found`,
  )
}

const statementsOf = (
  { descriptor, other }: IndexEntry,
  kinds: readonly string[],
  withStatement: boolean,
): AttestationStatement[] => {
  if (!other) throw internal(`reading blob ${descriptor.digest}: content digest ${descriptor.digest}: not found`)
  const { layers } = readDocument(other.manifest) as { readonly layers?: unknown }
  return (Array.isArray(layers) ? layers : []).map(readDescriptor).flatMap(layer => {
    const type = layer.annotations?.['in-toto.io/predicate-type']
    if (!type || (kinds.length > 0 && !kinds.includes(type))) return []
    const statement: AttestationStatement = { Descriptor: layer, PredicateType: type }
    if (!withStatement) return [statement]
    const blob = other.parts.find(({ digest }) => digest === layer.digest)
    if (!blob)
      throw internal(
        `attestation statement ${layer.digest} is not available locally: content digest ${layer.digest}: not found`,
      )
    return [{ ...statement, Statement: parseDocument(blob.bytes()) as Record<string, unknown> }]
  })
}
