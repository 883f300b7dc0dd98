import { type Fields, listOf } from '../../fields.ts'
import { jsonOf } from '../../observation.ts'
import { prune } from '../prune.ts'
import { type Change, has } from './change.ts'

const fieldsOfInfo =
  (look: (info: Fields) => unknown): Change['look'] =>
  async (world, version) =>
    look(jsonOf<Fields>(await world.ask('SystemInfo', { version })))

/** Of networks, volumes and the daemon itself. */
export const otherChanges: readonly Change[] = [
  {
    operation: 'NetworkInspect',
    id: 'tells-addresses-in-use',
    since: '1.52',
    claim: 'How many addresses of a network are in use is told from 1.52 on',
    needs: ['networks'],
    before: false,
    from: true,
    look: async (world, version) => {
      const { id } = await world.network()
      return has(jsonOf<Fields>(await world.ask('NetworkInspect', { version, path: { id } })), 'Status')
    },
  },
  {
    operation: 'VolumePrune',
    id: 'spares-what-has-a-name',
    since: '1.42',
    claim: 'Only anonymous volumes are pruned from 1.42 on, and those that were given a name, too, before',
    before: true,
    from: false,
    look: async (world, version) => {
      const Labels = { [world.name()]: '1' }
      const { name } = await world.volume({ Labels })
      const filters = { label: [...Object.keys(Labels), world.label] }
      const answer = await prune(world, 'VolumePrune', filters, { version })
      return listOf(jsonOf<Fields>(answer).VolumesDeleted ?? []).includes(name)
    },
  },
  {
    operation: 'SystemDataUsage',
    id: 'of-a-type',
    since: '1.42',
    claim: 'Only what is asked for is counted from 1.42 on, and everything before',
    before: true,
    from: false,
    look: async (world, version) => {
      const { Images } = jsonOf<Fields>(await world.ask('SystemDataUsage', { version, query: { type: 'volume' } }))
      return Array.isArray(Images)
    },
  },
  {
    operation: 'SystemInfo',
    id: 'containerd',
    since: '1.46',
    claim: 'The containerd behind the daemon is told from 1.46 on',
    before: false,
    from: true,
    look: fieldsOfInfo(info => has(info, 'Containerd')),
  },
  {
    operation: 'SystemInfo',
    id: 'no-expected-commits',
    since: '1.49',
    claim: 'Commits that the daemon expects are told before 1.49',
    before: true,
    from: false,
    look: fieldsOfInfo(({ RuncCommit }) => has(RuncCommit, 'Expected')),
  },
  {
    operation: 'SystemInfo',
    id: 'no-bridge-filters',
    since: '1.50',
    claim: 'Whether bridges call iptables is told before 1.50',
    before: true,
    from: false,
    look: fieldsOfInfo(info => has(info, 'BridgeNfIptables')),
  },
]
