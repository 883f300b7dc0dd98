import { parseDetachKeys } from '../container/runtime/detach-keys.ts'
import type { Engine } from '../engine.ts'
import { notFound } from '../error.ts'
import { does } from '../profile/podman/quirks.ts'
import { findExecution } from './start.ts'

/** `GET /exec/{id}/json`, in moby's order of keys. */
export const inspectExecution = (engine: Engine, id: string) => {
  const execution = findExecution(engine, id)
  if (!engine.containers.get(execution.containerId)) throw notFound(`No such exec instance: ${id}`)
  const { config } = execution
  const isSession = does(engine.profile, 'executionsAreSessions')
  return {
    ID: execution.id,
    Running: execution.state === 'running',
    ExitCode: execution.exitCode ?? (isSession ? 0 : null),
    ProcessConfig: {
      tty: config.Tty === true,
      entrypoint: execution.entrypoint,
      arguments: isSession && execution.args.length === 0 ? null : [...execution.args],
      privileged: config.Privileged === true,
      // Left out when it is empty (moby daemon/server/backend, ExecProcessConfig).
      ...(config.User ? { user: config.User } : {}),
    },
    OpenStdin: config.AttachStdin === true,
    OpenStderr: config.AttachStderr === true,
    OpenStdout: config.AttachStdout === true,
    CanRemove: execution.collectable,
    ContainerID: execution.containerId,
    // A field of bytes, which Go writes in base64.
    DetachKeys: config.DetachKeys ? btoa(String.fromCharCode(...parseDetachKeys(config.DetachKeys))) : '',
    Pid: execution.pid,
  }
}
