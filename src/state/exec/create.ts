import type { Container } from '../container/entity.ts'
import { containerEvent } from '../container/event.ts'
import { lifecycleOf } from '../container/podman-lifecycle.ts'
import { parseDetachKeys } from '../container/runtime/detach-keys.ts'
import { resolveUser } from '../container/runtime/user.ts'
import type { Engine } from '../engine.ts'
import { DockerError, internal, invalid } from '../error.ts'
import { has } from '../profile/changes.ts'
import { Notifier } from '../wait.ts'
import type { ExecConfig, Execution } from './entity.ts'

/** `POST /containers/{id}/exec`. */
export const createExecution = (engine: Engine, reference: string, config: ExecConfig): Execution => {
  if ((config.Cmd ?? []).length === 0) throw invalid('No exec command specified')
  const container = engine.containers.resolve(reference)
  lifecycleOf(engine.profile).next('exec', container.state, container, reference)
  checkDetachKeys(config.DetachKeys ?? '')
  if (has(engine.profile, 'checksUserOfExecution')) checkUser(container, config.User || container.config.User || '')
  const execution = registerExecution(engine, container, config)
  executionEvent(engine, container, execution, 'exec_create')
  return execution
}

/** Makes it known to the daemon and to its container. */
export const registerExecution = (engine: Engine, container: Container, config: ExecConfig): Execution => {
  const [entrypoint = '', ...args] = config.Cmd ?? []
  // Whoever the container runs as, unless another is named (moby daemon/exec.go, ContainerExecCreate).
  const User = config.User || container.config.User || ''
  const execution: Execution = {
    id: engine.newId(),
    containerId: container.id,
    config: { ...config, User },
    entrypoint,
    args,
    state: 'created',
    exitCode: undefined,
    pid: 0,
    process: undefined,
    terminal: undefined,
    startedAt: undefined,
    endedAt: undefined,
    collectable: false,
    changed: new Notifier(),
  }
  engine.executions.add(execution)
  container.executionIds.add(execution.id)
  return execution
}

/** `exec_create: sh -c true`: the command is part of the action, with a blank at its end when it is a single word. */
export const executionEvent = (
  engine: Engine,
  container: Container,
  { id, entrypoint, args }: Execution,
  action: 'exec_create' | 'exec_start',
): void => containerEvent(engine, container, `${action}: ${entrypoint} ${args.join(' ')}`, { execID: id })

/** What attach calls invalid is a 500 here, and in other words (moby daemon/exec.go, ContainerExecCreate). */
const checkDetachKeys = (keys: string): void => {
  try {
    parseDetachKeys(keys)
  } catch (error) {
    throw error instanceof DockerError ? internal(`Invalid escape keys (${keys}) provided`) : error
  }
}

const checkUser = (container: Container, user: string): void => {
  if (!container.runtime) return
  try {
    resolveUser(container.runtime.filesystem, user)
  } catch (error) {
    throw error instanceof DockerError ? invalid(error.message) : error
  }
}
