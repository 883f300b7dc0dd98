import type { PortMap, PortSummary } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { connectionsOf, isBridged } from '../../network/sandbox.ts'
import { has } from '../../profile/changes.ts'
import type { Container } from '../entity.ts'
import { sorted } from '../settings/fields.ts'
import { parsePortRange } from '../settings/port.ts'

/** Exposed and published ports while the container runs on a bridge that leads out; none otherwise. */
export const livePorts = (engine: Engine, container: Container): PortMap => {
  const { runtime, config, publishedPorts } = container
  const exposed = Object.keys(config.ExposedPorts ?? {})
  const isReached = (): boolean => exposed.length > 0 && isBridged(connectionsOf(engine, container))
  if (runtime === undefined || !(publishedPorts.length > 0 || isReached())) return {}
  const ports: PortMap = {}
  for (const port of exposed) ports[port] = null
  for (const { containerPort, protocol, hostAddress, hostPort } of publishedPorts) {
    const key = `${containerPort}/${protocol}`
    const bindings = ports[key] ?? []
    ports[key] = [...bindings, { HostIp: hostAddress, HostPort: String(hostPort) }]
  }
  return sorted(ports)
}

/** The same for a list, one entry per binding (moby daemon/container/view.go, transform). */
export const portSummaries = (engine: Engine, container: Container): PortSummary[] =>
  Object.entries(livePorts(engine, container)).flatMap(([port, bindings]): PortSummary[] => {
    const range = parsePortRange(port)
    if ('fault' in range) return []
    const base = { PrivatePort: range.first, Type: range.protocol }
    if (!bindings || bindings.length === 0)
      return [has(engine.profile, 'unpublishedPortsHaveNoAddress') ? { IP: '', ...base } : base]
    return bindings.map(({ HostIp, HostPort }) => ({
      IP: HostIp ?? '',
      PrivatePort: range.first,
      PublicPort: Number(HostPort),
      Type: range.protocol,
    }))
  })
