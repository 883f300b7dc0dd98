import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'
import { actions, type Event, eventEvidence, eventsOf, has } from './told.ts'

/** What is told of networks. */
export const networkEventRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemEvents.network-events',
    operation: 'SystemEvents',
    needs: ['networks'],
    claim: 'Networks tell that they are created and destroyed',
    evidence: eventEvidence,
    check: async world => {
      const network = world.name()
      const events = await eventsOf(
        world,
        { type: ['network'], network: [network] },
        async () => {
          ensureStatus(await world.ask('NetworkCreate', { body: { Name: network } }), 201)
          ensureStatus(await world.ask('NetworkDelete', { path: { id: network } }), 204)
        },
        has('destroy'),
      )
      ensureEqual(actions(events), ['create', 'destroy'], 'the actions')
    },
  }),
  ...(['NetworkConnect', 'NetworkDisconnect'] as const).map(operation => {
    const action = operation === 'NetworkConnect' ? 'connect' : 'disconnect'
    return requirement({
      id: `SystemEvents.of-${action}`,
      operation: 'SystemEvents',
      level: 'should',
      needs: ['run', 'networks'],
      claim: `${operation} is told as ${action} of the network, with the container and the driver`,
      evidence: [...eventEvidence, asked, 'moby daemon/container_operations.go'],
      check: async world => {
        const [network, made] = [await world.network(), await world.start(sleepForever)]
        const change = async (which: typeof operation) =>
          ensureStatus(
            await world.ask(which, { path: { id: network.id }, body: { Container: made.id, Force: false } }),
            200,
          )
        if (operation === 'NetworkDisconnect') await change('NetworkConnect')
        const filters = { type: ['network'], event: [action] }
        const isOurs = ({ Actor }: Event) => Actor.ID === network.id || Actor.Attributes.name === network.name
        const events = await eventsOf(
          world,
          filters,
          () => change(operation),
          all => all.some(isOurs),
        )
        const event = events.find(isOurs)
        const { container, type } = event?.Actor.Attributes ?? {}
        ensureEqual([event?.Actor.ID, container, type], [network.id, made.id, 'bridge'], 'the event')
      },
    })
  }),
]
