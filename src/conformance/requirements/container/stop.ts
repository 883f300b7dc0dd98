import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { ignoreTerm, trapTerm } from '../../workload.ts'

/** How long a stop waits. */
export const stopRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerStop.heeds-t',
    operation: 'ContainerStop',
    needs: ['run'],
    claim: 'What does not listen is killed after the seconds that stop is given, whatever the container says',
    evidence: ['/containers/{id}/stop; moby daemon/stop.go', 'podman#17542'],
    check: async world => {
      const { id } = await world.start(ignoreTerm, { StopTimeout: 3600 })
      await world.sleep(0.5)
      const stopping = world.ask('ContainerStop', { path: { id }, query: { t: 1 } })
      const isOver = async () => ((await world.stateOf(id)) === 'exited' ? true : undefined)
      await Promise.race([stopping, world.comes('the end of the container', isOver, 15)])
      ensureEqual((await world.inspect(id)).State.ExitCode, 137, 'ExitCode')
    },
  }),
  requirement({
    id: 'ContainerStop.waits-with-minus-one',
    operation: 'ContainerStop',
    needs: ['run'],
    claim: 'A negative number of seconds waits for as long as it takes',
    evidence: [
      'the description: -1 to wait indefinitely; moby daemon/stop.go',
      'podman#17542, podman release notes 3.1.0',
    ],
    check: async world => {
      const { id } = await world.start(trapTerm(7))
      await world.sleep(0.5)
      ensureStatus(await world.ask('ContainerStop', { path: { id }, query: { t: -1 } }), 204)
      ensureEqual((await world.inspect(id)).State.ExitCode, 7, 'ExitCode')
    },
  }),
]
