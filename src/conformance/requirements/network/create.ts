import { ensureRefusal } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { asked, evidenceOf } from '../evidence.ts'

const refusedSettings: readonly (readonly [id: string, settings: object, status: number, text: RegExp])[] = [
  ['unknown-driver', { Driver: 'nonsense' }, 404, /nonsense/],
  ['bad-subnet', { IPAM: { Config: [{ Subnet: 'nonsense' }] } }, 400, /invalid|nonsense/i],
  ['host-twice', { Driver: 'host' }, 403, /only one instance of "host" network is allowed/],
  ['null-twice', { Driver: 'null' }, 403, /only one instance of "null" network is allowed/],
]

/** Which networks are not made. */
export const networkCreateRequirements: readonly Requirement[] = [
  ...refusedSettings.map(([id, settings, status, text]) =>
    requirement({
      id: `NetworkCreate.refuses-${id}`,
      operation: 'NetworkCreate',
      level: 'should',
      needs: ['networks'],
      claim: `A network with ${JSON.stringify(settings)} is refused with ${status}`,
      evidence: evidenceOf('/networks/create', 'network.go'),
      check: async world =>
        ensureRefusal(await world.ask('NetworkCreate', { body: { Name: world.name(), ...settings } }), status, text),
    }),
  ),
  requirement({
    id: 'NetworkCreate.refuses-taken-name',
    operation: 'NetworkCreate',
    needs: ['networks'],
    claim: 'A name that is taken is refused with 409',
    evidence: [...evidenceOf('/networks/create', 'network.go'), 'podman#17585: Supabase relies on it'],
    check: async world => {
      const { name } = await world.network()
      const again = await world.ask('NetworkCreate', { body: { Name: name, CheckDuplicate: true } })
      ensureRefusal(again, 409, new RegExp(`network with name ${name} already exists`))
    },
  }),
  requirement({
    id: 'NetworkCreate.refuses-overlap',
    operation: 'NetworkCreate',
    level: 'should',
    needs: ['networks'],
    claim: 'A subnet that another network has is refused with 403',
    evidence: ['/networks/create; moby libnetwork/ipams/defaultipam', asked],
    check: async world => {
      const IPAM = { Config: [{ Subnet: '10.213.78.0/24' }] }
      await world.network({ IPAM })
      ensureRefusal(await world.ask('NetworkCreate', { body: { Name: world.name(), IPAM } }), 403, /overlaps/)
    },
  }),
]
