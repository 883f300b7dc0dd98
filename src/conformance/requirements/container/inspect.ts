import { goTime } from '../../pattern.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { createExec, execEvidence } from '../exec/execution.ts'

/** How a container is looked into, whatever it was made with. */
export const containerInspectRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerInspect.by-every-name',
    operation: 'ContainerInspect',
    needs: ['image'],
    claim: 'Id, short id and name lead to the same container',
    evidence: ['moby daemon/container.go, GetContainer'],
    check: async world => {
      const { id, name } = await world.shared('created')
      for (const each of [id, id.slice(0, 12), name])
        ensureEqual((await world.inspect(each)).Id, id, `the id of ${each}`)
    },
  }),
  requirement({
    id: 'ContainerInspect.times',
    operation: 'ContainerInspect',
    needs: ['run'],
    claim: 'Times are texts as Go writes them',
    evidence: ['/containers/{id}/json; moby daemon/inspect.go', 'podman#7860, #8329'],
    check: async world => {
      const { Created, State } = await world.inspect((await world.shared('exited')).id)
      for (const each of [Created, State.StartedAt, State.FinishedAt]) ensureMatch(each, goTime, 'a time')
    },
  }),
  requirement({
    id: 'ContainerInspect.known-states',
    operation: 'ContainerInspect',
    needs: ['run'],
    claim: 'A container that is killed is in no other state on its way than those which the description names',
    evidence: ['/containers/{id}/json', 'podman#28359, #17728, bollard#701: typed clients break'],
    check: async world => {
      const made = await world.start(sleepForever)
      const killing = world.ask('ContainerKill', { path: { id: made.id } })
      const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']
      try {
        for (let count = 0; count < 20; count++) {
          const { Status } = (await world.inspect(made.id)).State
          ensure(states.includes(Status), 'State.Status', states.join(', '), Status)
          await world.sleep(0.02)
        }
      } finally {
        await killing
      }
    },
  }),
  requirement({
    id: 'ContainerInspect.lists-executions',
    operation: 'ContainerInspect',
    needs: ['exec'],
    claim: 'A container lists the executions that have not ended',
    evidence: execEvidence,
    check: async world => {
      const made = await world.start(sleepForever)
      const id = await createExec(world, made.id, { Cmd: ['sleep', '100'] })
      await world.ask('ExecStart', { path: { id }, body: { Detach: true } })
      const { ExecIDs } = await world.inspect(made.id)
      ensure(ExecIDs?.includes(id) === true, 'ExecIDs', `a list with ${id}`, ExecIDs)
    },
  }),
]
