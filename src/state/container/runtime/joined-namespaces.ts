import type { HostConfig } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { DockerError, internal, invalid } from '../../error.ts'
import type { Container } from '../entity.ts'
import { table } from '../lifecycle.ts'
import { connectedContainer, isContainerMode, isIpcMode } from '../settings/modes.ts'
import { isRunning } from '../views/status.ts'

/**
 * `--ipc container:x` wants x to run when the container starts, and to share what it has (moby
 * daemon/container_operations_unix.go, getIPCContainer).
 */
export const requireJoinedIpc = (engine: Engine, { hostConfig }: Container): void => {
  const ipc = joined(engine, hostConfig.IpcMode, 'failed to join IPC namespace')
  if (ipc && !shares(ipc.hostConfig)) {
    throw invalid(
      `failed to join IPC namespace: container ${ipc.id}: non-shareable IPC (hint: use IpcMode:shareable for the donor container)`,
    )
  }
  // Daemons that do not look at it when a container is created meet it here.
  if (!isIpcMode(hostConfig.IpcMode ?? '')) throw internal(`Invalid IPC mode: ${hostConfig.IpcMode}`)
}

/** `--pid container:x` wants x to run when the container starts (moby daemon/oci_linux.go, WithNamespaces). */
export const requireJoinedProcesses = (engine: Engine, { hostConfig }: Container): void => {
  joined(engine, hostConfig.PidMode, 'failed to join PID namespace', 'internal')
}

const shares = ({ IpcMode }: HostConfig): boolean => IpcMode === 'shareable' || IpcMode === 'host'

const joined = (
  engine: Engine,
  mode: string | null | undefined,
  prefix: string,
  kind?: DockerError['kind'],
): Container | undefined => {
  if (!isContainerMode(mode ?? '')) return undefined
  try {
    const reference = connectedContainer(mode ?? '')
    const other = engine.containers.resolve(reference)
    if (other.state === 'restarting') table.next('exec', other.state, other, reference)
    if (!isRunning(other)) throw new DockerError('conflict', `container ${other.id} is not running`)
    return other
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(prefix, kind) : error
  }
}
