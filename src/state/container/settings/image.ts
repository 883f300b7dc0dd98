import type { ApiVersion } from '../../../../spec/version.ts'
import { compareVersions } from '../../../../spec/version.ts'
import type { Engine } from '../../engine.ts'
import type { Image } from '../../image/entity.ts'
import { formatPlatform, matchesPlatform, type Platform, parsePlatform } from '../../image/platform.ts'
import { selectPlatform } from '../../image/select.ts'
import { does } from '../../profile/podman/quirks.ts'

interface PlatformRequest {
  readonly platform?: string | undefined
  readonly apiVersion: ApiVersion
}

/** The platform the client insists on; below API 1.41 it cannot. */
const requestedPlatform = (engine: Engine, { platform, apiVersion }: PlatformRequest): Platform | undefined =>
  platform && compareVersions(apiVersion, '1.41') >= 0 && !does(engine.profile, 'ignoresPlatform')
    ? parsePlatform(platform, engine.profile)
    : undefined

/** Throws when the image is not there, and warns when nobody asked for the foreign platform that it is for. */
export const platformWarning = (engine: Engine, reference: string, request: PlatformRequest): string[] => {
  if (reference === '' || requestedPlatform(engine, request)) return []
  const { platform } = engine.images.resolve(reference)
  const host: Platform = { os: engine.profile.os, architecture: engine.profile.architecture }
  if (matchesPlatform(platform, host)) return []
  return [
    `The requested image's platform (${formatPlatform(platform)}) does not match the detected host platform (${formatPlatform(host)}) and no specific platform was requested`,
  ]
}

/** The image a container is to be made from; undefined for one that starts from nothing. */
export const findImage = (engine: Engine, reference: string, request: PlatformRequest): Image | undefined => {
  if (reference === '') return undefined
  const image = engine.images.resolve(reference)
  const selected = selectPlatform(engine, image, reference, requestedPlatform(engine, request))
  return selected === image ? image : { ...image, ...selected, tree: () => engine.images.tree(selected.layers) }
}
