import type { Reply } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { invalid, unavailable } from '../error.ts'
import { booleanFilter, type Filters, parseFilters } from '../filters.ts'
import { parseInteger } from '../system/timestamp.ts'
import { directory } from './catalogue/directory.ts'
import { repositories } from './catalogue/repositories.ts'

const acceptedFilters: ReadonlySet<string> = new Set(['is-automated', 'is-official', 'stars'])
const limitDefault = 25
const limitMax = 100

type Found = NonNullable<Reply<'ImageSearch'>[number]>

/**
 * `GET /images/search`: the repositories of the built-in registry whose name or description has the term in it, those
 * with most stars first (moby daemon/pkg/registry/search.go).
 */
export const searchImages = (engine: Engine, term: string, limit: number, filtersText: string | undefined): Found[] => {
  const filters = parseFilters(filtersText, acceptedFilters)
  if (booleanFilter(filters, 'is-automated', false)) return []
  const isOfficial = booleanFilter(filters, 'is-official', false)
  const stars = starsFilter(filters)
  const found = searchUnfiltered(engine, term, limit)
  return found.filter(
    row => (!filters.has('is-official') || row.is_official === isOfficial) && (row.star_count ?? 0) >= stars,
  )
}

const starsFilter = (filters: Filters): number => {
  const counts = (filters.get('stars') ?? []).map(text => {
    const count = parseInteger(text)
    if (typeof count === 'number') return count
    throw invalid(`invalid filter 'stars=${text}': strconv.Atoi: parsing ${JSON.stringify(text)}: ${count}`)
  })
  return Math.max(0, ...counts)
}

const searchUnfiltered = (engine: Engine, term: string, limit: number): Found[] => {
  if (term.includes('://')) throw invalid(`invalid repository name: repository name (${term}) should not have a scheme`)
  const most = limit === 0 ? limitDefault : limit
  if (most < 1 || most > limitMax) throw invalid(`limit ${most} is outside the range of [1, ${limitMax}]`)
  if (engine.registry.isUnreachable) {
    const query = `q=${encodeURIComponent(term)}&n=${most}`
    throw unavailable(`Get "https://index.docker.io/v1/search?${query}": registry is closed`)
  }
  const words = term.replace(/^(docker\.io\/)?(library\/)?/, '').toLowerCase()
  return [...repositories.keys()]
    .map(row)
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(words))
    .sort((a, b) => (b.star_count ?? 0) - (a.star_count ?? 0))
    .slice(0, most)
}

const row = (path: string): Found => {
  const { description = '', stars = 0 } = directory[path] ?? {}
  return {
    star_count: stars,
    is_official: path.startsWith('library/'),
    name: path.replace(/^library\//, ''),
    is_automated: false,
    description,
  }
}
