import type { Engine } from '../engine.ts'
import { type DockerError, notFound } from '../error.ts'
import type { Image, PlatformImage } from './entity.ts'
import { isIdOf } from './identifier.ts'
import { formatPlatform, matchesPlatform, type Platform } from './platform.ts'
import { familiarName, parseReference, withDefaultTag } from './reference.ts'

/** Which of an image's platforms a client means: the one it asks for, else the one that fits the daemon best. */
export const selectPlatform = (
  engine: Engine,
  image: Image,
  reference: string,
  wanted: Platform | undefined,
): PlatformImage => {
  if (!wanted) return image
  const present = image.manifests.flatMap(entry => entry.image ?? [])
  const found = [image, ...present].find(({ platform }) => matchesPlatform(platform, wanted))
  if (found) return found
  if (engine.profile.storage.containerdStore) throw platformMissing(image, reference, wanted)
  throw notFound(
    `image with reference ${reference} was found but its platform (${formatPlatform(image.platform)}) does not match the specified platform (${formatPlatform(wanted)})`,
  )
}

/** moby daemon/containerd/image.go, errPlatformNotFound. */
const platformMissing = (image: Image, reference: string, wanted: Platform): DockerError =>
  notFound(
    `image with reference ${withTag(image, reference)} was found but does not provide the specified platform (${formatPlatform(wanted)})`,
  )

/** `busybox` → `busybox:latest`; an id stays as it is. */
const withTag = (image: Image, reference: string): string =>
  isIdOf(image, reference) ? reference : familiarName(withDefaultTag(parseReference(reference)))
