import type { ImageManifestSummary } from '../../../../spec/generated/types.ts'
import { compareVersions } from '../../../../spec/index.ts'
import type { Engine } from '../../engine.ts'
import { platformOf } from '../content/documents.ts'
import type { Image, IndexEntry } from '../entity.ts'
import { matchesPlatform } from '../platform.ts'
import { lineBytes } from '../size.ts'
import { imageIdentity } from './identity.ts'

/** What a containerd store tells of every line of an index (moby daemon/containerd/image_list.go, multiPlatformSummary). */
export const manifestSummaries = (
  engine: Engine,
  image: Image,
  options: { readonly identity?: boolean | undefined } = {},
): ImageManifestSummary[] =>
  image.manifests.map(entry => {
    const { content, unpacked } = lineBytes(entry)
    const summary: ImageManifestSummary = {
      ID: entry.descriptor.digest,
      Descriptor: entry.descriptor,
      Available: entry.image !== undefined || entry.other !== undefined,
      Size: { Content: content, Total: content + unpacked },
    }
    const about = entry.descriptor.annotations?.['vnd.docker.reference.digest']
    if (entry.other) {
      return about === undefined
        ? { ...summary, Kind: 'unknown' }
        : { ...summary, Kind: 'attestation', AttestationData: { For: about } }
    }
    const platform = entry.descriptor.platform ?? (entry.image && platformOf(entry.image.platform))
    const identity = options.identity && entry.image ? imageIdentity(image) : undefined
    return {
      ...summary,
      Kind: 'image',
      ImageData: {
        Platform: platform ?? { architecture: '', os: '' },
        ...(identity && { Identity: identity }),
        Size: { Unpacked: unpacked },
        Containers: containerIds(engine, image, entry),
      },
    }
  })

/** Go writes a list that was never made as null. */
const containerIds = (engine: Engine, image: Image, entry: IndexEntry): string[] | null => {
  const { image: run } = entry
  if (!run) return null
  const ids = [...engine.containers.ofImage(image.id)]
    .filter(({ platform }) => matchesPlatform(run.platform, platform))
    .map(({ id }) => id)
  return ids.length === 0 ? null : ids
}

/** Since when a parameter or field is there. */
export const isBefore = (version: string, other: string): boolean => compareVersions(version, other) < 0
