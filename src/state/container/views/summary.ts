import type { ContainerSummary, EndpointSettings } from '../../../../spec/generated/types.ts'
import { type ApiVersion, compareVersions } from '../../../../spec/version.ts'
import type { Engine } from '../../engine.ts'
import { DockerError } from '../../error.ts'
import type { Endpoint } from '../../network/entity.ts'
import type { Profile } from '../../profile/profile.ts'
import { type Instant, unixSeconds } from '../../time.ts'
import type { Container } from '../entity.ts'
import { sorted } from '../settings/fields.ts'
import { asShownBy } from './endpoint.ts'
import { manifestDescriptor } from './manifest.ts'
import { listedMountViews } from './mount-view.ts'
import { asPodmanLists } from './podman.ts'
import { portSummaries } from './port-view.ts'
import { type ContainerSizes, containerSizes } from './sizes.ts'
import { statusText } from './status.ts'

/** One row of `GET /containers/json`, its keys in the daemon's order (moby api/types/container, Summary). */
export const containerSummary = (
  engine: Engine,
  container: Container,
  version: ApiVersion,
  withSize: boolean,
): ContainerSummary => {
  const { config, hostConfig, health } = container
  const isBelow = (other: ApiVersion): boolean => compareVersions(version, other) < 0
  const descriptor = isBelow('1.48') ? undefined : manifestDescriptor(engine, container)
  const annotations = hostConfig.Annotations ?? {}
  const row: ContainerSummary = {
    Id: container.id,
    Names: namesOf(engine, container),
    Image: imageName(engine, container),
    ImageID: container.imageId,
    ...(descriptor && { ImageManifestDescriptor: descriptor }),
    Command: commandText(container),
    Created: unixSeconds(container.createdAt),
    Ports: portSummaries(engine, container),
    ...(withSize && sizes(engine, container)),
    Labels: config.Labels ? sorted(config.Labels) : null,
    State: container.state,
    Status: statusText(container, engine.clock.now()),
    HostConfig: {
      ...(hostConfig.NetworkMode && { NetworkMode: hostConfig.NetworkMode }),
      ...(!isBelow('1.46') && Object.keys(annotations).length > 0 && { Annotations: sorted(annotations) }),
    },
    ...(!isBelow('1.52') && {
      Health: { Status: health?.status ?? 'none', FailingStreak: health?.failingStreak ?? 0 },
    }),
    NetworkSettings: { Networks: networksOf(engine.profile, container) },
    Mounts: listedMountViews(container),
  }
  return engine.profile.podman ? asPodmanLists(engine, container, row) : row
}

/**
 * Fills `facts` with everything that can change what a row without sizes shows, cheaper to collect than the row itself:
 * while it stays the same, so does the row. False where that is not known.
 */
export const collectSummaryFacts = (
  engine: Engine,
  container: Container,
  image: string,
  now: Instant,
  facts: unknown[],
): boolean => {
  if (engine.containers.links.hasParents(container)) return false
  const { hostConfig, health } = container
  facts.length = 0
  facts.push(container.name, container.state, statusText(container, now), image, engine.images.get(container.imageId))
  facts.push(container.runtime !== undefined, container.publishedPorts, hostConfig.NetworkMode, hostConfig.Annotations)
  facts.push(health?.status, health?.failingStreak)
  for (const [name, endpoint] of container.endpoints) {
    const { settings, networkId, endpointId, gateway, ipAddress, ipPrefixLength, macAddress } = endpoint
    const { ipv6Gateway, globalIpv6Address, globalIpv6PrefixLength } = endpoint
    facts.push(name, settings, networkId, endpointId, gateway, ipAddress, ipPrefixLength, macAddress)
    facts.push(ipv6Gateway, globalIpv6Address, globalIpv6PrefixLength)
  }
  return true
}

/** Go omits zeros here. */
const sizes = (engine: Engine, container: Container): Partial<ContainerSizes> => {
  const { SizeRw, SizeRootFs } = containerSizes(engine, container)
  return { ...(SizeRw > 0 && { SizeRw }), ...(SizeRootFs > 0 && { SizeRootFs }) }
}

/** All its names, sorted: moby reads them from an index (daemon/container/view.go). */
const namesOf = (engine: Engine, container: Container): string[] => {
  const aliases = engine.containers.links.parentsOf(container)
  if (aliases.length === 0) return [`/${container.name}`]
  return [`/${container.name}`, ...aliases.map(({ parent, alias }) => `/${parent.name}/${alias}`)].sort()
}

/** What the client called the image, as long as that still means the same one. */
export const imageName = (engine: Engine, { config, imageId }: Container): string => {
  const name = config.Image ?? ''
  if (name === imageId) return name
  try {
    return engine.images.resolve(name).id === imageId ? name : imageId
  } catch (error) {
    if (error instanceof DockerError) return imageId
    throw error
  }
}

export const commandText = ({ path, args }: Pick<Container, 'path' | 'args'>): string =>
  [path, ...args.map(argument => (argument.includes(' ') ? `'${argument}'` : argument))].join(' ')

const networksOf = (profile: Profile, { endpoints }: Container): Record<string, EndpointSettings> =>
  sorted(
    Object.fromEntries([...endpoints].map(([name, endpoint]) => [name, asShownBy(profile, endpointView(endpoint))])),
  )

const endpointView = (endpoint: Endpoint): EndpointSettings => {
  const { IPAMConfig, GwPriority } = endpoint.settings
  return {
    IPAMConfig: IPAMConfig ? addressesOf(IPAMConfig) : null,
    Links: null,
    Aliases: null,
    DriverOpts: null,
    GwPriority: GwPriority ?? 0,
    NetworkID: endpoint.networkId,
    EndpointID: endpoint.endpointId,
    Gateway: endpoint.gateway,
    IPAddress: endpoint.ipAddress,
    MacAddress: endpoint.macAddress,
    IPPrefixLen: endpoint.ipPrefixLength,
    IPv6Gateway: endpoint.ipv6Gateway,
    GlobalIPv6Address: endpoint.globalIpv6Address,
    GlobalIPv6PrefixLen: endpoint.globalIpv6PrefixLength,
    DNSNames: null,
  }
}

const addressesOf = ({ IPv4Address, IPv6Address }: NonNullable<EndpointSettings['IPAMConfig']>) => ({
  ...(IPv4Address && { IPv4Address }),
  ...(IPv6Address && { IPv6Address }),
})
