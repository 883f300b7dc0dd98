import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'
import type { Endpoint, Network } from './entity.ts'
import { linkedHosts } from './legacy-links.ts'
import { predefinedNetworks } from './store.ts'

const shortIdDigits = 12

/** The names under which others on a user-defined network find a container (moby: DNSNames, without repetition). */
export const namesOf = (container: Container, endpoint: Endpoint): string[] => {
  const names = [container.name, ...(endpoint.settings.Aliases ?? []), container.id.slice(0, shortIdDigits)]
  return [...new Set([...names, container.config.Hostname ?? ''])].filter(name => name !== '')
}

/** What a program in the container gets for a name: its own hosts file first, then the embedded DNS. */
export const resolveName = (engine: Engine, container: Container, name: string): readonly string[] => {
  const own = addressesOf([...container.endpoints.values()])
  if (name === container.config.Hostname && own.length > 0) return own
  const extra = extraHost(container, name, engine)
  if (extra !== undefined) return [extra]
  const linked = linkedHosts(engine, container).filter(({ names }) => names.includes(name))
  return linked.length > 0 ? linked.map(({ address }) => address) : neighbours(engine, container, name.toLowerCase())
}

/** The name of an address, as the embedded DNS gives it: `container.network`. */
export const nameOfAddress = (engine: Engine, { endpoints }: Container, address: string): string | undefined => {
  for (const { networkId } of endpoints.values()) {
    const network = engine.networks.get(networkId)
    if (!network || predefinedNetworks.has(network.name)) continue
    for (const { container, endpoint } of membersOf(engine, network))
      if (addressesOf([endpoint]).includes(address)) return `${container.name}.${network.name}`
  }
  return undefined
}

const addressesOf = (endpoints: readonly Endpoint[]): string[] =>
  endpoints.flatMap(({ ipAddress, globalIpv6Address }) => [ipAddress, globalIpv6Address].filter(each => each !== ''))

/** `--add-host name:address`; `host-gateway` is the bridge's own address. */
const extraHost = (container: Container, name: string, engine: Engine): string | undefined => {
  const line = (container.hostConfig.ExtraHosts ?? []).find(
    each => each.startsWith(`${name}:`) || each.startsWith(`${name}=`),
  )
  const address = line?.slice(name.length + 1)
  return address === 'host-gateway' ? engine.networks.byName('bridge')?.subnets[0]?.gateway : address
}

interface Member {
  readonly container: Container
  readonly endpoint: Endpoint
}

const membersOf = (engine: Engine, { id, containerIds }: Network): Member[] =>
  [...containerIds].flatMap(containerId => {
    const container = engine.containers.get(containerId)
    const endpoint = [...(container?.endpoints.values() ?? [])].find(({ networkId }) => networkId === id)
    return container && endpoint ? [{ container, endpoint }] : []
  })

/** Names are known with and without their network's, in whatever case (moby libnetwork/network.go, ResolveName). */
const neighbours = (engine: Engine, container: Container, name: string): string[] =>
  [...container.endpoints.values()].flatMap(({ networkId, settings }) => {
    const network = engine.networks.get(networkId)
    if (!network) return []
    const suffix = `.${network.name.toLowerCase()}`
    const asked = name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
    const linked = (settings.Links ?? [])
      .map(link => link.split(':'))
      .find(([target, alias = target]) => alias === asked)
    const wanted = linked?.[0] ?? asked
    return membersOf(engine, network)
      .filter(({ endpoint }) => endpoint.dnsNames.some(each => each.toLowerCase() === wanted))
      .flatMap(({ endpoint }) => addressesOf([endpoint]))
  })
