import { hasCheckpoint, verifyCheckpointId } from '../checkpoint/commands.ts'
import type { Engine } from '../engine.ts'
import { DockerError, forbidden, internal, invalid } from '../error.ts'
import type { NetworkStack } from '../kernel/network.ts'
import { announceDisconnection, connectNetworks, reconnectNetworks, requireLinked } from '../network/commands.ts'
import { onceHeld } from '../network/held-ports.ts'
import { reach } from '../points.ts'
import { has } from '../profile/changes.ts'
import { asSaidBy } from '../profile/wordings.ts'
import { giveUpVolumes, mountVolumes, remountVolumes } from '../volume/mount.ts'
import { type Behaviour, behaviourOf } from './behaviour/behaviour.ts'
import { planEnd } from './behaviour/end.ts'
import { behavingExecutable } from './behaviour/program.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { table } from './lifecycle.ts'
import { lifecycleOf } from './podman-lifecycle.ts'
import { removeContainer } from './remove.ts'
import { releaseResources } from './runtime/exit.ts'
import { resumeHealthMonitor, startHealthMonitor } from './runtime/health.ts'
import { writeHosts } from './runtime/identity-files.ts'
import { requireJoinedIpc, requireJoinedProcesses } from './runtime/joined-namespaces.ts'
import { acquireLogDriver } from './runtime/log-driver.ts'
import { containerExecutable, prepareMachine } from './runtime/machine.ts'
import { endRestarting } from './runtime/restart-policy.ts'
import { createRuntime, runFirstProcess } from './runtime/run.ts'
import { CannotExecute, startRefusal } from './runtime/runtime-error.ts'
import { advanceStart } from './runtime/start-stage.ts'
import { type Supervision, supervisionOf } from './runtime/supervision.ts'
import { connectedContainer } from './settings/modes.ts'

export interface StartOptions {
  readonly checkpoint?: string | undefined
  readonly checkpointDirectory?: string | undefined
}

/** `POST /containers/{id}/start`. Its first process takes its first step when the running command has returned. */
export const startContainer = (engine: Engine, reference: string, options: StartOptions = {}): void => {
  if (options.checkpoint) verifyCheckpointId(options.checkpoint)
  if (options.checkpoint && !engine.profile.experimental) {
    throw invalid('checkpoint is only supported in experimental mode')
  }
  const container = engine.containers.resolve(reference)
  lifecycleOf(engine.profile).next('start', container.state, container, reference)
  if (options.checkpointDirectory) throw forbidden('custom checkpointdir is not supported')
  if (options.checkpoint && !hasCheckpoint(engine, container, options.checkpoint)) {
    throw internal(`checkpoint ${options.checkpoint} does not exist for container ${container.name}`)
  }
  launch(engine, container, true)
}

/** What a start that failed leaves as exit code when nothing better is known (moby daemon/start.go, exitUnknown). */
const unknownExitCode = 128

/** Starts a container whose state allows it. `byClient` forgets what the restart policy has counted. */
export const launch = (engine: Engine, container: Container, byClient: boolean): void => {
  const supervision = superviseFrom(engine, container)
  container.hostConfig.Runtime ||= 'runc'
  try {
    const behaviour = behaviourOf(container.config.Labels)
    if (behaviour.startError !== undefined) throw internal(behaviour.startError)
    const shared = sharedNetwork(engine, container)
    const connectsLast = has(engine.profile, 'connectsNetworksLast')
    const connected = shared ?? (connectsLast ? undefined : connectNetworks(engine, container))
    advanceStart(container, 'networks')
    const { preparation, executable } = prepareTask(engine, container, behaviour, byClient)
    advanceStart(container, 'task')
    const network = connected ?? connectNetworks(engine, container)
    writeHosts(engine, preparation.identity, container)
    tellParents(engine, container)
    acquireLogDriver(engine, container)
    container.runtime = createRuntime(engine, container, preparation, network)
    runFirstProcess(engine, container, container.runtime, { ...executable, deafTo: behaviour.ignoredSignals ?? [] })
    planEnd(engine, container, container.runtime, behaviour)
  } catch (error) {
    failStart(engine, container, error, byClient)
  }
  supervision.manuallyRestarting = false
  setRunning(engine, container)
  startHealthMonitor(engine, container)
  containerEvent(engine, container, 'start')
}

/** What containerd is given: the task and everything that it needs. A failure gives up networks even on which it never was. */
const prepareTask = (engine: Engine, container: Container, behaviour: Behaviour, byClient: boolean) => {
  try {
    requireJoinedIpc(engine, container)
    const mounted = has(engine.profile, 'mountsVolumesFirst') ? mountVolumes(engine, container) : undefined
    requireJoinedProcesses(engine, container)
    requireDevices(container)
    requireLinked(engine, container)
    const preparation = prepareMachine(engine, container, mounted ?? mountVolumes(engine, container))
    if (byClient) forgetRestarts(container)
    const argv = [container.path, ...container.args]
    const executable = behavingExecutable(() => containerExecutable(container, preparation), argv, behaviour)
    return { preparation, executable }
  } catch (error) {
    if (error instanceof CannotExecute) advanceStart(container, 'task')
    if (has(engine.profile, 'connectsNetworksLast')) announceDisconnection(engine, container)
    throw error
  }
}

/** From now on it can be started again and removed by itself. */
export const superviseFrom = (engine: Engine, container: Container): Supervision => {
  const supervision = supervisionOf(container)
  supervision.relaunch = () => onceHeld(engine, container, () => relaunch(engine, container))
  supervision.autoRemove = () => {
    engine.containers.move(container, 'removing')
    reach(engine.points, 'auto-remove', container, () => removeContainer(engine, container, { volumes: true }))
  }
  return supervision
}

/**
 * Runs a container of a former life from its program's beginning, with the files, addresses and ports that it had;
 * nobody hears of it. Throws as a start does, and leaves it to the caller to say that it has ended.
 */
export const reanimate = (engine: Engine, container: Container): void => {
  superviseFrom(engine, container)
  const behaviour = behaviourOf(container.config.Labels)
  const preparation = prepareMachine(engine, container, remountVolumes(engine, container))
  const argv = [container.path, ...container.args]
  const executable = behavingExecutable(() => containerExecutable(container, preparation), argv, behaviour)
  const network = sharedNetwork(engine, container) ?? reconnectNetworks(engine, container)
  writeHosts(engine, preparation.identity, container)
  acquireLogDriver(engine, container)
  const runtime = createRuntime(engine, container, preparation, network)
  container.runtime = runtime
  runFirstProcess(engine, container, runtime, { ...executable, deafTo: behaviour.ignoredSignals ?? [] })
  planEnd(engine, container, runtime, behaviour)
  container.pid = runtime.kernel.init ? runtime.hostPids.of(runtime.kernel.init) : 0
  if (container.state === 'paused') runtime.kernel.freeze()
  else resumeHealthMonitor(engine, container)
}

/** Those who are linked to it find it where it is now. */
const tellParents = (engine: Engine, container: Container): void => {
  for (const { parent } of engine.containers.links.parentsOf(container))
    if (parent.runtime) writeHosts(engine, parent.runtime.identity, parent)
}

const setRunning = (engine: Engine, container: Container): void => {
  const { runtime } = container
  container.error = ''
  container.exitCode = 0
  container.oomKilled = false
  container.pid = runtime?.kernel.init ? runtime.hostPids.of(runtime.kernel.init) : 0
  container.startedAt = engine.clock.now()
  engine.containers.move(container, 'running')
  container.changed.notify()
}

/** A restart that the policy wanted: nobody hears of its failure but `State.Error`. */
const relaunch = (engine: Engine, container: Container): void => {
  // Somebody may have stopped or removed it while its ports were being taken.
  if (container.state !== 'restarting') return
  table.next('restart-due', container.state, container, container.name)
  try {
    launch(engine, container, false)
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
  }
}

const forgetRestarts = (container: Container): void => {
  const supervision = supervisionOf(container)
  supervision.backoffMilliseconds = 0
  supervision.restarts = 0
  supervision.restartCancelled = false
  container.restartCount = 0
  container.manuallyStopped = false
}

/** Cleans up what was set up, keeps the reason for inspect, and says it. */
const failStart = (engine: Engine, container: Container, cause: unknown, byClient: boolean): never => {
  const error = cause instanceof CannotExecute ? startRefusal(cause) : cause
  if (!(error instanceof DockerError)) throw cause
  container.error = asSaidBy(engine.profile, error).message
  if (cause instanceof CannotExecute) container.exitCode = cause.exitCode
  else if (container.exitCode === 0) container.exitCode = unknownExitCode
  container.runtime?.kernel.destroy()
  container.runtime = undefined
  supervisionOf(container).streams.reset()
  giveUpVolumes(engine, container)
  releaseResources(engine, container)
  if (!byClient) endRestarting(engine, container, 'start-failed')
  else if (container.hostConfig.AutoRemove) supervisionOf(container).autoRemove()
  throw error
}

/** `--network container:x` (moby daemon/container_operations.go, getNetworkedContainer). */
const sharedNetwork = (engine: Engine, container: Container): NetworkStack | undefined => {
  const reference = connectedContainer(container.hostConfig.NetworkMode ?? '')
  if (reference === '') return undefined
  if (container.endpoints.size > 0) {
    // Networks that it was connected to before its first start (seen with 28.5.2).
    throw invalid(
      'failed to set up container networking: container sharing network namespace with another container or host cannot be connected to any other network',
    )
  }
  const prefix = 'joining network namespace of container'
  let other: Container
  try {
    other = engine.containers.resolve(reference)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(prefix, 'internal') : error
  }
  if (other.runtime) return other.runtime.kernel.network
  if (other.state === 'restarting') table.next('exec', other.state, other, reference)
  const text = has(engine.profile, 'networkDonorsAreNamed')
    ? `cannot join network namespace of a non running container: container ${other.name} is ${other.state}`
    : `cannot join network of a non running container: ${other.id}`
  throw new DockerError('conflict', text)
}

/** Nothing on the simulated host can be handed to a container (moby daemon/oci_utils.go, devices_linux.go). */
const requireDevices = ({ hostConfig }: Container): void => {
  const request = hostConfig.DeviceRequests?.[0]
  if (!request) return
  if (request.Driver === 'cdi') {
    throw internal(`CDI device injection failed: unresolvable CDI devices ${(request.DeviceIDs ?? []).join(', ')}`)
  }
  const capabilities = (request.Capabilities ?? []).map(all => `[${(all ?? []).join(' ')}]`).join(' ')
  throw internal(`could not select device driver "${request.Driver ?? ''}" with capabilities: [${capabilities}]`)
}
