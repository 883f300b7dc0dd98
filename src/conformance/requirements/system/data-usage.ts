import { ensureRefusal, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureMatch } from '../../violation.ts'
import { asked } from '../evidence.ts'

/** What takes room. */
export const dataUsageRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemDataUsage.unknown-type',
    operation: 'SystemDataUsage',
    since: '1.42',
    claim: 'A type that does not exist is refused with 400',
    evidence: ['moby daemon/server/router/system/system_routes.go, getDiskUsage', 'socktainer#360'],
    check: async world =>
      ensureRefusal(
        await world.ask('SystemDataUsage', { query: { type: 'bogus' } }),
        400,
        /unknown object type: bogus/,
      ),
  }),
  requirement({
    id: 'SystemDataUsage.image-ids',
    operation: 'SystemDataUsage',
    needs: ['image'],
    claim: 'Images are told by their ids, each with its algorithm',
    evidence: ['the description of SystemDataUsage', asked],
    check: async world => {
      const { Images } = jsonOf<{ Images: readonly { readonly Id: string }[] }>(await world.ask('SystemDataUsage'))
      for (const { Id } of Images) ensureMatch(Id, /^sha256:[0-9a-f]{64}$/, 'Id')
    },
  }),
]
