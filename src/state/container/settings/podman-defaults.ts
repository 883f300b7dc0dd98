import type { ContainerConfig, HostConfig } from '../../../../spec/generated/types.ts'
import { parseSignal, signalNumber } from '../../kernel/signal.ts'
import type { PodmanProfile } from '../../profile/podman/podman.ts'

const shmBytesDefault = 65_536_000
const pidsLimitDefault = 2048

/** What nobody said, as libpod has it (podman pkg/specgen/generate, containers.conf(5)). */
export const settlePodmanHostDefaults = (hostConfig: HostConfig): void => {
  hostConfig.ShmSize ||= shmBytesDefault
  hostConfig.IpcMode ||= 'shareable'
  hostConfig.PidMode ||= 'private'
  hostConfig.UTSMode ||= 'private'
  hostConfig.Runtime = 'oci'
  hostConfig.PidsLimit ??= pidsLimitDefault
  hostConfig.MemorySwappiness ??= 0
  hostConfig.PortBindings ??= {}
}

/** The same for what images have a say in; signals are numbers. */
export const settlePodmanDefaults = (config: ContainerConfig, { stopTimeoutSeconds }: PodmanProfile): void => {
  config.WorkingDir ||= '/'
  config.StopTimeout ??= stopTimeoutSeconds
  config.StopSignal = String(signalNumber(parseSignal(config.StopSignal ?? '') ?? 'TERM'))
}
