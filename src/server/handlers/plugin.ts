import type { Reply } from '../../../spec/index.ts'
import { readTar } from '../../state/archive/tar.ts'
import { DockerError } from '../../state/error.ts'
import type { FileEntry } from '../../state/filesystem/contract.ts'
import { createPlugin, newPluginName } from '../../state/plugin/create.ts'
import { disablePlugin } from '../../state/plugin/disable.ts'
import { enablePlugin } from '../../state/plugin/enable.ts'
import { listPlugins } from '../../state/plugin/list.ts'
import { pullPlugin, remotePrivileges } from '../../state/plugin/pull.ts'
import { pushPlugin } from '../../state/plugin/push.ts'
import { parseLocalName, parseRemoteName } from '../../state/plugin/remote.ts'
import { removePlugin } from '../../state/plugin/remove.ts'
import { setPlugin } from '../../state/plugin/set.ts'
import { upgradePlugin } from '../../state/plugin/upgrade.ts'
import { pluginView } from '../../state/plugin/view.ts'
import { empty, type Handlers, json, stream } from '../answer.ts'
import { decodePluginConfig } from '../decode/plugin-config.ts'

type PluginOperation = Extract<keyof Handlers, `Plugin${string}` | 'GetPluginPrivileges'>

const progressType = 'application/json'

export const pluginHandlers: Pick<Handlers, PluginOperation> = {
  PluginList: ({ engine }, { query }) =>
    json<Reply<'PluginList'>>(listPlugins(engine, query.filters).map(plugin => pluginView(engine, plugin))),

  PluginInspect: ({ engine }, { path }) =>
    json<Reply<'PluginInspect'>>(pluginView(engine, engine.plugins.resolve(path.name))),

  GetPluginPrivileges: ({ engine }, { query }) => json(remotePrivileges(engine, query.remote)),

  PluginPull: ({ engine }, { query, body }) => {
    const { reference, localName } = parseRemoteName(engine, query.remote)
    const name = query.name ? parseLocalName(query.name) : localName
    const source = pullPlugin(engine, reference, name, body ?? [])
    return stream({ contentType: progressType, source, headers: { 'Docker-Plugin-Name': name } })
  },

  PluginUpgrade: ({ engine }, { path, query, body }) => {
    const { reference } = parseRemoteName(engine, query.remote)
    const name = parseLocalName(path.name)
    const source = upgradePlugin(engine, reference, name, body ?? [])
    return stream({ contentType: progressType, source, headers: { 'Docker-Plugin-Name': name } })
  },

  PluginCreate: async ({ engine }, { query, body }) => {
    const name = newPluginName(engine, query.name)
    createPlugin(engine, name, await readContext(body), decodePluginConfig)
    return empty(204)
  },

  PluginPush: ({ engine }, { path }) => stream({ contentType: progressType, source: pushPlugin(engine, path.name) }),

  PluginSet: ({ engine }, { path, body }) => {
    setPlugin(engine, path.name, body ?? [])
    return empty(204)
  },

  PluginEnable: ({ engine }, { path }) => {
    enablePlugin(engine, path.name)
    return empty(200)
  },

  PluginDisable: ({ engine }, { path, query }) => {
    disablePlugin(engine, path.name, query.force ?? false)
    return empty(200)
  },

  PluginDelete: ({ engine }, { path, query }) => {
    removePlugin(engine, path.name, query.force ?? false)
    return empty(200)
  },
}

const readContext = async (body: ReadableStream<Uint8Array> | undefined): Promise<FileEntry[]> => {
  if (!body) return []
  try {
    return await readTar(body)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap('failed to read from tar') : error
  }
}
