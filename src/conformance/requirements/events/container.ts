import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { exit, healthy, sleepForever } from '../../workload.ts'
import type { Made, World } from '../../world.ts'
import { asked } from '../evidence.ts'
import { actions, command, type Event, eventEvidence, eventsOf, has, named, ofContainer } from './told.ts'

/** One command on a container, and which events it must cause, in which order as far as there is one. */
const causes: readonly (readonly [
  id: string,
  prepare: (world: World) => Promise<Made>,
  act: (world: World, made: Made) => Promise<void>,
  expected: readonly string[],
  last: string,
])[] = [
  [
    'start',
    world => world.create(sleepForever),
    (world, made) => command(world, 'ContainerStart', made),
    ['start'],
    'start',
  ],
  [
    'end',
    world => world.create(exit(3)),
    (world, made) => command(world, 'ContainerStart', made),
    ['start', 'die'],
    'die',
  ],
  [
    'kill',
    world => world.start(sleepForever),
    (world, made) => command(world, 'ContainerKill', made),
    ['kill', 'die'],
    'die',
  ],
  [
    'pause',
    world => world.start(sleepForever),
    async (world, made) => {
      await command(world, 'ContainerPause', made)
      await command(world, 'ContainerUnpause', made)
    },
    ['pause', 'unpause'],
    'unpause',
  ],
  [
    'remove',
    world => world.create(sleepForever),
    (world, made) => command(world, 'ContainerDelete', made),
    ['destroy'],
    'destroy',
  ],
]

const caused = causes.map(([id, prepare, act, expected, last]) =>
  requirement({
    id: `SystemEvents.of-${id}`,
    operation: 'SystemEvents',
    needs: id === 'pause' ? ['pause'] : ['run'],
    claim: `${id} is told as ${expected.join(', ')}`,
    evidence: [...eventEvidence, 'podman#10168, #12628: died instead of die'],
    check: async world => {
      const made = await prepare(world)
      const events = await eventsOf(world, ofContainer(made), () => act(world, made), has(last))
      ensureEqual(actions(events), expected, 'the actions')
    },
  }),
)

/** What containers tell of their lives: each change once, to everybody. */
export const containerEventRequirements: readonly Requirement[] = [
  ...caused,
  requirement({
    id: 'SystemEvents.of-stop',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'Stop is told as kill first, then stop and die in either order',
    evidence: [...eventEvidence, 'moby#50220, #50242: the order is not guaranteed'],
    check: async world => {
      const made = await world.start(sleepForever)
      const events = await eventsOf(
        world,
        ofContainer(made),
        () => command(world, 'ContainerStop', made, { t: 0 }),
        events_ => has('stop')(events_) && has('die')(events_),
      )
      const [first, ...others] = actions(events).filter((action, index, all) => all.indexOf(action) === index)
      ensureEqual([first, others.toSorted()], ['kill', ['die', 'stop']], 'the actions')
    },
  }),
  requirement({
    id: 'SystemEvents.of-restart',
    operation: 'SystemEvents',
    level: 'should',
    needs: ['run'],
    claim: 'A restart is told when it is done: after the end and the start that it is made of',
    evidence: [...eventEvidence, asked, 'moby daemon/restart.go'],
    check: async world => {
      const made = await world.start(sleepForever)
      const restart = async () =>
        ensureStatus(await world.ask('ContainerRestart', { path: { id: made.id }, query: { t: 0 } }), 204)
      const isOver = (events: readonly Event[]) => ['die', 'start', 'restart'].every(each => named(each)(events))
      const order = actions(await eventsOf(world, ofContainer(made), restart, isOver)).filter(each =>
        ['start', 'restart'].includes(each),
      )
      ensureEqual(order, ['start', 'restart'], 'the actions')
    },
  }),
  requirement({
    id: 'SystemEvents.of-health',
    operation: 'SystemEvents',
    needs: ['health'],
    claim: 'Health is told when it changes, and inspect agrees',
    evidence: [...eventEvidence, 'moby daemon/health.go', 'podman#19237'],
    check: async world => {
      const made = await world.create(healthy)
      const isHealth = ({ Action }: Event): boolean => Action.startsWith('health_status')
      const events = await eventsOf(
        world,
        ofContainer(made),
        async () => ensureStatus(await world.ask('ContainerStart', { path: { id: made.id } }), 204),
        told => told.some(isHealth),
      )
      ensureEqual(actions(events.filter(isHealth)), ['health_status: healthy'], 'the actions')
      ensureEqual((await world.inspect(made.id)).State.Health?.Status, 'healthy', 'State.Health.Status')
    },
  }),
  requirement({
    id: 'SystemEvents.none-of-not-modified',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'What changes nothing is no event',
    evidence: [...eventEvidence, 'socktainer#339'],
    check: async world => {
      const made = await world.start(sleepForever)
      const events = await eventsOf(
        world,
        ofContainer(made),
        async () => {
          ensureStatus(await world.ask('ContainerStart', { path: { id: made.id } }), 304)
          await command(world, 'ContainerKill', made)
          await world.until('the end', async () => ((await world.stateOf(made.id)) === 'exited' ? true : undefined))
          ensureStatus(await world.ask('ContainerStop', { path: { id: made.id } }), 304)
          await command(world, 'ContainerDelete', made)
        },
        has('destroy'),
      )
      ensureEqual(actions(events), ['kill', 'die', 'destroy'], 'the actions')
    },
  }),
  requirement({
    id: 'SystemEvents.die-attributes',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'The event of an end has the status, the name, the image and the labels',
    evidence: [...eventEvidence, 'podman#10168: containerExitCode instead of exitCode'],
    check: async world => {
      const made = await world.create(exit(3), { Labels: { colour: 'blue' } })
      const events = await eventsOf(
        world,
        { container: [made.id] },
        () => command(world, 'ContainerStart', made),
        has('die'),
      )
      const die = events.find(({ Action }) => Action === 'die')
      const { exitCode, name, colour, image } = die?.Actor.Attributes ?? {}
      ensureEqual([exitCode, name, colour, image], ['3', made.name, 'blue', world.image], 'the attributes')
      ensureEqual(die?.Actor.ID, made.id, 'Actor.ID')
    },
  }),
]
