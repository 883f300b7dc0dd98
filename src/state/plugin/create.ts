import type { Engine } from '../engine.ts'
import { conflict, DockerError, internal } from '../error.ts'
import type { FileEntry } from '../filesystem/contract.ts'
import { familiarName, type ImageReference, parseReference, withDefaultTag } from '../image/reference.ts'
import { type ConfigDocument, readConfig } from './config.ts'
import type { Plugin, PluginPackage } from './entity.ts'
import { pluginEvent } from './event.ts'
import { packFiles } from './package.ts'

const configPath = '/config.json'
const rootPath = '/rootfs'

/** The name that a plugin gets, refused before its archive is read (moby daemon/pkg/plugin, CreateFromContext). */
export const newPluginName = (engine: Engine, wanted: string): string => {
  const reference = parseName(wanted)
  if (reference.digest !== undefined) throw internal('canonical references are not permitted')
  const name = familiarName(withDefaultTag(reference))
  if (engine.plugins.byName(name)) throw conflict(`plugin ${name} already exists`)
  return name
}

const parseName = (wanted: string): ImageReference => {
  try {
    return parseReference(wanted)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`failed to parse reference ${wanted}`, 'internal') : error
  }
}

/** `POST /plugins/create`: a plugin out of an archive that has a `config.json` beside the folder `rootfs`. */
export const createPlugin = (
  engine: Engine,
  name: string,
  entries: readonly FileEntry[],
  readDocument: (bytes: Uint8Array) => ConfigDocument,
): Plugin => {
  const document = entries.findLast(({ path, kind }) => path === configPath && kind === 'file')?.content
  if (!document) throw internal('config not found')
  const content = packFiles(readConfig(readDocument(document)), rootEntries(entries))
  if (engine.plugins.hasLayer(content.layerDigest)) throw internal(`content ${content.layerDigest}: already exists`)
  const plugin = addPlugin(engine, name, content, name)
  pluginEvent(engine, 'create', plugin.id, name)
  return plugin
}

const rootEntries = (entries: readonly FileEntry[]): FileEntry[] =>
  entries
    .filter(({ path }) => path === rootPath || path.startsWith(`${rootPath}/`))
    .map(entry => ({ ...entry, path: entry.path.slice(rootPath.length) || '/' }))

/** Puts a plugin into the store, disabled and with the settings that it comes with. */
export const addPlugin = (engine: Engine, name: string, packed: PluginPackage, reference: string): Plugin => {
  const content = { ...packed, config: structuredClone(packed.config) }
  const { mounts, devices, environment, arguments: args } = content.config
  const plugin: Plugin = {
    id: engine.newId(),
    name,
    state: 'disabled',
    content,
    reference,
    mounts: mounts ?? [],
    devices: devices ?? [],
    environment: (environment ?? []).flatMap(variable =>
      variable.value === null ? [] : [`${variable.name}=${variable.value}`],
    ),
    arguments: args.value ?? [],
    users: new Set(),
  }
  engine.plugins.add(plugin)
  return plugin
}
