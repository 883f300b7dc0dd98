import type { Identity } from '../../../../spec/generated/types.ts'
import type { Image } from '../entity.ts'
import { digestsOf, repositoryOf } from '../names.ts'

/** Where an image came from, as far as the daemon knows: the repositories that it was pulled from or pushed to. */
export const imageIdentity = (image: Image): Identity | undefined => {
  const repositories = new Set(digestsOf(image).map(repositoryOf))
  return repositories.size === 0 ? undefined : { Pull: [...repositories].map(Repository => ({ Repository })) }
}
