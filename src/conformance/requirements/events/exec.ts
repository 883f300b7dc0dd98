import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { sleepForever } from '../../workload.ts'
import type { Made, World } from '../../world.ts'
import { asked } from '../evidence.ts'
import { createExec } from '../exec/execution.ts'
import { ensureAttributes, eventEvidence, eventsOf, named, ofContainer } from './told.ts'

/** Executes a command that ends at once, detached, and answers its id. */
const execute = async (world: World, { id }: Made): Promise<string> => {
  const execution = await createExec(world, id, { Cmd: ['true', 'x'] })
  ensureStatus(await world.ask('ExecStart', { path: { id: execution }, body: { Detach: true } }), 200)
  return execution
}

/** What is told of executions. */
export const execEventRequirements: readonly Requirement[] = (
  [
    ['exec_create', {}],
    ['exec_start', {}],
    ['exec_die', { exitCode: '0' }],
  ] as const
).map(([action, attributes]) =>
  requirement({
    id: `SystemEvents.of-${action.replace('_', '-')}`,
    operation: 'SystemEvents',
    level: 'should',
    needs: ['exec'],
    claim: `An execution is told as ${action}, with its id`,
    evidence: [...eventEvidence, asked, 'moby daemon/exec.go'],
    check: async world => {
      const made = await world.start(sleepForever)
      let execID = ''
      const act = async () => {
        execID = await execute(world, made)
      }
      const events = await eventsOf(world, ofContainer(made), act, named(action))
      ensureAttributes(events, action, { execID, ...attributes })
    },
  }),
)
