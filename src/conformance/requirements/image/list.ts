import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { imageEvidence, inspectImage } from './inspect.ts'
import { tag } from './own.ts'

/** Which images are listed. */
export const imageListRequirements: readonly Requirement[] = [
  requirement({
    id: 'ImageList.filters-by-reference',
    operation: 'ImageList',
    needs: ['image'],
    claim: 'Images are found by a pattern of their names',
    evidence: imageEvidence,
    check: async world => {
      const name = await tag(world)
      const answer = await world.ask('ImageList', { query: { filters: { reference: [name.replace(/:.*/, ':*')] } } })
      const rows = jsonOf<{ Id: string; RepoTags: string[] }[]>(answer)
      ensureEqual(
        rows.map(({ Id }) => Id),
        [(await inspectImage(world, name)).Id],
        'the ids',
      )
    },
  }),
  requirement({
    id: 'ImageList.empty',
    operation: 'ImageList',
    claim: 'Nothing found is an empty list, never null',
    evidence: ['the description', 'podman#9293, podman release notes 3.2.1, moby#16406'],
    check: async world => {
      const answer = await world.ask('ImageList', { query: { filters: { reference: ['mkc-nobody-at-all'] } } })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf(answer), [], 'the list')
    },
  }),
]
