import type {
  ContainerInspectResponse,
  ContainerSummary,
  EndpointSettings,
  HostConfig,
} from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { networkNameIn } from '../../network/view.ts'
import { isPodmanOf } from '../../profile/podman/podman.ts'
import type { Profile } from '../../profile/profile.ts'
import type { Container } from '../entity.ts'
import { isUserDefined } from '../settings/modes.ts'

/** What libpod adds to every mount that comes from the machine. */
const bindOptions = 'rprivate,nosuid,nodev,rbind'
const tmpfsOptions = 'rw,rprivate,nosuid,nodev,tmpcopyup'

const bindView = (bind: string): string => {
  const [source, destination, options = ''] = bind.split(':')
  const access = options.split(',').includes('ro') ? 'ro' : 'rw'
  return destination === undefined ? bind : `${source}:${destination}:${access},${bindOptions}`
}

/** Lists that are empty, where Docker has nothing. */
const emptyLists = [
  'CapAdd',
  'Devices',
  'Dns',
  'DnsOptions',
  'DnsSearch',
  'ExtraHosts',
  'GroupAdd',
  'SecurityOpt',
] as const

/** What containers lack of Docker's since 4.0 (containers.conf(5), default_capabilities). */
const dropped4 = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW']

const annotations = (stopSignal: string, stopTimeoutSeconds: number) => ({
  'io.container.manager': 'libpod',
  'org.opencontainers.image.stopSignal': stopSignal,
  'org.systemd.property.KillSignal': stopSignal,
  'org.systemd.property.TimeoutStopUSec': `uint64 ${stopTimeoutSeconds}000000`,
})

const isBridged = (mode: string): boolean => isUserDefined(mode) || mode === '' || mode === 'default'

const hostConfigView = (profile: Profile, { config, startedAt }: Container, view: HostConfig): HostConfig => {
  const is5 = isPodmanOf(profile, { since: '5' })
  const capDrop = view.CapDrop ?? []
  const started = annotations(config.StopSignal ?? '', config.StopTimeout ?? 0)
  return {
    ...view,
    ...Object.fromEntries(emptyLists.map(name => [name, view[name] ?? []])),
    ...(is5 && startedAt !== undefined && { Annotations: { ...view.Annotations, ...started } }),
    Binds: (view.Binds ?? []).map(bindView),
    CapDrop: is5 || capDrop.length > 0 ? capDrop : dropped4,
    CgroupnsMode: '' as 'private',
    LogConfig: { Type: view.LogConfig?.Type ?? 'json-file', Config: null as unknown as Record<string, string> },
    NetworkMode: isBridged(view.NetworkMode ?? '') ? 'bridge' : view.NetworkMode,
    Ulimits: view.Ulimits ?? [],
    ...(view.Tmpfs && {
      Tmpfs: Object.fromEntries(
        Object.entries(view.Tmpfs).map(([path, options]) => [
          path,
          [options, tmpfsOptions].filter(part => part !== '').join(','),
        ]),
      ),
    }),
    MaskedPaths: null,
    ReadonlyPaths: null,
  }
}

/** Endpoints have no ids, and answer to the short id of their container (podman libpod/networking_common.go). */
const endpointView = (profile: Profile, id: string, name: string, view: EndpointSettings): EndpointSettings => {
  const { IPAMConfig: _, DNSNames: __, ...rest } = view
  const aliases = name === 'host' || name === 'none' ? [] : [...new Set([id.slice(0, 12), ...(view.Aliases ?? [])])]
  return {
    IPAMConfig: null,
    ...rest,
    Aliases: aliases.length === 0 ? null : aliases,
    EndpointID: '',
    ...(isPodmanOf(profile, { before: '5' }) ? { NetworkID: networkNameIn(profile, name) } : { DNSNames: null }),
  }
}

const endpointViews = (
  profile: Profile,
  id: string,
  networks: Readonly<Record<string, EndpointSettings | null | undefined>>,
): Record<string, EndpointSettings> =>
  Object.fromEntries(
    Object.entries(networks).map(([name, view]) => [
      networkNameIn(profile, name),
      endpointView(profile, id, name, view ?? {}),
    ]),
  )

/** `GET /containers/{id}/json` as libpod tells it (podman pkg/api/handlers/compat/containers.go, LibpodToContainerJSON). */
export const asPodmanInspects = (
  { profile }: Engine,
  container: Container,
  view: ContainerInspectResponse,
): ContainerInspectResponse => {
  const { id, config } = container
  const { NetworkSettings: settings } = view
  const exposed = Object.fromEntries(Object.keys(config.ExposedPorts ?? {}).map(port => [port, null]))
  const noHealth = { Status: '' as 'none', FailingStreak: 0, Log: null as unknown as [] }
  return {
    ...view,
    State: { ...view.State, ...(isPodmanOf(profile, { before: '5' }) && !container.health && { Health: noHealth }) },
    LogPath: `${profile.host.rootDirectory}/overlay-containers/${id}/userdata/ctr.log`,
    AppArmorProfile: '',
    ExecIDs: view.ExecIDs ?? [],
    HostConfig: hostConfigView(profile, container, view.HostConfig ?? {}),
    SizeRootFs: view.SizeRootFs ?? 0,
    Config: { ...view.Config, Entrypoint: view.Config?.Entrypoint ?? [], Labels: view.Config?.Labels ?? {} },
    NetworkSettings: {
      ...settings,
      SandboxID: '',
      EndpointID: '',
      Ports: { ...exposed, ...settings?.Ports },
      Networks: endpointViews(profile, id, settings?.Networks ?? {}),
    },
  }
}

/** A row of `GET /containers/json`; the last fields are those of a type that it is made of (LibpodToContainer). */
export const asPodmanLists = ({ profile }: Engine, { id }: Container, view: ContainerSummary): ContainerSummary => {
  const { HostConfig: _, ...rest } = view
  const more = {
    Name: '',
    Config: null,
    NetworkingConfig: null,
    Platform: null,
    [isPodmanOf(profile, { since: '5' }) ? 'DefaultReadOnlyNonRecursive' : 'AdjustCPUShares']: false,
  }
  return {
    ...rest,
    Ports: (view.Ports ?? []).filter(({ PublicPort }) => PublicPort !== undefined),
    Labels: view.Labels ?? {},
    NetworkSettings: { Networks: endpointViews(profile, id, view.NetworkSettings?.Networks ?? {}) },
    ...more,
  }
}
