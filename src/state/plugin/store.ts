import { DockerError, invalid, notFound } from '../error.ts'
import { familiarName, parseReference, withDefaultTag } from '../image/reference.ts'
import type { Plugin, PluginPackage } from './entity.ts'

/** The plugins of an engine, and what has been pushed to the simulated registries. */
export interface PluginStore {
  readonly size: number
  /** In order of arrival. */
  all(): IterableIterator<Plugin>
  byName(name: string): Plugin | undefined
  /** By id, name or the beginning of an id. Throws `plugin "x" not found`. */
  resolve(reference: string): Plugin
  add(plugin: Plugin): void
  remove(plugin: Plugin): void
  /** Whether some plugin has this layer: the daemon keeps every layer once. */
  hasLayer(digest: string): boolean
  /** Pushed packages by full name. */
  readonly pushed: Map<string, PluginPackage>
}

const fullId = /^[a-f0-9]{64}$/

const missing = (reference: string): DockerError => notFound(`plugin ${JSON.stringify(reference)} not found`)

/** The name under which a reference is kept; undefined for what no plugin can be called (moby resolvePluginID). */
const nameOf = (reference: string): string | undefined => {
  try {
    const parsed = parseReference(reference)
    return parsed.digest === undefined ? familiarName(withDefaultTag(parsed)) : undefined
  } catch (error) {
    if (error instanceof DockerError) return undefined
    throw error
  }
}

export const createPluginStore = (): PluginStore => {
  const byId = new Map<string, Plugin>()
  const byName = new Map<string, Plugin>()
  return {
    get size() {
      return byId.size
    },
    all: () => byId.values(),
    byName: name => byName.get(name),
    resolve(reference) {
      if (fullId.test(reference)) {
        const exact = byId.get(reference)
        if (exact) return exact
        throw missing(reference)
      }
      const name = nameOf(reference)
      if (name === undefined) throw missing(reference)
      const named = byName.get(name)
      if (named) return named
      const [only, ...others] = [...byId.values()].filter(({ id }) => id.startsWith(reference))
      if (!only) throw missing(reference)
      if (others.length > 0) throw invalid(`multiple plugins found for ${JSON.stringify(reference)}`)
      return only
    },
    add(plugin) {
      byId.set(plugin.id, plugin)
      byName.set(plugin.name, plugin)
    },
    remove(plugin) {
      byId.delete(plugin.id)
      byName.delete(plugin.name)
    },
    hasLayer: digest => [...byId.values()].some(({ content }) => content.layerDigest === digest),
    pushed: new Map(),
  }
}
