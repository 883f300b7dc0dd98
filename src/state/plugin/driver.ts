import type { Engine } from '../engine.ts'
import { conflict, internal } from '../error.ts'
import { parseCapability } from './config.ts'
import type { Plugin } from './entity.ts'

export type DriverKind = 'volumedriver' | 'networkdriver' | 'logdriver'

/**
 * The enabled plugin that a driver's name stands for (moby daemon/pkg/plugin/store.go, Get). Throws what its callers put
 * into their own words: there is none, it is disabled, or it drives something else.
 */
export const pluginDriver = (engine: Engine, name: string, kind: DriverKind): Plugin => {
  const plugin = engine.plugins.resolve(name)
  if (plugin.state !== 'enabled') throw conflict(`plugin ${name} found but disabled`)
  if (!provides(plugin, kind)) throw internal(`plugin does not provide ${JSON.stringify(kind)} capability`)
  return plugin
}

export const enabledPlugins = (engine: Engine, kind: DriverKind): Plugin[] =>
  [...engine.plugins.all()].filter(plugin => plugin.state === 'enabled' && provides(plugin, kind))

const provides = ({ content }: Plugin, kind: DriverKind): boolean =>
  (content.config.types ?? []).some(type => {
    const { prefix, capability } = parseCapability(type)
    return prefix === 'docker' && capability === kind
  })
