import type { Engine } from '../engine.ts'
import { does } from '../profile/podman/quirks.ts'
import type { Image } from './entity.ts'
import { familiarName, parseReference } from './reference.ts'

/** The repository of a name in full: what comes before its tag or digest. */
export const repositoryOf = (name: string): string => {
  const at = name.indexOf('@')
  return at < 0 ? name.slice(0, name.lastIndexOf(':')) : name.slice(0, at)
}

export const familiar = (name: string): string => familiarName(parseReference(name))

/** A full name as this daemon shows it. */
export const shownName = ({ profile }: Engine, name: string): string =>
  does(profile, 'namesAreWhole') ? name : familiar(name)

/** Both stores list names in order, not as they came. */
export const tagsOf = ({ references }: Image): string[] => [...references].sort()

/** The digests under which a registry knows the image, each with its repository. */
export const digestsOf = ({ digests }: Image): string[] => [...digests].sort()

/**
 * A containerd store keeps one list of names, among them what was pulled by digest alone: of the others it works the
 * digest out.
 */
export const storedNames = (image: Image): string[] => {
  const tagged = new Set([...image.references].map(repositoryOf))
  return [...image.references, ...[...image.digests].filter(name => !tagged.has(repositoryOf(name)))].sort()
}

const withDigest = (name: string, id: string): string => (name.includes('@') ? name : `${repositoryOf(name)}@${id}`)

export interface ShownNames {
  readonly tags: readonly string[]
  readonly digests: readonly string[]
}

/** What inspect shows as `RepoTags` and `RepoDigests`. */
export const shownNames = (engine: Engine, image: Image): ShownNames => {
  if (!engine.profile.storage.containerdStore) {
    const shown = (names: readonly string[]): string[] => names.map(name => shownName(engine, name))
    return { tags: shown(tagsOf(image)), digests: shown(digestsOf(image)) }
  }
  const names = storedNames(image)
  return {
    tags: names.map(familiar),
    digests: [...new Set(names.map(name => withDigest(name, image.id)))].map(familiar),
  }
}

/** What a list shows: a containerd store works the digest out of the last name alone (moby singlePlatformImage). */
export const listedNames = (engine: Engine, image: Image, matches: (name: string) => boolean): ShownNames => {
  if (!engine.profile.storage.containerdStore) {
    const shown = (names: readonly string[]): string[] => names.filter(matches).map(name => shownName(engine, name))
    return { tags: shown(tagsOf(image)), digests: shown(digestsOf(image)) }
  }
  const names = storedNames(image).filter(matches)
  const last = names.at(-1)
  return {
    tags: names.map(familiar),
    digests: last === undefined ? [] : [familiar(withDigest(last, image.id))],
  }
}
