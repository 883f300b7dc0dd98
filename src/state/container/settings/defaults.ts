import type { HostConfig } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { DockerError } from '../../error.ts'
import { connectedContainer, isContainerMode } from './modes.ts'
import { settleSecurityOptions } from './security-options.ts'

const shmBytesDefault = 67_108_864

/** Shared by every container that is not privileged (moby daemon/pkg/oci/defaults.go). */
const readonlyPaths: string[] = Object.freeze([
  '/proc/bus',
  '/proc/fs',
  '/proc/irq',
  '/proc/sys',
  '/proc/sysrq-trigger',
]) as string[]

/** What nobody said, as the daemon then has it (moby daemon/daemon_unix.go, adaptContainerSettings). */
export const settleDefaults = (engine: Engine, hostConfig: HostConfig): void => {
  const isUnified = engine.profile.host.cgroupVersion === '2'
  if ((hostConfig.Memory ?? 0) > 0) hostConfig.MemorySwap ||= (hostConfig.Memory ?? 0) * 2
  hostConfig.ShmSize ||= shmBytesDefault
  hostConfig.IpcMode ||= 'private'
  hostConfig.CgroupnsMode ||= isUnified ? 'private' : 'host'
  hostConfig.Runtime ||= 'runc'
  hostConfig.OomKillDisable ??= false
  for (const name of ['NetworkMode', 'IpcMode', 'PidMode'] as const) pinContainer(engine, hostConfig, name)
  if (!hostConfig.Privileged) {
    hostConfig.MaskedPaths ??= engine.profile.maskedPaths as string[]
    hostConfig.ReadonlyPaths ??= readonlyPaths
  }
  settleSecurityOptions(engine, hostConfig)
}

/** `container:web` becomes `container:<id>`, so that a rename does not break it. */
const pinContainer = (engine: Engine, hostConfig: HostConfig, name: 'NetworkMode' | 'IpcMode' | 'PidMode'): void => {
  const mode = hostConfig[name] ?? ''
  if (!isContainerMode(mode)) return
  try {
    hostConfig[name] = `container:${engine.containers.resolve(connectedContainer(mode)).id}`
  } catch (error) {
    // Start will say that it is missing.
    if (!(error instanceof DockerError)) throw error
  }
}
