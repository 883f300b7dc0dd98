import { ensureRefusal, ensureStatus, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import { asked } from '../evidence.ts'
import { imageEvidence, inspectImage } from './inspect.ts'
import { tag } from './own.ts'

/** Another name for an image. */
export const tagRequirements: readonly Requirement[] = [
  requirement({
    id: 'ImageTag.gives-another-name',
    operation: 'ImageTag',
    needs: ['image'],
    claim: 'A tagged image is the same image under another name',
    evidence: imageEvidence,
    check: async world => {
      const name = await tag(world)
      const [tagged, original] = [await inspectImage(world, name), await inspectImage(world, world.image)]
      ensureEqual(tagged.Id, original.Id, 'Id')
      ensure(tagged.RepoTags?.includes(name) === true, 'RepoTags', name, tagged.RepoTags)
    },
  }),
  requirement({
    id: 'ImageTag.refuses-bad-name',
    operation: 'ImageTag',
    needs: ['image'],
    claim: 'A name in capitals is refused with 400',
    evidence: imageEvidence,
    check: async world => {
      const query = { repo: `${world.name()}-CAPITALS`, tag: 'x' }
      ensureRefusal(
        await world.ask('ImageTag', { path: { name: world.image }, query }),
        400,
        /repository name .*must be lowercase|invalid reference format/,
      )
    },
  }),
  requirement({
    id: 'ImageTag.answers-nothing',
    operation: 'ImageTag',
    level: 'should',
    needs: ['image'],
    claim: 'Who tags is answered with an empty body',
    evidence: ['moby daemon/server/router/image/image_routes.go', asked],
    check: async world => {
      const answer = await world.ask('ImageTag', {
        path: { name: world.image },
        query: { repo: world.name(), tag: 'one' },
      })
      ensureStatus(answer, 201)
      ensureEqual(textOf(answer), '', 'the body')
    },
  }),
]
