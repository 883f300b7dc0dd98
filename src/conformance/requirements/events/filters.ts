import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { exit, sleepForever } from '../../workload.ts'
import { actions, command, eventEvidence, eventsOf, has } from './told.ts'

/** Only what is asked for is told, though something else happens before it. */
export const eventFilterRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemEvents.filters',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'Filters by event and label keep the rest away',
    evidence: eventEvidence,
    check: async world => {
      const made = await world.create(exit(0), { Labels: { only: 'mine' } })
      const events = await eventsOf(
        world,
        { event: ['die'], container: [made.name], label: ['only=mine'] },
        () => command(world, 'ContainerStart', made),
        has('die'),
      )
      ensureEqual(actions(events), ['die'], 'the actions')
    },
  }),
  requirement({
    id: 'SystemEvents.filters-by-type',
    operation: 'SystemEvents',
    needs: ['networks', 'volumes'],
    claim: 'Asked for events of volumes, nothing is told of networks',
    evidence: eventEvidence,
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
    evidence: eventEvidence,
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
