import { ensureStatus } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensureEqual } from '../violation.ts'
import { healthy, sleepForever } from '../workload.ts'
import { actions, type Event, eventsOf, has } from './events.ts'
import { load } from './loaded-image.ts'

const evidence = ['/events; moby daemon/events.go']

/** Only what the filter is for is told, though something else happens before it. */
const filters: readonly Requirement[] = [
  requirement({
    id: 'SystemEvents.filters-by-type',
    operation: 'SystemEvents',
    needs: ['networks', 'volumes'],
    claim: 'Asked for events of volumes, nothing is told of networks',
    evidence,
    check: async world => {
      const events = await eventsOf(
        world,
        { type: ['volume'] },
        async () => {
          await world.network()
          await world.volume()
        },
        has('create'),
      )
      ensureEqual([...new Set(events.map(({ Type }) => Type))], ['volume'], 'the types')
    },
  }),
  requirement({
    id: 'SystemEvents.filters-by-label',
    operation: 'SystemEvents',
    needs: ['image'],
    claim: 'Asked for events with a label, nothing is told of what has another one',
    evidence,
    check: async world => {
      const mark = world.name()
      const events = await eventsOf(
        world,
        { label: [`mark=${mark}`] },
        async () => {
          await world.create(sleepForever, { Labels: { mark: 'another' } })
          await world.create(sleepForever, { Labels: { mark } })
        },
        has('create'),
      )
      ensureEqual([...new Set(events.map(({ Actor }) => Actor.Attributes.mark))], [mark], 'the labels')
    },
  }),
]

/** What is told of other things than the beginning and end of containers. */
export const otherEventRequirements: readonly Requirement[] = [
  ...filters,
  requirement({
    id: 'SystemEvents.of-tag',
    operation: 'SystemEvents',
    needs: ['image'],
    claim: 'An image tells that it gets a name and that it loses it',
    evidence: [...evidence, 'podman#15485: untag is missing'],
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
    id: 'SystemEvents.without-old-fields',
    operation: 'SystemEvents',
    needs: ['image'],
    since: '1.52',
    claim: 'Events do not tell who they are about a second time, as status, id and from',
    evidence: ['moby api/docs/CHANGELOG.md, v1.52', 'moby#50220'],
    check: async world => {
      const create = async () => void (await world.create(sleepForever))
      const events = await eventsOf(world, { type: ['container'] }, create, has('create'))
      const old = events.flatMap(event => Object.keys(event).filter(key => ['status', 'id', 'from'].includes(key)))
      ensureEqual(old, [], 'the fields that are no more')
    },
  }),
  requirement({
    id: 'SystemEvents.of-image-removal',
    operation: 'SystemEvents',
    claim: 'An image that is removed tells that it has lost its name, and that it is deleted',
    evidence: [...evidence, 'moby daemon/images/image_delete.go', 'podman#15485: remove for delete'],
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
  requirement({
    id: 'SystemEvents.of-health',
    operation: 'SystemEvents',
    needs: ['health'],
    claim: 'Health is told when it changes, and inspect agrees',
    evidence: [...evidence, 'moby daemon/health.go', 'podman#19237'],
    check: async world => {
      const made = await world.create(healthy)
      const isHealth = ({ Action }: Event): boolean => Action.startsWith('health_status')
      const events = await eventsOf(
        world,
        { container: [made.id], type: ['container'] },
        async () => ensureStatus(await world.ask('ContainerStart', { path: { id: made.id } }), 204),
        told => told.some(isHealth),
      )
      ensureEqual(actions(events.filter(isHealth)), ['health_status: healthy'], 'the actions')
      ensureEqual((await world.inspect(made.id)).State.Health?.Status, 'healthy', 'State.Health.Status')
    },
  }),
]
