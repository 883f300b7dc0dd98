import type { Engine } from '../../engine.ts'
import type { Container } from '../entity.ts'
import { completeExit, noteOutOfMemory } from '../runtime/exit.ts'
import type { ContainerRuntime } from '../runtime/runtime.ts'
import type { Behaviour } from './behaviour.ts'

/** What ends a run from outside when its time has come: the exit that was asked for, or the memory. */
export const planEnd = (
  engine: Engine,
  container: Container,
  { cancels }: ContainerRuntime,
  behaviour: Behaviour,
): void => {
  const { exit = 0, exitAfterMilliseconds, oomAfterMilliseconds } = behaviour
  if (exitAfterMilliseconds !== undefined)
    cancels.add(engine.clock.after(exitAfterMilliseconds, () => completeExit(engine, container, { code: exit })))
  if (oomAfterMilliseconds !== undefined)
    cancels.add(engine.clock.after(oomAfterMilliseconds, () => exhaust(engine, container)))
}

/** It runs out of memory, and the kernel kills for it. */
export const exhaust = (engine: Engine, container: Container): void => {
  noteOutOfMemory(engine, container)
  completeExit(engine, container, { code: 137, signal: 'KILL', outOfMemory: true })
}
