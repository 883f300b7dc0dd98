import type { Container } from '../container/entity.ts'
import { isAlive } from '../container/lifecycle.ts'
import { removeContainer } from '../container/remove.ts'
import { policyHolds, scheduleRestart } from '../container/runtime/restart-policy.ts'
import { CannotExecute } from '../container/runtime/runtime-error.ts'
import { isContainerMode } from '../container/settings/modes.ts'
import { launch, reanimate, superviseFrom } from '../container/start.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import { release } from '../network/endpoint.ts'
import { onceHeld } from '../network/held-ports.ts'

/** What a daemon says of a process whose end nobody saw (moby daemon/daemon.go, restore). */
const unknownExitCode = 255

/** Containers that ran run again from their programs' beginning, as if nothing had happened. */
export const awakenAsTheyWere = (engine: Engine): void => {
  const alive = [...engine.containers.all()].filter(isAlive)
  const inOrder = alive.toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
  // Who lives in another's network comes after its owner.
  for (const sharesNetwork of [false, true])
    for (const container of inOrder)
      if (isContainerMode(container.hostConfig.NetworkMode ?? '') === sharesNetwork) awaken(engine, container)
}

const awaken = (engine: Engine, container: Container): void => {
  if (container.state === 'restarting') {
    superviseFrom(engine, container)
    scheduleRestart(engine, container)
    return
  }
  try {
    reanimate(engine, container)
  } catch (error) {
    if (!(error instanceof DockerError || error instanceof CannotExecute)) throw error
    loseLife(engine, container)
  }
}

/**
 * What a daemon finds that starts again after its machine has lost power: nothing runs, what ran has ended with 255, and
 * the restart policies start what they want to run (moby daemon/daemon.go, restore).
 */
export const awakenAfterPowerCut = (engine: Engine): void => {
  const all = [...engine.containers.all()]
  for (const container of all) {
    if (isAlive(container)) loseLife(engine, container)
    if (container.state === 'removing') engine.containers.move(container, 'dead')
  }
  for (const container of all) {
    if (container.startedAt !== undefined && policyHolds(container, container.exitCode, 0)) start(engine, container)
    else if (container.hostConfig.AutoRemove) removeContainer(engine, container, { volumes: true })
  }
}

const start = (engine: Engine, container: Container): void =>
  onceHeld(engine, container, () => {
    try {
      launch(engine, container, true)
    } catch (error) {
      // Its `State.Error` says why.
      if (!(error instanceof DockerError)) throw error
    }
  })

const loseLife = (engine: Engine, container: Container): void => {
  for (const endpoint of container.endpoints.values()) {
    const network = engine.networks.get(endpoint.networkId)
    network?.containerIds.delete(container.id)
    if (network) release(engine, network, endpoint)
  }
  container.publishedPorts = []
  container.runtime = undefined
  container.pid = 0
  container.exitCode = unknownExitCode
  container.finishedAt = engine.clock.now()
  container.exits++
  engine.containers.move(container, 'exited')
}
