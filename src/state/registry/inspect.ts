import type { DistributionInspect } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { internal, invalid } from '../error.ts'
import { readConfiguration } from '../image/content/configuration.ts'
import { type Content, type Descriptor, mediaTypes } from '../image/content/content.ts'
import { isIndexType, platformOf } from '../image/content/documents.ts'
import { parseReference, withDefaultTag } from '../image/reference.ts'
import type { Credentials } from './credentials.ts'
import { distributionError } from './distribution-words.ts'
import { readIndex, readManifest } from './manifest.ts'
import type { Place } from './registry.ts'
import { reword } from './words.ts'

/**
 * `GET /distribution/{name}/json`: what the registry has under a name, asked by distribution's client whatever the
 * store (moby daemon/server/router/distribution/distribution_routes.go).
 */
export const inspectDistribution = async (
  engine: Engine,
  name: string,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<DistributionInspect> => {
  if (/^(sha256:)?[0-9a-f]{64}$/.test(name)) throw internal('no manifest found for full image ID')
  const { digest, domain, path, tag } = withDefaultTag(parseReference(name))
  if (domain === 'docker.io' && path === 'library/scratch') throw invalid(`'scratch' is a reserved name`)
  const place = { domain, path, credentials, signal }
  try {
    await engine.registry.ping(place)
    const descriptor = await engine.registry.resolve(place, digest ?? tag ?? '')
    const content = await engine.registry.document(place, descriptor)
    const { mediaType, sizeBytes } = content
    return {
      Descriptor: { mediaType, digest: descriptor.digest, size: sizeBytes },
      Platforms: await platforms(engine, place, content),
    }
  } catch (error) {
    return reword(error, distributionError)
  }
}

type Platforms = DistributionInspect['Platforms']

/** An index says it, Docker's manifests by their configuration; of OCI's nobody asks, and Go writes null. */
const platforms = async (engine: Engine, place: Place, content: Content): Promise<Platforms> => {
  const { mediaType } = content
  if (isIndexType(mediaType)) return readIndex(content).map(({ platform }: Descriptor) => platform ?? {})
  if (mediaType !== mediaTypes.dockerManifest) return null
  const config = await engine.registry.document(place, readManifest(content).configuration)
  return [platformOf(readConfiguration(config).platform)]
}
