import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import { booleanFilter, type Filters, labelsMatch, matchesPattern, parseFilters } from '../filters.ts'
import { isListed } from './driver.ts'
import type { Volume } from './entity.ts'

const acceptedFilters: ReadonlySet<string> = new Set(['dangling', 'driver', 'label', 'name'])

/** The volumes that pass the filters (moby daemon/volume/service/convert.go, filtersToBy). */
export const listVolumes = (engine: Engine, filtersText: string | undefined): Volume[] => {
  const filters = readFilters(filtersText)
  const dangling = filters.has('dangling') ? booleanFilter(filters, 'dangling', false) : undefined
  const drivers = filters.get('driver')
  return [...engine.volumes.all()].filter(
    volume =>
      isListed(engine, volume) &&
      (dangling === undefined || dangling === (volume.containerIds.size === 0)) &&
      (drivers?.includes(volume.driver) ?? true) &&
      labelsMatch(filters.get('label') ?? [], volume.labels ?? {}) &&
      matchesPattern(filters.get('name'), volume.name),
  )
}

/** What cannot be read at all is wrapped; a filter that is not known is not. */
const readFilters = (text: string | undefined): Filters => {
  try {
    return parseFilters(text, acceptedFilters)
  } catch (error) {
    if (error instanceof DockerError && error.message === 'invalid filter')
      throw error.wrap('error reading volume filters')
    throw error
  }
}
