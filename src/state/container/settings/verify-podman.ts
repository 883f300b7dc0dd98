import type { HostConfig } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { DockerError, internal } from '../../error.ts'
import { type Check, eachOf, refuses } from './check.ts'
import { connectedContainer, isContainerMode, isIpcMode, isPidMode, isUtsMode } from './modes.ts'
import { isRestarting } from './verify-host-config.ts'
import { parseCpuList } from './verify-resources.ts'

const restartPolicies: ReadonlySet<string> = new Set(['', 'no', 'always', 'unless-stopped', 'on-failure'])
const mountTypes: ReadonlySet<string> = new Set(['bind', 'volume', 'tmpfs', 'image', 'npipe', 'cluster'])
const logDrivers: ReadonlySet<string> = new Set(['', 'json-file', 'journald', 'none'])

const option = (text: string): string => `container create: running container create option: ${text}: invalid argument`
const filled = (text: string): string => `fill out specgen: ${text}`

const namespaceMode = (mode: string | null | undefined, isKnown: (mode: string) => boolean): string | undefined =>
  mode === 'private' || isKnown(mode ?? '') ? undefined : filled(`unrecognized namespace mode ${mode} passed`)

const bindFault = (bind: string): string | undefined =>
  bind.split(':').length > 3 ? `${bind}: incorrect volume format, should be [host-dir:]ctr-dir[:option]` : undefined

/** What is looked at when a container is created, in this order; everything else is let through (seen with 4.3.1 and 5.4.2). */
const checks: readonly Check<HostConfig>[] = [
  refuses(
    ({ NanoCpus, CpuPeriod, CpuQuota }) => Boolean(NanoCpus && (CpuPeriod || CpuQuota)),
    'make cli opts(): NanoCpus conflicts with CpuPeriod and CpuQuota',
  ),
  refuses(
    ({ AutoRemove, ...rest }) => AutoRemove === true && isRestarting(rest),
    filled('the --rm option conflicts with --restart, when the restartPolicy is not "" and "no"'),
  ),
  refuses(
    ({ RestartPolicy }) => (RestartPolicy?.MaximumRetryCount ?? 0) < 0,
    filled('must specify restart policy retry count as a number greater than 0'),
  ),
  ({ IpcMode }) => namespaceMode(IpcMode, isIpcMode),
  ({ PidMode }) => namespaceMode(PidMode, isPidMode),
  ({ UTSMode }) => namespaceMode(UTSMode, isUtsMode),
  eachOf(
    ({ Binds }) => Binds ?? [],
    bind => bindFault(bind) && filled(bindFault(bind) ?? ''),
  ),
  eachOf(
    ({ Mounts }) => Mounts ?? [],
    ({ Type }) => (mountTypes.has(Type ?? '') ? undefined : filled(`invalid filesystem type "${Type}"`)),
  ),
  eachOf(
    ({ Mounts }) => Mounts ?? [],
    ({ Target }) => (Target ? undefined : filled('must set volume destination')),
  ),
  eachOf(
    ({ Mounts }) => Mounts ?? [],
    ({ Target }) =>
      Target?.startsWith('/')
        ? undefined
        : `container create: invalid container path "${Target}", must be an absolute path`,
  ),
  refuses(
    ({ RestartPolicy }) => !restartPolicies.has(RestartPolicy?.Name ?? ''),
    ({ RestartPolicy }) => option(`"${RestartPolicy?.Name}" is not a valid restart policy`),
  ),
  refuses(({ LogConfig }) => !logDrivers.has(LogConfig?.Type ?? ''), option('invalid log driver')),
  refuses(
    ({ CpusetCpus }) => Boolean(CpusetCpus) && parseCpuList(CpusetCpus ?? '') === undefined,
    ({ CpusetCpus }) => `container create: invalid value ${CpusetCpus} for cpuset cpus`,
  ),
]

/**
 * What podman refuses of a new container beside what its image and its name are: errors of specgen, which become 500
 * (podman pkg/api/handlers/compat/containers_create.go, pkg/specgen).
 */
export const verifyAsPodman = (engine: Engine, hostConfig: HostConfig): void => {
  for (const check of checks) {
    const text = check(hostConfig)
    if (text !== undefined) throw internal(text)
  }
  const mode = hostConfig.NetworkMode ?? ''
  if (isContainerMode(mode)) found(engine, connectedContainer(mode), 'looking up container to share net namespace with')
  for (const from of hostConfig.VolumesFrom ?? []) {
    const [reference = ''] = from.split(':')
    found(engine, reference, `looking up container "${reference}" for volumes-from`)
  }
}

const found = (engine: Engine, reference: string, what: string): void => {
  try {
    engine.containers.resolve(reference)
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    throw internal(`container create: ${what}: no container with name or ID "${reference}" found: no such container`)
  }
}
