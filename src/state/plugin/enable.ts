import type { Engine } from '../engine.ts'
import { internal } from '../error.ts'
import { hostHas } from '../volume/host.ts'
import type { Plugin } from './entity.ts'
import { pluginEvent } from './event.ts'
import { table } from './lifecycle.ts'

/**
 * `POST /plugins/{name}/enable`. The plugin's process is not simulated: one that can be started is taken to listen on its
 * socket at once, whatever the timeout.
 */
export const enablePlugin = (engine: Engine, reference: string): void => {
  const plugin = engine.plugins.resolve(reference)
  const next = table.next('enable', plugin.state, plugin, reference)
  verifyStart(engine, plugin)
  plugin.state = next
  pluginEvent(engine, 'enable', plugin.id, reference)
}

const runcPrefix =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: '
const initPrefix = `${runcPrefix}unable to start container process: error during container init: `

/** What keeps runc from starting it (seen with 28.5.2). */
const verifyStart = (engine: Engine, { content, mounts, arguments: args }: Plugin): void => {
  const { config, paths } = content
  const [program] = [...(config.entrypoint ?? []), ...args]
  if (program === undefined) throw internal(`${runcPrefix}args must not be empty`)
  if (mounts.some(({ source }) => source === null)) throw internal('mount source is not specified')
  const missing = mounts.find(({ source }) => source?.startsWith('/') && !hostHas(engine, source))
  if (missing)
    throw internal(`${initPrefix}failed to fulfil mount request: open ${missing.source}: no such file or directory`)
  if (program.startsWith('/') && paths !== 'all' && !paths.includes(program))
    throw internal(`${initPrefix}exec: ${JSON.stringify(program)}: stat ${program}: no such file or directory`)
}
