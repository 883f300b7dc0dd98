import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { exit, sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'
import { prune } from '../prune.ts'

/** Containers are removed: by force, by themselves, and by a prune. */
export const containerDeleteRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerDelete.force-is-at-once',
    operation: 'ContainerDelete',
    needs: ['run'],
    claim: 'What is removed with force is killed, and not waited for',
    evidence: ['/containers/{id}; moby daemon/delete.go, cleanupContainer', asked],
    check: async world => {
      const { id } = await world.start(sleepForever, { StopTimeout: 3600 })
      const removing = world.ask('ContainerDelete', { path: { id }, query: { force: true } })
      await Promise.race([
        removing,
        world.comes('the removal', async () => ((await world.stateOf(id)) === 'missing' ? 1 : undefined), 8),
      ])
      ensureStatus(await removing, 204)
      ensureEqual(await world.stateOf(id), 'missing', 'the state afterwards')
    },
  }),
  requirement({
    id: 'ContainerDelete.auto-remove',
    operation: 'ContainerDelete',
    needs: ['run'],
    claim: 'A container with AutoRemove is gone soon after it ends, and wait for removed tells its status',
    evidence: ['moby daemon/monitor.go, autoRemove'],
    since: '1.30',
    check: async world => {
      const made = await world.create(exit(5), { HostConfig: { AutoRemove: true } })
      const waiting = world.ask('ContainerWait', { path: { id: made.id }, query: { condition: 'removed' } })
      await world.sleep(0.2)
      ensureStatus(await world.ask('ContainerStart', { path: { id: made.id } }), 204)
      ensureEqual(jsonOf<{ StatusCode: number }>(await waiting).StatusCode, 5, 'StatusCode')
      await world.comes('the removal', async () => ((await world.stateOf(made.id)) === 'missing' ? true : undefined), 5)
    },
  }),
  requirement({
    id: 'ContainerPrune.removes-what-is-stopped',
    operation: 'ContainerPrune',
    needs: ['run'],
    claim: 'Prune removes containers that do not run, names them, and leaves those that do',
    evidence: ['/containers/prune; moby daemon/prune.go', asked],
    check: async world => {
      const mark = world.name()
      const Labels = { [mark]: '' }
      const [stopped, running] = [
        await world.create(sleepForever, { Labels }),
        await world.start(sleepForever, { Labels }),
      ]
      const answer = await prune(world, 'ContainerPrune', { label: [world.label, mark] })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf<{ ContainersDeleted: string[] }>(answer).ContainersDeleted, [stopped.id], 'ContainersDeleted')
      ensureEqual(
        [await world.stateOf(stopped.id), await world.stateOf(running.id)],
        ['missing', 'running'],
        'the states',
      )
    },
  }),
]
