import { ensureRefusal, ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'
import { prune } from '../prune.ts'
import { imageEvidence, inspectImage } from './inspect.ts'
import { commit, tag } from './own.ts'

/** Images lose their names one by one, and go with the last; a prune takes those that have none. */
export const imageDeleteRequirements: readonly Requirement[] = [
  requirement({
    id: 'ImageDelete.untags',
    operation: 'ImageDelete',
    needs: ['image'],
    claim: 'Removing one of several names takes the name away, and nothing else',
    evidence: [...imageEvidence, 'socktainer#247, #283'],
    check: async world => {
      const name = await tag(world)
      const answer = await world.ask('ImageDelete', { path: { name } })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf(answer), [{ Untagged: name }], 'the reply')
      ensureStatus(await world.ask('ImageInspect', { path: { name } }), 404)
      ensureStatus(await world.ask('ImageInspect', { path: { name: world.image } }), 200)
    },
  }),
  requirement({
    id: 'ImageDelete.removes-the-last-name',
    operation: 'ImageDelete',
    needs: ['run'],
    claim: 'With its last name an image is gone, and the reply says both',
    evidence: ['/images/{name}; moby daemon/images/image_delete.go, daemon/containerd/image_delete.go', asked],
    check: async world => {
      const repo = world.name()
      const id = await commit(world, repo)
      const answer = await world.ask('ImageDelete', { path: { name: `${repo}:one` } })
      ensureStatus(answer, 200)
      const rows = jsonOf<{ Untagged?: string; Deleted?: string }[]>(answer)
      ensureEqual(rows[0], { Untagged: `${repo}:one` }, 'the first row')
      ensure(
        rows.some(({ Deleted }) => Deleted === id),
        'the rows',
        `Deleted ${id}`,
        rows,
      )
      ensureStatus(await world.ask('ImageInspect', { path: { name: id } }), 404)
    },
  }),
  requirement({
    id: 'ImageDelete.refuses-in-use',
    operation: 'ImageDelete',
    needs: ['run'],
    claim: 'An image that a running container has is not removed: 409, and the image stays',
    evidence: ['/images/{name}; moby daemon/images/image_delete.go', asked],
    check: async world => {
      const repo = world.name()
      await commit(world, repo)
      await world.start(sleepForever, { Image: `${repo}:one` })
      ensureRefusal(
        await world.ask('ImageDelete', { path: { name: `${repo}:one` } }),
        409,
        /conflict: unable to (remove|delete)/i,
      )
      ensureEqual((await inspectImage(world, `${repo}:one`)).RepoTags, [`${repo}:one`], 'RepoTags')
    },
  }),
  requirement({
    id: 'ImagePrune.removes-dangling',
    operation: 'ImagePrune',
    needs: ['run'],
    claim: 'Prune removes what no name is left of, as far as the filter goes, and nothing that has a name',
    evidence: ['/images/prune; moby daemon/images/image_prune.go', asked],
    check: async world => {
      const [repo, mark] = [world.name(), world.name()]
      const first = await commit(world, repo, { changes: `LABEL ${mark}=first` })
      const second = await commit(world, repo, { changes: `LABEL ${mark}=second` })
      const filters = { label: [world.label, mark] }
      const answer = await prune(world, 'ImagePrune', filters)
      ensureStatus(answer, 200)
      const { ImagesDeleted } = jsonOf<{ ImagesDeleted: { Deleted?: string }[] | null }>(answer)
      ensure(ImagesDeleted?.some(({ Deleted }) => Deleted === first) === true, 'ImagesDeleted', first, ImagesDeleted)
      ensureEqual((await inspectImage(world, `${repo}:one`)).Id, second, 'the image that has the name')
    },
  }),
]
