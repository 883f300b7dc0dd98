import type { HostConfig } from '../../../../spec/generated/types.ts'
import { has } from '../../profile/changes.ts'
import type { Profile } from '../../profile/profile.ts'
import { type Check, eachOf, refuses } from './check.ts'
import { isCgroupNamespaceMode, isIpcMode, isPidMode, isUtsMode } from './modes.ts'
import { destinationFault, mountFault } from './mount-spec.ts'
import { parsePortRange } from './port.ts'

/** The settings, and what the simulated host knows. */
export interface HostRequest {
  readonly hostConfig: HostConfig
  readonly hostHas: (path: string) => boolean
  readonly profile: Profile
}

const restartPolicies: ReadonlySet<string> = new Set(['no', 'always', 'unless-stopped', 'on-failure', ''])

/** What is wrong with a restart policy, in the words of this daemon. */
export const restartPolicyFault = (profile: Profile): Check<HostConfig> =>
  has(profile, 'explainsRestartPolicies') ? explainedFault : plainFault

/** moby v24 daemon/container.go, validateRestartPolicy. */
const plainFault: Check<HostConfig> = ({ RestartPolicy }) => {
  const name: string = RestartPolicy?.Name ?? ''
  const retries = RestartPolicy?.MaximumRetryCount ?? 0
  if (!restartPolicies.has(name)) return `invalid restart policy '${name}'`
  if (name === 'on-failure') return retries < 0 ? 'maximum retry count cannot be negative' : undefined
  return name === '' || retries === 0 ? undefined : `maximum retry count cannot be used with restart policy '${name}'`
}

const explainedFault: Check<HostConfig> = ({ RestartPolicy }) => {
  const name: string = RestartPolicy?.Name ?? ''
  const retries = RestartPolicy?.MaximumRetryCount ?? 0
  const prefix = 'invalid restart policy: '
  if (!restartPolicies.has(name)) {
    return `${prefix}unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`
  }
  if (name === 'on-failure') return retries < 0 ? `${prefix}maximum retry count cannot be negative` : undefined
  if (name === '' || retries === 0) return undefined
  const text = `${prefix}maximum retry count can only be used with 'on-failure'`
  return retries < 0 ? `${text} and cannot be negative` : text
}

/** Does a container with this policy come back by itself? */
export const isRestarting = ({ RestartPolicy }: HostConfig): boolean =>
  RestartPolicy?.Name !== 'no' && Boolean(RestartPolicy?.Name)

const ipAddressPattern = /^(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)$/

const extraHostFault = (value: string): string | undefined => {
  const colon = value.indexOf(':')
  if (colon <= 0) return `bad format for add-host: "${value}"`
  const address = value.slice(colon + 1)
  if (address === 'host-gateway' || ipAddressPattern.test(address)) return undefined
  return `invalid IP address in add-host: "${address}"`
}

const portFault = ([port, bindings]: [string, readonly ({ HostPort?: string | null | undefined } | null)[] | null]):
  | string
  | undefined => {
  const range = parsePortRange(port)
  if ('fault' in range || range.first !== range.last || range.first === 0)
    return `invalid port specification: "${port}"`
  const odd = (bindings ?? []).find(binding => binding?.HostPort && 'fault' in parsePortRange(binding.HostPort))
  return odd ? `invalid port specification: "${odd.HostPort}"` : undefined
}

/** capabilities(7), as of Linux 6. */
const capabilities: ReadonlySet<string> = new Set(
  `AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER
  FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE
  NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE
  SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM`
    .split(/\s+/)
    .map(name => `CAP_${name}`),
)

const capabilityFault =
  (field: string) =>
  (capability: string): string | undefined => {
    const name = capability.toUpperCase()
    if (name === 'ALL') return undefined
    const full = name.startsWith('CAP_') ? name : `CAP_${name}`
    return capabilities.has(full) ? undefined : `invalid ${field}: unknown capability: "${full}"`
  }

/** moby daemon/container.go, validateHostConfig, in its order. */
export const hostConfigChecks: readonly Check<HostRequest>[] = [
  refuses(
    ({ hostConfig }) => hostConfig.AutoRemove === true && isRestarting(hostConfig),
    "can't create 'AutoRemove' container with restart policy",
  ),
  ({ hostConfig, hostHas }) =>
    eachOf(
      () => hostConfig.Mounts ?? [],
      mount => mountFault(mount, hostHas),
    )(undefined),
  eachOf(({ hostConfig }) => hostConfig.ExtraHosts ?? [], extraHostFault),
  eachOf(({ hostConfig }) => Object.entries(hostConfig.PortBindings ?? {}), portFault),
  ({ hostConfig, profile }) => restartPolicyFault(profile)(hostConfig),
  eachOf(({ hostConfig }) => hostConfig.CapAdd ?? [], capabilityFault('CapAdd')),
  eachOf(({ hostConfig }) => hostConfig.CapDrop ?? [], capabilityFault('CapDrop')),
  refuses(
    ({ hostConfig }) => Object.hasOwn(hostConfig.Annotations ?? {}, ''),
    'invalid Annotations: the empty string is not permitted as an annotation key',
  ),
]

const runtimes: ReadonlySet<string> = new Set(['', 'runc', 'io.containerd.runc.v2'])

export const namespaceModeChecks: readonly Check<HostConfig>[] = [
  refuses(
    ({ IpcMode }) => !isIpcMode(IpcMode ?? ''),
    ({ IpcMode }) => `invalid IPC mode: ${IpcMode}`,
  ),
  refuses(
    ({ PidMode }) => !isPidMode(PidMode ?? ''),
    ({ PidMode }) => `invalid PID mode: ${PidMode}`,
  ),
  refuses(
    ({ UTSMode }) => !isUtsMode(UTSMode ?? ''),
    ({ UTSMode }) => `invalid UTS mode: ${UTSMode}`,
  ),
]

/** moby daemon/daemon_unix.go, verifyPlatformContainerSettings, after the resources and the modes of namespaces. */
export const platformChecks: readonly Check<HostRequest>[] = [
  refuses(({ hostConfig }) => (hostConfig.ShmSize ?? 0) < 0, 'SHM size can not be less than 0'),
  refuses(
    ({ hostConfig }) => Math.abs(hostConfig.OomScoreAdj ?? 0) > 1000,
    ({ hostConfig }) => `Invalid value ${hostConfig.OomScoreAdj}, range for oom score adj is [-1000, 1000]`,
  ),
  refuses(
    ({ hostConfig }) => Boolean(hostConfig.CgroupParent) && !/.\.slice$/.test(hostConfig.CgroupParent ?? ''),
    'cgroup-parent for systemd cgroup should be a valid slice named as "xxx.slice"',
  ),
  refuses(
    ({ hostConfig }) => !runtimes.has(hostConfig.Runtime ?? ''),
    ({ hostConfig }) => `unknown or invalid runtime name: ${hostConfig.Runtime}`,
  ),
  eachOf(({ hostConfig }) => Object.keys(hostConfig.Tmpfs ?? {}), destinationFault),
  refuses(
    ({ hostConfig }) => !isCgroupNamespaceMode(hostConfig.CgroupnsMode ?? ''),
    ({ hostConfig }) => `invalid cgroup namespace mode: ${hostConfig.CgroupnsMode}`,
  ),
]
