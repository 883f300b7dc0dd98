import type { Engine } from '../engine.ts'
import { type DockerError, internal, wrapped } from '../error.ts'
import { booleanFilter, type Filters, labelsMatch, parseFilters } from '../filters.ts'
import { has } from '../profile/changes.ts'
import type { Profile } from '../profile/profile.ts'
import type { Instant } from '../time.ts'
import { parseMoment } from '../until.ts'
import type { Image } from './entity.ts'
import { listedNames, repositoryOf, type ShownNames } from './names.ts'
import { pathPattern } from './path-match.ts'
import { familiarName, familiarRepository, parseReference } from './reference.ts'

const olderFilters: ReadonlySet<string> = new Set(['before', 'dangling', 'label', 'reference', 'since'])
const graphFilters: ReadonlySet<string> = new Set([...olderFilters, 'until'])
const containerdFilters: ReadonlySet<string> = new Set([...graphFilters, 'label!'])

const graphFiltersOf = (profile: Profile): ReadonlySet<string> =>
  has(profile, 'filtersImagesByAge') ? graphFilters : olderFilters

/** An image that is to be shown, under the names that passed. */
export interface Listed {
  readonly image: Image
  readonly names: ShownNames
}

/**
 * The images that pass the filters, newest first. Without `all`, what is only a step on the way to another image stays
 * hidden (moby daemon/containerd/image_list.go, daemon/images/image_list.go).
 */
export const listImages = (engine: Engine, filtersText: string | undefined, all: boolean): Listed[] => {
  const isContainerd = engine.profile.storage.containerdStore
  const filters = parseFilters(filtersText, isContainerd ? containerdFilters : graphFiltersOf(engine.profile))
  const passes = imageTest(engine, filters)
  const matches = referenceTest(filters, isContainerd ? undefined : internal('syntax error in pattern'))
  const dangling = filters.has('dangling') ? booleanFilter(filters, 'dangling', false) : undefined
  const listed: Listed[] = []
  for (const image of engine.images.all()) {
    if (!passes(image)) continue
    const isTagged = image.references.size > 0
    const isNamed = isTagged || image.digests.size > 0
    if (dangling === true && (isContainerd ? isNamed : isTagged)) continue
    if (dangling === false && !isNamed) continue
    const isStep = !isNamed && engine.images.children(image.id).size > 0
    if (isStep && (!all || (dangling === true && !isContainerd))) continue
    const names = listedNames(engine, image, matches ?? (() => true))
    if (matches && names.tags.length === 0 && names.digests.length === 0) continue
    listed.push({ image, names })
  }
  return listed.sort((a, b) => b.image.createdAt - a.image.createdAt)
}

/** What filters say of the image itself. */
export const imageTest = (engine: Engine, filters: Filters): ((image: Image) => boolean) => {
  const before = boundary(engine, filters, 'before', Math.min)
  const since = boundary(engine, filters, 'since', Math.max)
  const until = untilBoundary(engine, filters)
  const labels = labelTest(filters, engine.profile.storage.containerdStore)
  // A containerd store asks when the image came, graph drivers when it was made.
  const arrival = (image: Image): Instant => (engine.profile.storage.containerdStore ? image.storedAt : image.createdAt)
  return image =>
    (before === undefined || image.createdAt < before) &&
    (since === undefined || image.createdAt > since) &&
    (until === undefined || arrival(image) < until) &&
    labels(image)
}

const boundary = (
  engine: Engine,
  filters: Filters,
  key: 'before' | 'since',
  choose: (...instants: number[]) => number,
): Instant | undefined => {
  const instants = (filters.get(key) ?? []).map(name => engine.images.resolve(name).createdAt)
  return instants.length === 0 ? undefined : choose(...instants)
}

const untilBoundary = (engine: Engine, filters: Filters): Instant | undefined => {
  const now = engine.clock.now()
  const moments = (filters.get('until') ?? []).map(text =>
    wrapped(`invalid value for 'until' filter`, () => parseMoment(text, now)),
  )
  return moments.length === 0 ? undefined : Math.min(...moments)
}

/** `label` wants, `label!` does not; to a containerd store `key!=value` turns either around. */
const labelTest = (filters: Filters, flips: boolean): ((image: Image) => boolean) => {
  const checks = (['label', 'label!'] as const).flatMap(name =>
    (filters.get(name) ?? []).map(text => {
      const flipped = flips && /^[^=]*!=/.test(text)
      return { text: flipped ? text.replace('!=', '=') : text, isWanted: (name === 'label') !== flipped }
    }),
  )
  return ({ config }) => checks.every(({ text, isWanted }) => labelsMatch([text], config.Labels ?? {}) === isWanted)
}

/** Shell patterns against every way to write a name; undefined when there are none. */
const referenceTest = (
  filters: Filters,
  complaint: DockerError | undefined,
): ((name: string) => boolean) | undefined => {
  const patterns = filters.get('reference') ?? []
  if (patterns.length === 0) return undefined
  const expressions = patterns.flatMap(pattern => {
    const expression = pathPattern(pattern)
    if (!expression && complaint) throw complaint
    return expression ?? []
  })
  return name => {
    const reference = parseReference(name)
    const spellings = [familiarName(reference), familiarRepository(reference), name, repositoryOf(name)]
    return expressions.some(expression => spellings.some(spelling => expression.test(spelling)))
  }
}
