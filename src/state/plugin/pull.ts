import type { PluginPrivilege } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { conflict, DockerError, invalid } from '../error.ts'
import { familiarName, familiarRepository, fullName, type ImageReference } from '../image/reference.ts'
import type { ByteSource } from '../pipe.ts'
import { type ProgressStep, progressStream } from '../progress.ts'
import { addPlugin } from './create.ts'
import type { PluginPackage } from './entity.ts'
import { pluginEvent } from './event.ts'
import { privilegesOf, verifyPrivileges } from './privileges.ts'
import { findRemote, parseRemoteName } from './remote.ts'

/** The simulated line to the registry. */
const downloadBytesPerMillisecond = 1_000_000

/** What installing a plugin would need to be allowed; a registry that cannot be asked has nothing to say. */
export const remotePrivileges = (engine: Engine, remote: string): PluginPrivilege[] | null => {
  const { reference } = parseRemoteName(engine, remote)
  try {
    const asked = privilegesOf(findRemote(engine, reference).config)
    return asked.length === 0 ? null : asked
  } catch (error) {
    if (error instanceof DockerError) return []
    throw error
  }
}

/** `POST /plugins/pull` under a name that is settled already (moby daemon/pkg/plugin/backend_linux.go, Pull). */
export const pullPlugin = (
  engine: Engine,
  reference: ImageReference,
  name: string,
  allowed: readonly PluginPrivilege[],
): ByteSource => {
  if (engine.plugins.byName(name)) throw invalid(`plugin ${name} already exists`)
  const found = findRemote(engine, reference)
  return progressStream(
    engine.clock,
    fetchSteps(engine, reference, found, () => {
      pluginEvent(engine, 'pull', familiarName(reference), name)
      if (engine.plugins.byName(name)) throw conflict(`plugin ${name} already exists`)
      verifyPrivileges(found.config, allowed)
      addPlugin(engine, name, found, fullName(reference))
    }),
  )
}

/** The progress of a download; `finish` comes last, and what it throws is the stream's last word. */
export function* fetchSteps(
  engine: Engine,
  reference: ImageReference,
  { manifestDigest, layerDigest, layerBytes }: PluginPackage,
  finish: () => void,
): Iterable<ProgressStep> {
  const id = layerDigest.slice('sha256:'.length, 'sha256:'.length + 12)
  const say = (status: string): ProgressStep => ({ message: { status, progressDetail: {}, id } })
  const tag = reference.tag ?? fullName(reference)
  yield { message: { status: `Pulling from ${familiarRepository(reference)}`, id: tag } }
  yield { message: { status: `Digest: ${manifestDigest}` } }
  if (engine.plugins.hasLayer(layerDigest)) yield say('Already exists')
  else {
    yield say('Waiting')
    yield say('Pulling fs layer')
    yield* transfer('Downloading', id, layerBytes)
    yield say('Download complete')
  }
  yield* transfer('Extracting', id, layerBytes)
  yield say('Complete')
  yield { act: finish }
}

function* transfer(status: string, id: string, total: number): Iterable<ProgressStep> {
  for (const current of [Math.ceil(total / 2), total]) {
    yield {
      afterMilliseconds: total / 2 / downloadBytesPerMillisecond,
      message: { status, progressDetail: { current, total }, id },
    }
  }
}
