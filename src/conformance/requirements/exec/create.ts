import { ensureRefusal } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { framesOf, textsOf } from '../../stdcopy.ts'
import { ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { execEvidence, execute } from './execution.ts'

/** What an execution is made with. */
export const execCreateRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerExec.refuses-no-command',
    operation: 'ContainerExec',
    needs: ['exec'],
    claim: 'An execution without a command is refused with 400',
    evidence: [...execEvidence, 'socktainer#281: crashed the daemon'],
    check: async world => {
      const { id } = await world.shared('running')
      ensureRefusal(
        await world.ask('ContainerExec', { path: { id }, body: { Cmd: [] } }),
        400,
        /No exec command specified/,
      )
    },
  }),
  requirement({
    id: 'ContainerExec.environment',
    operation: 'ContainerExec',
    needs: ['exec'],
    claim: 'An execution has the environment, folder and user that it asks for',
    evidence: execEvidence,
    since: '1.35',
    check: async world => {
      const made = await world.start(sleepForever)
      const { bytes } = await execute(world, made.id, {
        Cmd: ['sh', '-c', 'echo $A $(pwd) $(id -u)'],
        Env: ['A=b'],
        WorkingDir: '/tmp',
        User: '1000',
      })
      ensureEqual(textsOf(framesOf(bytes)).stdout, 'b /tmp 1000\n', 'the output')
    },
  }),
]
