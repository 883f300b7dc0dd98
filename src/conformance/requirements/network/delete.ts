import { ensureRefusal, ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { evidenceOf } from '../evidence.ts'
import { prune } from '../prune.ts'
import { inspectNetwork } from './inspect.ts'

/** Networks are removed when nobody is on them, by hand or by a prune. */
export const networkDeleteRequirements: readonly Requirement[] = [
  requirement({
    id: 'NetworkDelete.refuses-in-use',
    operation: 'NetworkDelete',
    needs: ['networks', 'run'],
    claim: 'A network that a running container is on is not removed',
    evidence: evidenceOf('/networks/{id}', 'network.go'),
    check: async world => {
      const network = await world.network()
      await world.start(sleepForever, { HostConfig: { NetworkMode: network.name } })
      ensureRefusal(await world.ask('NetworkDelete', { path: { id: network.id } }), 403, /has active endpoints/)
      ensureEqual((await inspectNetwork(world, network.id)).Id, network.id, 'the network afterwards')
    },
  }),
  requirement({
    id: 'NetworkPrune.removes-unused',
    operation: 'NetworkPrune',
    needs: ['networks'],
    claim: 'Prune removes networks that nobody is on, and names them',
    evidence: evidenceOf('/networks/prune', 'prune.go'),
    check: async world => {
      const mark = world.name()
      const made = await world.network({ Labels: { [mark]: '' } })
      const answer = await prune(world, 'NetworkPrune', { label: [world.label, mark] })
      ensureEqual(jsonOf<{ NetworksDeleted: string[] }>(answer).NetworksDeleted, [made.name], 'NetworksDeleted')
    },
  }),
  ...(
    [
      ['until', () => ({ until: ['1'] })],
      ['negated-label', (mark: string) => ({ 'label!': [mark] })],
    ] as const
  ).map(([id, spare]) =>
    requirement({
      id: `NetworkPrune.heeds-${id}`,
      operation: 'NetworkPrune',
      needs: ['networks'],
      claim: `Prune leaves what ${id} spares`,
      evidence: ['/networks/prune; moby daemon/prune.go', 'podman#10579, socktainer#233'],
      check: async world => {
        const mark = world.name()
        const { name } = await world.network({ Labels: { [mark]: '' } })
        const filters = { label: [world.label, mark], ...spare(mark) }
        ensureStatus(await prune(world, 'NetworkPrune', filters), 200)
        ensureStatus(await world.ask('NetworkInspect', { path: { id: name } }), 200)
      },
    }),
  ),
]
