import type { ImageSummary } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { has } from '../../profile/changes.ts'
import { does } from '../../profile/podman/quirks.ts'
import { unixSeconds } from '../../time.ts'
import { type Descriptor, descriptorOf } from '../content/content.ts'
import type { Image } from '../entity.ts'
import type { Listed } from '../list.ts'
import { sharedBytes, totalBytes } from '../size.ts'
import { isBefore, manifestSummaries } from './manifest.ts'

export interface SummaryOptions {
  readonly sharedSize?: boolean | undefined
  readonly manifests?: boolean | undefined
  readonly identity?: boolean | undefined
}

/** What the names of an image point to. */
export const targetOf = (image: Image): Descriptor =>
  (image.index ? undefined : image.manifests[0]?.descriptor) ?? descriptorOf(image.index ?? image.manifest)

/** The rows of `GET /images/json`. Versions: daemon/server/router/image/image_routes.go. */
export const imageSummaries = (
  engine: Engine,
  listed: readonly Listed[],
  version: string,
  options: SummaryOptions = {},
): ImageSummary[] => {
  const shared = options.sharedSize
    ? sharedBytes(engine, sharers(engine, listed))
    : () => (engine.profile.podman ? 0 : -1)
  return listed.map(row => ({ ...summary(engine, row, version, options), SharedSize: shared(row.image) }))
}

/** A containerd store compares the images that it lists, graph drivers all that there are. */
const sharers = (engine: Engine, listed: readonly Listed[]): Image[] =>
  engine.profile.storage.containerdStore ? listed.map(({ image }) => image) : [...engine.images.all()]

const summary = (
  engine: Engine,
  { image, names }: Listed,
  version: string,
  { manifests, identity = false }: SummaryOptions,
): ImageSummary => {
  const isContainerd = engine.profile.storage.containerdStore
  const isNameless = names.tags.length === 0 && names.digests.length === 0 && isBefore(version, '1.43')
  const size = totalBytes(engine, image)
  const row = {
    Containers: isBefore(version, '1.51') ? -1 : engine.containers.ofImage(image.id).size,
    Created: unixSeconds(Math.max(0, image.createdAt)),
    Id: image.id,
    Labels: image.config.Labels ?? (isContainerd ? {} : null),
    ParentId: image.parentId,
    ...(isContainerd && !isBefore(version, '1.48') && { Descriptor: targetOf(image) }),
    ...(isContainerd && manifests && { Manifests: manifestSummaries(engine, image, { identity }) }),
    RepoDigests: isNameless ? ['<none>@<none>'] : listOrNull(engine, names.digests),
    RepoTags: isNameless ? ['<none>:<none>'] : listOrNull(engine, names.tags),
    Size: size,
    ...(isBefore(version, '1.44') && { VirtualSize: size }),
  }
  if (!does(engine.profile, 'imageRowsSayMore')) return row
  const more = { Names: [...names.tags], Digest: targetOf(image).digest, History: [...names.tags] }
  return { ...row, Containers: engine.containers.ofImage(image.id).size, ...more }
}

/** Go's nil slice, which the description does not foresee. */
const listOrNull = ({ profile }: Engine, names: readonly string[]): string[] =>
  names.length > 0 || has(profile, 'listsEmptyDigests') ? [...names] : (null as unknown as string[])
