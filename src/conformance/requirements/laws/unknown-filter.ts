import type { OperationId } from '../../../../spec/index.ts'
import { ensureRefusal } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { asked, evidenceOf } from '../evidence.ts'
import { imageEvidence } from '../image/inspect.ts'
import { prune } from '../prune.ts'
import { volumeEvidence } from '../volume/inspect.ts'

/** Lists that refuse a filter that they do not know. */
const lists: readonly (readonly [operation: OperationId, evidence: readonly string[]])[] = [
  ['ImageList', imageEvidence],
  ['NetworkList', evidenceOf('/networks', 'network/filter.go')],
  ['VolumeList', volumeEvidence],
]

const refusedByLists = lists.map(([operation, evidence]) =>
  requirement({
    id: `${operation}.refuses-unknown-filter`,
    operation,
    claim: 'A filter that does not exist is refused with 400',
    evidence,
    check: async world =>
      ensureRefusal(await world.ask(operation, { query: { filters: { nonsense: ['x'] } } }), 400, /invalid filter/i),
  }),
)

/** Beside filters that nothing has: what takes the unknown one for none removes nothing. */
const refusedByPrunes = (['ContainerPrune', 'NetworkPrune', 'VolumePrune'] as const).map(operation =>
  requirement({
    id: `${operation}.refuses-unknown-filter`,
    operation,
    claim: 'A prune with a filter that does not exist is refused with 400',
    evidence: [`the description of ${operation}; moby daemon/prune.go`, asked],
    check: async world => {
      const filters = { label: [world.label, `mkc.nothing=${world.name()}`], nonsense: ['x'] }
      ensureRefusal(await prune(world, operation, filters), 400, /invalid filter/i)
    },
  }),
)

/** Nothing is filtered by what nobody knows. */
export const unknownFilterRequirements: readonly Requirement[] = [...refusedByLists, ...refusedByPrunes]
