import type { ContainerInspectResponse, ContainerState, EndpointSettings } from '../../../spec/generated/types.ts'
import { type ApiVersion, compareVersions } from '../../../spec/version.ts'
import { digestOf } from '../digest.ts'
import type { Engine } from '../engine.ts'
import { graphDriver } from '../image/views/graph-driver.ts'
import type { Endpoint } from '../network/entity.ts'
import { networkNameOf } from '../network/store.ts'
import { has } from '../profile/changes.ts'
import type { Profile } from '../profile/profile.ts'
import { type Instant, never, rfc3339Nano } from '../time.ts'
import type { Container, Health } from './entity.ts'
import { sandboxOf } from './runtime/sandbox-id.ts'
import { hasReached, type StartStage } from './runtime/start-stage.ts'
import { sorted } from './settings/fields.ts'
import { isUserDefined, takesMacAddress } from './settings/modes.ts'
import { writeConfig, writeHostConfig, writeOldConfig } from './settings/settings.ts'
import { asShownBy } from './views/endpoint.ts'
import { manifestDescriptor } from './views/manifest.ts'
import { mountPointViews } from './views/mount-view.ts'
import { asPodmanInspects } from './views/podman.ts'
import { livePorts } from './views/port-view.ts'
import { containerSizes } from './views/sizes.ts'
import { isRunning } from './views/status.ts'

/** `GET /containers/{id}/json`, its keys in the daemon's order (moby api/types/container, InspectResponse). */
export const containerInspect = (
  engine: Engine,
  container: Container,
  version: ApiVersion,
  withSize: boolean,
): ContainerInspectResponse => {
  const isBelow = (other: ApiVersion): boolean => compareVersions(version, other) < 0
  const { config, hostConfig } = container
  const requestedMacAddress = isBelow('1.52') ? mainMacAddress(container) : ''
  const descriptor = isBelow('1.48') ? undefined : manifestDescriptor(engine, container)
  const view: ContainerInspectResponse = {
    Id: container.id,
    Created: rfc3339Nano(container.createdAt),
    Path: container.path,
    Args: [...container.args],
    State: stateView(container),
    Image: container.imageId,
    ...filePaths(engine, container),
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: engine.profile.storage.driver,
    Platform: container.platform.os,
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: appArmorProfile(engine, container),
    ExecIDs: executionIds(container),
    HostConfig: {
      ...writeHostConfig(hostConfig),
      ...(!has(engine.profile, 'forgetsKernelMemory') && { KernelMemory: 0, KernelMemoryTCP: 0 }),
      Links: linkTexts(engine, container),
    },
    ...storageView(engine, container, isBelow('1.52')),
    ...(withSize && containerSizes(engine, container)),
    Mounts: mountPointViews(container),
    Config: {
      ...(isBelow('1.52') ? writeOldConfig(config) : writeConfig(config)),
      ...(requestedMacAddress !== '' && { MacAddress: requestedMacAddress }),
    },
    NetworkSettings: networkSettings(engine, container, isBelow('1.45'), isBelow('1.52')),
    ...(descriptor && { ImageManifestDescriptor: descriptor }),
  }
  return engine.profile.podman ? asPodmanInspects(engine, container, view) : view
}

const instantText = (instant: Instant | undefined): string => (instant === undefined ? never : rfc3339Nano(instant))

const stateView = (container: Container): ContainerState => ({
  Status: container.state,
  Running: isRunning(container),
  Paused: container.state === 'paused',
  Restarting: container.state === 'restarting',
  OOMKilled: container.oomKilled,
  Dead: container.state === 'dead',
  Pid: container.pid,
  ExitCode: container.exitCode,
  Error: container.error,
  StartedAt: instantText(container.startedAt),
  FinishedAt: instantText(container.finishedAt),
  ...(container.health && { Health: healthView(container.health) }),
})

const healthView = ({ status, failingStreak, log }: Health) => ({
  Status: status,
  FailingStreak: failingStreak,
  Log: log.map(({ startedAt, endedAt, exitCode, output }) => ({
    Start: rfc3339Nano(startedAt),
    End: rfc3339Nano(endedAt),
    ExitCode: exitCode,
    Output: output,
  })),
})

/**
 * Files that the daemon writes as the first start goes on; before that they have no place, but for a log that somebody has
 * asked for (seen with 20.10.24, 26.1.5 and 28.5.2).
 */
const filePaths = (engine: Engine, container: Container) => {
  const { id, hostConfig } = container
  const place = (stage: StartStage, name: string): string =>
    hasReached(container, stage) ? `${engine.profile.host.rootDirectory}/containers/${id}/${name}` : ''
  return {
    ResolvConfPath: place('sandbox', 'resolv.conf'),
    HostnamePath: place('networks', 'hostname'),
    HostsPath: place('sandbox', 'hosts'),
    LogPath:
      hostConfig.LogConfig?.Type === 'json-file' ? place(container.logAsked ? 'none' : 'task', `${id}-json.log`) : '',
  }
}

/** Settled when the container first starts; nobody confines a privileged one. */
const appArmorProfile = (engine: Engine, { startedAt, hostConfig }: Container): string => {
  if (startedAt === undefined || !engine.profile.host.securityOptions.includes('name=apparmor')) return ''
  const given = (hostConfig.SecurityOpt ?? []).find(option => /^apparmor[=:]/.test(option))
  if (given) return given.slice('apparmor='.length)
  return hostConfig.Privileged ? 'unconfined' : 'docker-default'
}

const executionIds = (container: Container): string[] | null => {
  if (container.runtime === undefined) return null
  return container.executionIds.size === 0 ? null : [...container.executionIds]
}

const linkTexts = (engine: Engine, container: Container): string[] | null => {
  const children = engine.containers.links.childrenOf(container)
  if (children.size === 0) return null
  return [...children].map(([alias, child]) => `/${child.name}:/${container.name}/${alias}`)
}

const storageView = (engine: Engine, container: Container, isOld: boolean): Partial<ContainerInspectResponse> => {
  const { driver, containerdStore } = engine.profile.storage
  if (!containerdStore) return { GraphDriver: { Data: overlayPaths(engine, container), Name: driver } }
  if (!isOld) return { Storage: { RootFS: { Snapshot: { Name: driver } } } }
  // Go's nil map, which the description does not foresee.
  const noData = null as unknown as Record<string, string>
  return { GraphDriver: { Data: noData, Name: driver } }
}

/** The container's own layer, one for what the daemon writes first, and those of the image. */
const overlayPaths = (engine: Engine, { id, imageId }: Container): Record<string, string> => {
  const { host, storage } = engine.profile
  const folder = digestOf(`${storage.driver} container ${id}`).slice('sha256:'.length)
  const place = `${host.rootDirectory}/${storage.driver}/${folder}`
  const { Data: image } = graphDriver(engine, engine.images.get(imageId)?.layers ?? [])
  const lower = [`${place}-init/diff`, image?.UpperDir, image?.LowerDir].filter(path => path !== undefined)
  return {
    ...(has(engine.profile, 'overlaysHaveIds') && { ID: id }),
    LowerDir: lower.join(':'),
    MergedDir: `${place}/merged`,
    UpperDir: `${place}/diff`,
    WorkDir: `${place}/work`,
  }
}

/** The address that the client wanted on the container's main network: before API 1.52 it stood in the configuration. */
const mainMacAddress = ({ endpoints, hostConfig }: Container): string => {
  const mode = hostConfig.NetworkMode ?? ''
  return takesMacAddress(mode) ? (endpoints.get(networkNameOf(mode))?.settings.MacAddress ?? '') : ''
}

const networkSettings = (engine: Engine, container: Container, withShortId: boolean, withBridge: boolean) => {
  const { profile } = engine
  const sandbox = sandboxOf(profile, container)
  const place = container.hostConfig.NetworkMode === 'host' ? 'default' : sandbox.slice(0, 12)
  const networks = Object.fromEntries(
    [...container.endpoints].map(([name, endpoint]) => [
      name,
      asShownBy(
        profile,
        endpointView(profile, endpoint, withShortId && isUserDefined(name) ? shortNames(profile, container) : []),
      ),
    ]),
  )
  return {
    ...(withBridge && { Bridge: '' }),
    SandboxID: sandbox,
    SandboxKey: sandbox === '' ? '' : `/var/run/docker/netns/${place}`,
    Ports: livePorts(engine, container),
    ...(withBridge && bridgeFields(profile, container.endpoints.get('bridge'))),
    Networks: sorted(networks),
  }
}

/** What every container answered to before its names had a place of their own; before 25 they were kept as aliases. */
const shortNames = (profile: Profile, { id, config }: Container): string[] =>
  has(profile, 'endpointsHaveDnsNames') ? [id.slice(0, 12), config.Hostname ?? ''] : []

/** What the default bridge gave, once more outside the list of networks, as it was before there were several. */
const bridgeFields = (profile: Profile, bridge: Endpoint | undefined) => ({
  HairpinMode: false,
  LinkLocalIPv6Address: '',
  LinkLocalIPv6PrefixLen: 0,
  SecondaryIPAddresses: null,
  SecondaryIPv6Addresses: null,
  EndpointID: bridge?.endpointId ?? '',
  Gateway: bridge?.gateway ?? '',
  GlobalIPv6Address: bridge?.globalIpv6Address ?? '',
  GlobalIPv6PrefixLen: bridge?.globalIpv6PrefixLength ?? 0,
  IPAddress: bridge?.ipAddress ?? '',
  IPPrefixLen: bridge?.ipPrefixLength ?? 0,
  IPv6Gateway: bridge?.ipv6Gateway ?? '',
  MacAddress: bridge ? macAddressOf(profile, bridge) : '',
})

/** Until its first start an endpoint shows the address that was asked for; between later ones it shows none. */
const macAddressOf = (profile: Profile, { macAddress, networkId, settings }: Endpoint): string => {
  const isShown = networkId === '' && has(profile, 'endpointsHavePhysicalAddresses')
  return macAddress || (isShown ? (settings.MacAddress ?? '') : '')
}

const endpointView = (profile: Profile, endpoint: Endpoint, extraAliases: readonly string[]): EndpointSettings => {
  const { IPAMConfig, Links, Aliases, DriverOpts, GwPriority } = endpoint.settings
  const aliases = extraAliases.length === 0 ? Aliases : [...new Set([...(Aliases ?? []), ...extraAliases])]
  return {
    IPAMConfig: IPAMConfig ?? null,
    Links: Links ?? null,
    Aliases: aliases ?? null,
    DriverOpts: DriverOpts ?? null,
    GwPriority: GwPriority ?? 0,
    NetworkID: endpoint.networkId,
    EndpointID: endpoint.endpointId,
    Gateway: endpoint.gateway,
    IPAddress: endpoint.ipAddress,
    MacAddress: macAddressOf(profile, endpoint),
    IPPrefixLen: endpoint.ipPrefixLength,
    IPv6Gateway: endpoint.ipv6Gateway,
    GlobalIPv6Address: endpoint.globalIpv6Address,
    GlobalIPv6PrefixLen: endpoint.globalIpv6PrefixLength,
    DNSNames: endpoint.dnsNames.length === 0 ? null : [...endpoint.dnsNames],
  }
}
