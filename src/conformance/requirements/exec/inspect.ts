import { jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'
import { createExec, execEvidence, execute, inspectExec } from './execution.ts'

const statuses = (
  [
    ['true', 0],
    ['exit 3', 3],
    ['kill -9 $$', 137],
    ['mkc-missing', 127],
  ] as const
).map(([script, status]) =>
  requirement({
    id: `ExecInspect.status-${status}`,
    operation: 'ExecInspect',
    needs: ['exec'],
    claim: `The status of \`${script}\` is ${status} as soon as its output has ended`,
    evidence: [...execEvidence, 'podman#6893, #18424, socktainer#305: late or lost'],
    check: async world => {
      const made = await world.start(sleepForever)
      const { id } = await execute(world, made.id, { Cmd: ['sh', '-c', script] })
      const { Running, ExitCode } = await inspectExec(world, id)
      ensureEqual([Running, ExitCode], [false, status], 'Running and ExitCode')
    },
  }),
)

const missing = (['mkc-missing', '/mkc/missing'] as const).map(command =>
  requirement({
    id: `ExecInspect.status-of-${command.startsWith('/') ? 'missing-path' : 'missing-command'}`,
    operation: 'ExecInspect',
    needs: ['exec'],
    claim: `Executing ${command}, which is not there, ends with status 127`,
    evidence: ['moby daemon/exec.go; testcontainers-go#2778'],
    check: async world => {
      const made = await world.start(sleepForever)
      const { id } = await execute(world, made.id, { Cmd: [command] })
      ensureEqual((await inspectExec(world, id)).ExitCode, 127, 'ExitCode')
    },
  }),
)

/** What is known of an execution: its command, whether it runs, and its status. */
export const execInspectRequirements: readonly Requirement[] = [
  ...statuses,
  ...missing,
  requirement({
    id: 'ExecInspect.of-created',
    operation: 'ExecInspect',
    needs: ['exec'],
    claim: 'An execution that was not started is inspected with its command, not running, without a status',
    evidence: execEvidence,
    check: async world => {
      const made = await world.shared('running')
      const id = await createExec(world, made.id, { Cmd: ['echo', 'a', 'b'] })
      const { ID, Running, ContainerID, ExitCode, ProcessConfig } = await inspectExec(world, id)
      ensureEqual(
        [ID, Running, ContainerID, ExitCode],
        [id, false, made.id, null],
        'ID, Running, ContainerID, ExitCode',
      )
      ensureEqual([ProcessConfig?.entrypoint, ProcessConfig?.arguments], ['echo', ['a', 'b']], 'the command')
    },
  }),
  requirement({
    id: 'ExecInspect.lists-arguments',
    operation: 'ExecInspect',
    level: 'should',
    needs: ['exec'],
    claim: 'A command without arguments is inspected with an empty list of them, not null',
    evidence: ['/exec/{id}/json; moby daemon/exec.go', asked],
    check: async world => {
      const { id } = await world.shared('running')
      const made = jsonOf<{ Id: string }>(await world.ask('ContainerExec', { path: { id }, body: { Cmd: ['true'] } }))
      const { ProcessConfig } = jsonOf<{ ProcessConfig: { arguments: unknown } }>(
        await world.ask('ExecInspect', { path: { id: made.Id } }),
      )
      ensureEqual(ProcessConfig.arguments, [], 'arguments')
    },
  }),
]
