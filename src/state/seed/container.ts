import type { EndpointSettings } from '../../../spec/generated/types.ts'
import type { Container, ContainerState, Health, HealthStatus, MountPoint } from '../container/entity.ts'
import { makeTree } from '../container/runtime/files.ts'
import { settleMounts } from '../container/runtime/mounts.ts'
import { StoredContainer } from '../container/runtime/record.ts'
import { settleDefaults } from '../container/settings/defaults.ts'
import { settleLogConfig } from '../container/settings/log-config.ts'
import { mergeImageConfig } from '../container/settings/merge.ts'
import { parsePortRange } from '../container/settings/port.ts'
import { readSettings } from '../container/settings/settings.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import { createTree } from '../filesystem/tree.ts'
import type { Image } from '../image/entity.ts'
import { newEndpoint } from '../network/commands.ts'
import type { Endpoint, PublishedPort } from '../network/entity.ts'
import { networkNameOf } from '../network/store.ts'
import type { SeedContainer, SeedMount, SeedState } from '../seed.ts'
import { madeAt, momentOf } from './moment.ts'

const states: readonly string[] = [
  'created',
  'running',
  'paused',
  'restarting',
  'exited',
  'removing',
  'dead',
] satisfies readonly ContainerState[]

const stateOf = ({ State }: SeedContainer): ContainerState =>
  (states.includes(State?.Status ?? '') ? State?.Status : 'created') as ContainerState

/** The image that it was made from: by its id, or by the name that the client had for it. */
const imageOfContainer = (engine: Engine, { Image: id, Config }: SeedContainer): Image | undefined => {
  try {
    return engine.images.get(id) ?? engine.images.resolve(Config?.Image || id)
  } catch (error) {
    if (error instanceof DockerError) return undefined
    throw error
  }
}

const mountOf = (engine: Engine, mount: SeedMount): MountPoint => {
  const { Type, Name, Source, Destination, Driver, Mode, RW, Propagation } = mount
  return {
    type: Type === 'volume' || Type === 'tmpfs' ? Type : 'bind',
    ...(Name && { name: Name }),
    source: Source ?? '',
    destination: Destination,
    ...(Driver && { driver: Driver }),
    mode: Mode ?? '',
    readWrite: RW ?? true,
    propagation: Propagation ?? '',
    anonymous: engine.volumes.get(Name ?? '')?.anonymous ?? false,
  }
}

/** An id of the container's own among its names was put there by the daemon. */
const settingsOf = ({ IPAMConfig, Links, Aliases, DriverOpts, GwPriority }: EndpointSettings, id: string) => ({
  IPAMConfig: IPAMConfig ?? null,
  Links: Links ?? null,
  Aliases: Aliases?.filter(alias => !alias || !id.startsWith(alias)) ?? null,
  DriverOpts: DriverOpts ?? null,
  GwPriority: GwPriority ?? 0,
})

const endpointOf = (engine: Engine, name: string, id: string, shown: EndpointSettings): Endpoint => ({
  ...newEndpoint(settingsOf(shown, id)),
  networkId: shown.NetworkID ? (engine.networks.byName(name)?.id ?? '') : '',
  endpointId: shown.EndpointID ?? '',
  gateway: shown.Gateway ?? '',
  ipAddress: shown.IPAddress ?? '',
  ipPrefixLength: shown.IPPrefixLen ?? 0,
  macAddress: shown.MacAddress ?? '',
  ipv6Gateway: shown.IPv6Gateway ?? '',
  globalIpv6Address: shown.GlobalIPv6Address ?? '',
  globalIpv6PrefixLength: shown.GlobalIPv6PrefixLen ?? 0,
  dnsNames: (shown.DNSNames ?? []).filter(each => each !== null),
})

/** Networks that the world does not have, such as those of a swarm, are left out. */
const connect = (engine: Engine, container: Container, { NetworkSettings }: SeedContainer): void => {
  const networks = NetworkSettings?.Networks
  const mode = networkNameOf(container.hostConfig.NetworkMode ?? '')
  if (!networks) {
    if (engine.networks.byName(mode)) container.endpoints.set(mode, newEndpoint())
    return
  }
  for (const [name, shown] of Object.entries(networks))
    if (!shown?.NetworkID || engine.networks.byName(name))
      container.endpoints.set(name, endpointOf(engine, name, container.id, shown ?? {}))
}

const publishedPortsOf = ({ NetworkSettings }: SeedContainer): PublishedPort[] =>
  Object.entries(NetworkSettings?.Ports ?? {}).flatMap(([name, bindings]) => {
    const port = parsePortRange(name)
    if ('fault' in port) return []
    return (bindings ?? []).map(binding => ({
      containerPort: port.first,
      protocol: port.protocol,
      hostAddress: binding?.HostIp || '0.0.0.0',
      hostPort: Number(binding?.HostPort ?? 0),
    }))
  })

const healthStates: readonly string[] = ['starting', 'healthy', 'unhealthy'] satisfies readonly HealthStatus[]

const healthOf = ({ Health }: SeedState): Health | undefined => {
  const { Status = '', FailingStreak = 0, Log } = Health ?? {}
  if (!healthStates.includes(Status)) return undefined
  const log = (Log ?? []).map(({ Start, End, ExitCode = 0, Output = '' }) => ({
    startedAt: momentOf(Start) ?? 0,
    endedAt: momentOf(End) ?? 0,
    exitCode: ExitCode,
    output: Output,
  }))
  return { status: Status as HealthStatus, failingStreak: FailingStreak, log }
}

const remember = (container: StoredContainer, seed: SeedContainer): void => {
  const { State = {}, RestartCount = 0 } = seed
  container.state = stateOf(seed)
  container.exitCode = State.ExitCode ?? 0
  container.error = State.Error ?? ''
  container.oomKilled = State.OOMKilled ?? false
  container.startedAt = momentOf(State.StartedAt)
  container.finishedAt = momentOf(State.FinishedAt)
  container.restartCount = RestartCount
  if (container.finishedAt !== undefined) container.exits = 1
  container.health = healthOf(State)
  container.publishedPorts = publishedPortsOf(seed)
}

/** Puts a container into the world as it was; what was running is not, yet. */
export const plantContainer = (engine: Engine, seed: SeedContainer): Container => {
  const image = imageOfContainer(engine, seed)
  const body = { Image: seed.Image, ...seed.Config, HostConfig: { ...seed.HostConfig } }
  const { config, hostConfig } = readSettings(body, engine.profile)
  if (seed.Config?.Volumes === null) config.Volumes = null
  hostConfig.NetworkMode ||= 'bridge'
  hostConfig.RestartPolicy ??= { Name: 'no', MaximumRetryCount: 0 }
  if (image && !seed.Path) mergeImageConfig(config, image.config)
  settleDefaults(engine, hostConfig)
  settleLogConfig(engine, hostConfig)
  const id = seed.Id ?? engine.newId()
  config.Hostname ||= id.slice(0, 12)
  const [path = '', ...args] = seed.Path
    ? [seed.Path, ...(seed.Args ?? [])]
    : [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])]
  const imageTree = image ? image.tree : () => createTree([], engine.clock.now)
  const mounts = seed.Mounts
    ? seed.Mounts.map(each => mountOf(engine, each))
    : settleMounts(engine, { containerId: id, config, hostConfig, imageTree })
  const container = new StoredContainer({
    id,
    sequence: engine.containers.nextSequence(),
    name: seed.Name.replace(/^\//, ''),
    createdAt: madeAt(engine, seed.Created),
    config,
    hostConfig,
    imageId: image?.id ?? seed.Image,
    platform: image?.platform ?? { os: engine.profile.os, architecture: engine.profile.architecture },
    path,
    args,
    mounts,
    makeTree: makeTree(engine, image),
  })
  for (const { type, name } of mounts) if (type === 'volume') engine.volumes.get(name ?? '')?.containerIds.add(id)
  remember(container, seed)
  connect(engine, container, seed)
  engine.containers.add(container)
  return container
}
