import { ensureRefusal } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual, ensureMatch } from '../../violation.ts'

/** What cannot be started, and what is left of the attempt. */
export const startRequirements: readonly Requirement[] = (
  [
    ['missing-executable', { Cmd: ['/mkc/missing'] }, 127],
    ['missing-command', { Cmd: ['mkc-missing'] }, 127],
    ['directory', { Cmd: ['/etc'] }, 126],
  ] as const
).map(([id, workload, status]) =>
  requirement({
    id: `ContainerStart.refuses-${id}`,
    operation: 'ContainerStart',
    needs: ['run'],
    claim: `A container whose program is a ${id.replaceAll('-', ' ')} is refused with 400 at start and keeps status ${status}`,
    evidence: ['moby daemon/errors.go, setExitCodeFromError; testcontainers-go#2778, moby#45795'],
    check: async world => {
      const made = await world.create(workload)
      ensureRefusal(await world.ask('ContainerStart', { path: { id: made.id } }), 400)
      const { State } = await world.inspect(made.id)
      ensureEqual([State.Status, State.ExitCode, State.Running], ['created', status, false], 'the state')
      ensureMatch(State.Error, /./, 'State.Error')
    },
  }),
)
