import type { Engine } from '../engine.ts'
import { booleanFilter, matchesPattern, parseFilters } from '../filters.ts'
import { parseCapability } from './config.ts'
import type { Plugin } from './entity.ts'

const acceptedFilters: ReadonlySet<string> = new Set(['capability', 'enabled'])

/** The plugins that pass the filters. With `capability`, each of a plugin's types has to match. */
export const listPlugins = (engine: Engine, filtersText: string | undefined): Plugin[] => {
  const filters = parseFilters(filtersText, acceptedFilters)
  const enabled = filters.has('enabled') ? booleanFilter(filters, 'enabled', false) : undefined
  const capabilities = filters.get('capability')
  return [...engine.plugins.all()].filter(
    ({ state, content }) =>
      (enabled === undefined || enabled === (state === 'enabled')) &&
      (content.config.types ?? []).every(type => matchesPattern(capabilities, parseCapability(type).capability)),
  )
}
