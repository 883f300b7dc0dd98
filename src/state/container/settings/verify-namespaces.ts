import type { ContainerConfig, HostConfig } from '../../../../spec/generated/types.ts'
import { type Check, refuses } from './check.ts'
import { connectedContainer, isContainerMode } from './modes.ts'

/**
 * What does not go together, found while the request is being decoded, before anything else is looked at
 * (moby daemon/internal/runconfig/hostconfig.go and hostconfig_unix.go).
 */
interface Subject {
  readonly config: ContainerConfig
  readonly hostConfig: HostConfig
}

const has = (collection: object | null | undefined): boolean => Object.keys(collection ?? {}).length > 0

const joinsContainer = ({ hostConfig }: Subject): boolean =>
  hostConfig.NetworkMode === 'container' || isContainerMode(hostConfig.NetworkMode ?? '')

const whenJoining = (isWrong: (subject: Subject) => boolean, text: string): Check<Subject> =>
  refuses(subject => joinsContainer(subject) && isWrong(subject), text)

export const namespaceChecks: readonly Check<Subject>[] = [
  whenJoining(
    ({ hostConfig }) => connectedContainer(hostConfig.NetworkMode ?? '') === '',
    'invalid network mode: invalid container format container:<name|id>',
  ),
  whenJoining(({ config }) => Boolean(config.Hostname), 'conflicting options: hostname and the network mode'),
  whenJoining(
    ({ hostConfig }) => has(hostConfig.Links),
    "conflicting options: container type network can't be used with links. This would result in undefined behavior",
  ),
  whenJoining(({ hostConfig }) => has(hostConfig.Dns), 'conflicting options: dns and the network mode'),
  whenJoining(
    ({ hostConfig }) => has(hostConfig.ExtraHosts),
    'conflicting options: custom host-to-IP mapping and the network mode',
  ),
  whenJoining(
    ({ hostConfig }) => has(hostConfig.PortBindings) || hostConfig.PublishAllPorts === true,
    'conflicting options: port publishing and the container type network mode',
  ),
  whenJoining(
    ({ config }) => has(config.ExposedPorts),
    'conflicting options: port exposing and the container type network mode',
  ),
  refuses(
    ({ config, hostConfig }) => hostConfig.UTSMode === 'host' && Boolean(config.Hostname),
    'conflicting options: hostname and the UTS mode',
  ),
  refuses(
    ({ hostConfig }) => hostConfig.NetworkMode === 'host' && has(hostConfig.Links),
    "conflicting options: host type networking can't be used with links. This would result in undefined behavior",
  ),
  refuses(
    ({ hostConfig }) => !['', 'default'].includes((hostConfig.Isolation ?? '').toLowerCase()),
    ({ hostConfig }) => `invalid isolation (${hostConfig.Isolation}): linux only supports 'default'`,
  ),
  refuses(
    ({ hostConfig }) => Boolean(hostConfig.IOMaximumBandwidth),
    'invalid option: QoS maximum bandwidth configuration is not supported on linux',
  ),
  refuses(
    ({ hostConfig }) => Boolean(hostConfig.IOMaximumIOps),
    'invalid option: QoS maximum IOPs configuration is not supported on linux',
  ),
  refuses(
    ({ hostConfig }) => Boolean(hostConfig.CpuRealtimePeriod || hostConfig.CpuRealtimeRuntime),
    'kernel does not support CPU real-time scheduler',
  ),
]

export const sharesCheck: Check<Subject> = refuses(
  ({ hostConfig }) => (hostConfig.CpuShares ?? 0) < 0,
  ({ hostConfig }) => `invalid CPU shares (${hostConfig.CpuShares}): value must be a positive integer`,
)
