import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'
import type { Endpoint, Network } from './entity.ts'
import { predefinedNetworks } from './store.ts'

const shortIdDigits = 12

/** The names under which others on a user-defined network find a container (moby: DNSNames, without repetition). */
export const namesOf = (container: Container, network: Network, endpoint: Endpoint): string[] => {
  if (predefinedNetworks.has(network.name)) return []
  const names = [container.name, ...(endpoint.settings.Aliases ?? []), container.id.slice(0, shortIdDigits)]
  return [...new Set([...names, container.config.Hostname ?? ''])].filter(name => name !== '')
}

/** What a program in the container gets for a name: its own hosts file first, then the embedded DNS. */
export const resolveName = (engine: Engine, container: Container, name: string): readonly string[] => {
  const own = [...container.endpoints.values()].map(({ ipAddress }) => ipAddress).find(address => address !== '')
  if (name === container.config.Hostname && own !== undefined) return [own]
  const extra = extraHost(container, name, engine)
  return extra === undefined ? neighbours(engine, container, name) : [extra]
}

/** `--add-host name:address`; `host-gateway` is the bridge's own address. */
const extraHost = (container: Container, name: string, engine: Engine): string | undefined => {
  const line = (container.hostConfig.ExtraHosts ?? []).find(
    each => each.startsWith(`${name}:`) || each.startsWith(`${name}=`),
  )
  const address = line?.slice(name.length + 1)
  return address === 'host-gateway' ? engine.networks.byName('bridge')?.subnets[0]?.gateway : address
}

const neighbours = (engine: Engine, container: Container, name: string): string[] =>
  [...container.endpoints.values()].flatMap(({ networkId, settings }) => {
    const linked = (settings.Links ?? [])
      .map(link => link.split(':'))
      .find(([target, alias = target]) => alias === name)
    const wanted = linked?.[0] ?? name
    return [...(engine.networks.get(networkId)?.containerIds ?? [])].flatMap(id =>
      [...(engine.containers.get(id)?.endpoints.values() ?? [])]
        .filter(endpoint => endpoint.networkId === networkId && endpoint.dnsNames.includes(wanted))
        .map(({ ipAddress }) => ipAddress)
        .filter(address => address !== ''),
    )
  })
