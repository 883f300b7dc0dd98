import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { load } from '../image/own.ts'
import { eventEvidence, eventsOf, has } from './told.ts'

/** What is told of images. */
export const imageEventRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemEvents.of-tag',
    operation: 'SystemEvents',
    needs: ['image'],
    claim: 'An image tells that it gets a name and that it loses it',
    evidence: [...eventEvidence, 'podman#15485: untag is missing'],
    check: async world => {
      const repo = world.name()
      await eventsOf(
        world,
        { type: ['image'] },
        async () => {
          ensureStatus(await world.ask('ImageTag', { path: { name: world.image }, query: { repo, tag: 'one' } }), 201)
          ensureStatus(await world.ask('ImageDelete', { path: { name: `${repo}:one` } }), 200)
        },
        events => {
          const own = events.filter(({ Actor }) => Actor.Attributes.name === `${repo}:one`)
          return has('tag')(own) && has('untag')(events)
        },
      )
    },
  }),
  requirement({
    id: 'SystemEvents.of-image-removal',
    operation: 'SystemEvents',
    claim: 'An image that is removed tells that it has lost its name, and that it is deleted',
    evidence: [...eventEvidence, 'moby daemon/images/image_delete.go', 'podman#15485: remove for delete'],
    check: async world => {
      const name = world.name()
      await load(world, name)
      await eventsOf(
        world,
        { type: ['image'], event: ['untag', 'delete'] },
        async () => ensureStatus(await world.ask('ImageDelete', { path: { name: `${name}:one` } }), 200),
        events => has('untag')(events) && has('delete')(events),
      )
    },
  }),
]
