import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'

const bridge = 'bridge'

/** Who is linked on the default bridge must run there (moby daemon/container_operations_unix.go, setupLinkedContainers). */
export const linkFault = (engine: Engine, container: Container): string | undefined => {
  if (!container.endpoints.has(bridge)) return undefined
  for (const [alias, child] of engine.containers.links.childrenOf(container)) {
    if (!child.runtime) return `Cannot link to a non running container: /${child.name} AS /${container.name}/${alias}`
    if (!child.endpoints.has(bridge)) return `container ${child.id} not attached to default bridge network`
  }
  return undefined
}

export interface LinkedHost {
  readonly address: string
  readonly names: readonly string[]
}

/** Under which names a container finds those that it is linked to: in its hosts file, for there is no DNS here. */
export const linkedHosts = (engine: Engine, container: Container): LinkedHost[] => {
  if (!container.endpoints.has(bridge)) return []
  return [...engine.containers.links.childrenOf(container)].flatMap(([alias, child]) => {
    const { ipAddress = '', globalIpv6Address = '' } = child.endpoints.get(bridge) ?? {}
    const names = [alias, child.config.Hostname ?? '', ...(alias === child.name ? [] : [child.name])]
    return [ipAddress, globalIpv6Address].filter(address => address !== '').map(address => ({ address, names }))
  })
}
