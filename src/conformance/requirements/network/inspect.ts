import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual, ensureMatch } from '../../violation.ts'
import type { World } from '../../world.ts'
import { asked, evidenceOf } from '../evidence.ts'

/** What inspect says of a network, as far as the suite reads it. */
export interface InspectedNetwork {
  readonly Name: string
  readonly Id: string
  readonly Driver: string
  readonly Scope: string
  readonly Internal: boolean
  readonly Labels?: Readonly<Record<string, string>>
  readonly IPAM?: { readonly Config: readonly Readonly<Record<string, string>>[] }
  readonly Containers?: Readonly<Record<string, { readonly Name: string; readonly IPv4Address: string }>>
}

export const inspectNetwork = async (world: World, id: string): Promise<InspectedNetwork> => {
  const answer = await world.ask('NetworkInspect', { path: { id } })
  ensureStatus(answer, 200)
  return jsonOf<InspectedNetwork>(answer)
}

/** A network is shown as it was asked for. */
export const networkInspectRequirements: readonly Requirement[] = [
  requirement({
    id: 'NetworkInspect.shows-what-was-asked-for',
    operation: 'NetworkInspect',
    needs: ['networks'],
    claim: 'A network is inspected with its driver, scope, labels and addresses',
    evidence: evidenceOf('/networks/{id}', 'network.go'),
    check: async world => {
      const made = await world.network({ Internal: true, Labels: { a: 'b' } })
      const { Name, Id, Driver, Scope, Internal, Labels, IPAM } = await inspectNetwork(world, made.name)
      ensureEqual(
        [Name, Id, Driver, Scope, Internal, Labels?.a],
        [made.name, made.id, 'bridge', 'local', true, 'b'],
        'the network',
      )
      ensureMatch(IPAM?.Config[0]?.Subnet, /^\d+\.\d+\.\d+\.\d+\/\d+$/, 'the subnet')
    },
  }),
  requirement({
    id: 'NetworkInspect.keeps-options',
    operation: 'NetworkInspect',
    needs: ['networks'],
    claim: 'A network is inspected with the options that it was made with, known or not',
    evidence: ['/networks/{id}; moby daemon/network.go', asked],
    check: async world => {
      const Options = { 'mkc.option': 'x' }
      const { id } = await world.network({ Options })
      const inspected = jsonOf<{ Options: unknown }>(await world.ask('NetworkInspect', { path: { id } }))
      ensureEqual(inspected.Options, Options, 'Options')
    },
  }),
]
