import type { Engine } from '../engine.ts'
import { DockerError, notFound } from '../error.ts'
import type { Image } from '../image/entity.ts'
import { formatPlatform, matchesPlatform, type Platform } from '../image/platform.ts'
import { pullImage } from '../image/pull.ts'
import { fullName, parseReference, withDefaultTag } from '../image/reference.ts'
import type { Progress } from '../progress.ts'
import type { BuildOptions } from './options.ts'

/** Where images come from: from here, or from a registry when they are not here or `pull` was asked for. */
export interface ImageSources {
  /** `isLocal` never asks a registry: ids of stages. */
  get(reference: string, isLocal: boolean, platform: Platform | undefined): Progress<Image>
}

export const createImageSources = (engine: Engine, options: BuildOptions): ImageSources => {
  const fetched = new Set<string>()
  return {
    *get(reference, isLocal, platform) {
      const mayStay = !options.pull || isLocal || fetched.has(reference)
      const local = mayStay ? localImage(engine, reference, platform) : undefined
      if (local) return local
      if (isLocal) throw notFound(`No such image: ${reference}`)
      yield* pull(engine, options, reference, platform)
      fetched.add(reference)
      return engine.images.resolve(reference)
    },
  }
}

const localImage = (engine: Engine, reference: string, platform: Platform | undefined): Image | undefined => {
  try {
    const image = engine.images.resolve(reference)
    return !platform || matchesPlatform(image.platform, platform) ? image : undefined
  } catch (error) {
    if (error instanceof DockerError && error.kind === 'not-found') return undefined
    throw error
  }
}

/** A pull whose progress is part of the build's. */
function* pull(engine: Engine, { credentials }: BuildOptions, name: string, platform: Platform | undefined): Progress {
  const reference = withDefaultTag(parseReference(name))
  yield* pullImage(engine, {
    fromImage: fullName(reference),
    platform: platform ? formatPlatform(platform) : '',
    credentials: credentials(reference.domain),
  })
}
