import type { Fields } from '../../fields.ts'
import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import type { World } from '../../world.ts'

const stats = async (world: World): Promise<Fields> => {
  const { id } = await world.start(sleepForever)
  const answer = await world.ask('ContainerStats', { path: { id }, query: { stream: false } })
  ensureStatus(answer, 200)
  const sample = jsonOf<Fields>(answer)
  ensureEqual(sample.id, id, 'id')
  return sample
}

/** What a container uses. */
export const statsRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerStats.describes',
    operation: 'ContainerStats',
    needs: ['run'],
    claim: 'Stats tell the id, the limit of memory, the processors and each interface',
    evidence: ['/containers/{id}/stats; moby daemon/stats.go', 'podman#17869, #14676, #15754, release notes 5.0.0'],
    check: async world => {
      const { memory_stats, cpu_stats, networks } = (await stats(world)) as Readonly<Record<string, Fields>>
      ensure(Number(memory_stats?.limit) > 0, 'memory_stats.limit', 'a number of bytes', memory_stats?.limit)
      ensure(Number(cpu_stats?.online_cpus) > 0, 'cpu_stats.online_cpus', 'a number', cpu_stats?.online_cpus)
      ensureEqual(Object.keys(networks ?? {}), ['eth0'], 'the names in networks')
    },
  }),
  requirement({
    id: 'ContainerStats.memory-in-detail',
    operation: 'ContainerStats',
    level: 'should',
    needs: ['run'],
    claim: 'Stats tell of what the memory consists',
    evidence: ['/containers/{id}/stats; moby daemon/stats_unix.go', 'docker stats takes the cache away from the usage'],
    check: async world => {
      const { id } = await world.shared('running')
      const sample = jsonOf<{ memory_stats: { stats?: Record<string, number> } }>(
        await world.ask('ContainerStats', { path: { id }, query: { stream: false, 'one-shot': true } }),
      )
      ensureEqual(typeof sample.memory_stats.stats?.inactive_file, 'number', 'memory_stats.stats.inactive_file')
    },
  }),
]
