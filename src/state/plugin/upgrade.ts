import type { PluginPrivilege } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { familiarName, fullName, type ImageReference } from '../image/reference.ts'
import type { ByteSource } from '../pipe.ts'
import { progressStream } from '../progress.ts'
import { pluginEvent } from './event.ts'
import { table } from './lifecycle.ts'
import { verifyPrivileges } from './privileges.ts'
import { fetchSteps } from './pull.ts'
import { findRemote } from './remote.ts'

/** `POST /plugins/{name}/upgrade`: the content is replaced, what was set stays. */
export const upgradePlugin = (
  engine: Engine,
  reference: ImageReference,
  name: string,
  allowed: readonly PluginPrivilege[],
): ByteSource => {
  const plugin = engine.plugins.resolve(name)
  table.next('upgrade', plugin.state, plugin, name)
  const found = findRemote(engine, reference)
  return progressStream(
    engine.clock,
    fetchSteps(engine, reference, found, () => {
      pluginEvent(engine, 'pull', familiarName(reference), name)
      plugin.state = table.next('upgrade', plugin.state, plugin, name)
      verifyPrivileges(found.config, allowed)
      plugin.content = { ...found, config: structuredClone(found.config) }
      plugin.reference = fullName(reference)
    }),
  )
}
