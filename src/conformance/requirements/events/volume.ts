import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'
import { actions, type Event, ensureAttributes, eventEvidence, eventsOf } from './told.ts'

/** What happens to a volume, and the events that tell of it. */
export const volumeEventRequirements: readonly Requirement[] = (
  [
    ['create', 'is made', {}],
    ['mount', 'gets into a container that is started', { driver: 'local', destination: '/data' }],
    ['unmount', 'is left by a container that ends', { driver: 'local' }],
    ['destroy', 'is removed', {}],
  ] as const
).map(([action, what, attributes]) =>
  requirement({
    id: `SystemEvents.of-volume-${action}`,
    operation: 'SystemEvents',
    level: 'should',
    needs: ['run', 'volumes'],
    claim: `A volume that ${what} is told by its name, as ${action}`,
    evidence: [...eventEvidence, asked, 'moby volume/service/service.go and daemon/volumes.go'],
    check: async world => {
      const name = world.name()
      const live = async () => {
        ensureStatus(await world.ask('VolumeCreate', { body: { Name: name } }), 201)
        const { id } = await world.start(sleepForever, { HostConfig: { Binds: [`${name}:/data`] } })
        ensureStatus(await world.ask('ContainerDelete', { path: { id }, query: { force: true } }), 204)
        ensureStatus(await world.ask('VolumeDelete', { path: { name } }), 204)
      }
      const isIt = ({ Action, Actor }: Event) => Action === action && Actor.ID === name
      const events = await eventsOf(world, { type: ['volume'] }, live, all => all.some(isIt))
      ensure(events.some(isIt), 'the events', action, actions(events))
      ensureAttributes(events.filter(isIt), action, attributes)
    },
  }),
)
