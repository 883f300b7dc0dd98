import type { HostConfig } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { DockerError, internal, invalid } from '../../error.ts'
import type { Container } from '../entity.ts'
import { connectedContainer, isContainerMode, isUserDefined } from './modes.ts'

export interface Link {
  readonly child: Container
  readonly alias: string
}

/** `name`, `name:alias`, or as inspect once wrote it, `/name:/parent/alias` (moby daemon/pkg/opts, ParseLink). */
const parseLink = (text: string): readonly [name: string, alias: string] => {
  if (text === '') throw internal('empty string specified for links')
  const [name = '', alias, ...rest] = text.split(':')
  if (rest.length > 0) throw internal(`bad format for links: ${text}`)
  if (alias === undefined) return [name, name]
  return name.startsWith('/') ? [name.slice(1), alias.slice(alias.lastIndexOf('/') + 1)] : [name, alias]
}

/** Whom the links of a new container mean; on user-defined networks they are mere aliases, settled at start. */
export const resolveLinks = (engine: Engine, { Links, NetworkMode }: HostConfig): Link[] => {
  if (isUserDefined(NetworkMode ?? '')) return []
  return (Links ?? []).map(text => {
    const [name, alias] = parseLink(text)
    let child = linked(engine, name)
    while (isContainerMode(child.hostConfig.NetworkMode ?? ''))
      child = linked(engine, connectedContainer(child.hostConfig.NetworkMode ?? ''))
    if (child.hostConfig.NetworkMode === 'host') {
      throw invalid(
        "conflicting options: host type networking can't be used with links. This would result in undefined behavior",
      )
    }
    return { child, alias }
  })
}

const linked = (engine: Engine, name: string): Container => {
  try {
    return engine.containers.resolve(name)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`could not get container for ${name}`, 'invalid') : error
  }
}

export const registerLinks = (engine: Engine, parent: Container, links: readonly Link[]): void => {
  for (const { child, alias } of links) engine.containers.links.link(parent, child, alias)
}
