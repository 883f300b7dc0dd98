import type { Engine } from '../engine.ts'
import { DockerError, invalid } from '../error.ts'
import { booleanFilter, type Filters, labelsMatch, parseFilters } from '../filters.ts'
import { untilFilter } from '../until.ts'
import type { Image } from './entity.ts'
import { familiarName, familiarRepository, parseReference, repositoryName } from './reference.ts'

const acceptedFilters: ReadonlySet<string> = new Set([
  'before',
  'dangling',
  'label',
  'label!',
  'reference',
  'since',
  'until',
])

/** The images that pass the filters, newest first (moby daemon/containerd/image_list.go). */
export const listImages = (engine: Engine, filtersText: string | undefined): Image[] => {
  const filters = parseFilters(filtersText, acceptedFilters)
  const before = boundary(engine, filters, 'before')
  const since = boundary(engine, filters, 'since')
  const until = untilInstant(engine, filters)
  const dangling = filters.has('dangling') ? booleanFilter(filters, 'dangling', false) : undefined
  const references = filters.get('reference') ?? []
  const passes = (image: Image): boolean => {
    const labels = image.config.Labels ?? {}
    if (before !== undefined && image.createdAt >= before) return false
    if (since !== undefined && image.createdAt <= since) return false
    if (until !== undefined && image.createdAt >= until) return false
    if (dangling !== undefined && dangling !== (image.references.size === 0)) return false
    if (!labelsMatch(filters.get('label') ?? [], labels)) return false
    const unwanted = filters.get('label!') ?? []
    if (unwanted.length > 0 && labelsMatch(unwanted, labels)) return false
    return references.length === 0 || [...image.references].some(name => referenceMatches(references, name))
  }
  return [...engine.images.all()].filter(passes).sort((a, b) => b.createdAt - a.createdAt)
}

const boundary = (engine: Engine, filters: Filters, key: 'before' | 'since'): number | undefined => {
  const instants = (filters.get(key) ?? []).map(name => engine.images.resolve(name).createdAt)
  if (instants.length === 0) return undefined
  return key === 'before' ? Math.min(...instants) : Math.max(...instants)
}

const untilInstant = (engine: Engine, filters: Filters): number | undefined => {
  try {
    return untilFilter(filters, engine.clock.now())
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`invalid value for 'until' filter`) : error
  }
}

/** A shell pattern (path.Match) against every way to write the name. */
const referenceMatches = (patterns: readonly string[], name: string): boolean => {
  const reference = parseReference(name)
  const spellings = [familiarName(reference), familiarRepository(reference), name, repositoryName(reference)]
  return patterns.some(pattern => {
    const expression = pathPattern(pattern)
    return spellings.some(spelling => expression.test(spelling))
  })
}

/** Go's path.Match: `*` and `?` stop at slashes. */
const pathPattern = (pattern: string): RegExp => {
  const source = pattern
    .replace(/[\\^$.|+(){}]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]')
  try {
    return new RegExp(`^${source}$`)
  } catch {
    throw invalid(`invalid filter 'reference=${pattern}': syntax error in pattern`)
  }
}
