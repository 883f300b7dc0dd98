import { ensureRefusal, ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'

/** What is said of a signal that does not exist. */
export const unknownSignal = /Invalid signal: nonsense/i

/** Which signals there are. */
export const killRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerKill.refuses-unknown-signal',
    operation: 'ContainerKill',
    needs: ['run'],
    claim: 'ContainerKill with a signal that does not exist is refused with 400',
    evidence: ['moby daemon/kill.go', asked],
    check: async world => {
      const { id } = await world.shared('running')
      ensureRefusal(
        await world.ask('ContainerKill', { path: { id }, query: { signal: 'nonsense' } }),
        400,
        unknownSignal,
      )
    },
  }),
  requirement({
    id: 'ContainerKill.edge-of-signals',
    operation: 'ContainerKill',
    needs: ['run'],
    claim: 'A signal is a number, or a name with or without SIG, in any case',
    evidence: ['moby/sys signal/signal.go, ParseSignal', asked],
    check: async world => {
      const { id } = await world.start(sleepForever)
      for (const signal of ['URG', 'urg', 'SIGURG', 'sigurg', '23', 'SIGRTMIN+1'])
        ensureStatus(await world.ask('ContainerKill', { path: { id }, query: { signal } }), 204)
      for (const signal of ['0', 'nonsense', 'SIG'])
        ensureRefusal(await world.ask('ContainerKill', { path: { id }, query: { signal } }), 400, /invalid signal: /i)
    },
  }),
]
