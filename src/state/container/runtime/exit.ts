import type { Engine } from '../../engine.ts'
import { dropExecutions } from '../../exec/end.ts'
import type { ExitStatus } from '../../kernel/process.ts'
import { disconnectNetworks } from '../../network/commands.ts'
import { has } from '../../profile/changes.ts'
import { microsecondsPerSecond } from '../../time.ts'
import { unmountVolumes } from '../../volume/mount.ts'
import type { Container } from '../entity.ts'
import { containerEvent } from '../event.ts'
import { table } from '../lifecycle.ts'
import { connectedContainer } from '../settings/modes.ts'
import { releaseLogDriver } from './log-driver.ts'
import { scheduleRestart, wantsRestart } from './restart-policy.ts'
import { supervisionOf } from './supervision.ts'

/**
 * The first process has ended: everything of the run goes, in the daemon's order (moby daemon/monitor.go,
 * handleContainerExit), and the restart policy has its say.
 */
export const completeExit = (engine: Engine, container: Container, status: ExitStatus): void => {
  if (!container.runtime) return
  const supervision = supervisionOf(container)
  const runSeconds = Math.floor((engine.clock.now() - (container.startedAt ?? 0)) / microsecondsPerSecond)
  supervision.stopProbing?.()
  endRun(engine, container)
  const restarts = wantsRestart(container, status.code, runSeconds)
  const isAnnouncedLast = has(engine.profile, 'announcesEndLast')
  if (isAnnouncedLast) releaseResources(engine, container)

  container.pid = 0
  container.exitCode = status.code
  container.finishedAt = engine.clock.now()
  container.exits++
  if (restarts) container.restartCount++
  engine.containers.move(container, table.next(restarts ? 'crash' : 'exit', container.state, container, container.name))
  container.changed.notify()
  containerEvent(engine, container, 'die', {
    exitCode: String(status.code),
    ...(has(engine.profile, 'tellsDuration') && { execDuration: String(runSeconds) }),
  })
  if (!isAnnouncedLast) releaseResources(engine, container)
  if (restarts) scheduleRestart(engine, container)
  else if (container.hostConfig.AutoRemove && !supervision.manuallyRestarting) supervision.autoRemove()
}

/** Ends processes and streams; what they wrote last still reaches the log and the clients. */
const endRun = (engine: Engine, container: Container): void => {
  const { runtime } = container
  if (!runtime) return
  for (const cancel of [...runtime.cancels]) cancel()
  runtime.kernel.destroy()
  for (const copying of runtime.copying) copying.finish()
  container.log.flush(engine.clock.now())
  supervisionOf(container).streams.reset()
  container.runtime = undefined
}

/** What a container holds of the world while it runs (moby daemon/start.go, Cleanup). */
export const releaseResources = (engine: Engine, container: Container): void => {
  if (connectedContainer(container.hostConfig.NetworkMode ?? '') === '') disconnectNetworks(engine, container)
  dropExecutions(engine, container)
  unmountVolumes(engine, container)
  releaseLogDriver(engine, container)
}

/** The kernel had to kill for memory: said before the end that usually follows. */
export const noteOutOfMemory = (engine: Engine, container: Container): void => {
  if (!container.runtime) return
  container.oomKilled = true
  containerEvent(engine, container, 'oom')
}
