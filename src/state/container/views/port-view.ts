import type { PortMap, PortSummary } from '../../../../spec/generated/types.ts'
import type { Container } from '../entity.ts'
import { sorted } from '../settings/fields.ts'
import { parsePortRange } from '../settings/port.ts'

/** Exposed and published ports while the container has a network of its own; none otherwise. */
export const livePorts = (container: Container): PortMap => {
  if (container.runtime === undefined) return {}
  const ports: PortMap = {}
  const mode = container.hostConfig.NetworkMode ?? ''
  if (mode === 'host' || mode === 'none' || mode.startsWith('container:')) return ports
  for (const port of Object.keys(container.config.ExposedPorts ?? {})) ports[port] = null
  for (const { containerPort, protocol, hostAddress, hostPort } of container.publishedPorts) {
    const key = `${containerPort}/${protocol}`
    const bindings = ports[key] ?? []
    ports[key] = [...bindings, { HostIp: hostAddress, HostPort: String(hostPort) }]
  }
  return sorted(ports)
}

/** The same for a list, one entry per binding (moby daemon/container/view.go, transform). */
export const portSummaries = (container: Container): PortSummary[] =>
  Object.entries(livePorts(container)).flatMap(([port, bindings]): PortSummary[] => {
    const range = parsePortRange(port)
    if ('fault' in range) return []
    const base = { PrivatePort: range.first, Type: range.protocol }
    if (!bindings || bindings.length === 0) return [{ IP: '', ...base }]
    return bindings.map(({ HostIp, HostPort }) => ({
      IP: HostIp ?? '',
      PrivatePort: range.first,
      PublicPort: Number(HostPort),
      Type: range.protocol,
    }))
  })
