import { ensureStatus } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import { decodeText } from '../wire.ts'
import { exit, sleepForever } from '../workload.ts'
import type { Made, World } from '../world.ts'

const evidence = ['/events; moby daemon/events.go']

export interface Event {
  readonly Type: string
  readonly Action: string
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
  readonly time: number
  readonly timeNano: number
}

const parse = (text: string): Event[] =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line))

/** What happened to a container while `act` ran: live, as a client sees it. */
export const eventsOf = async (
  world: World,
  filters: object,
  act: () => Promise<void>,
  enough: (events: Event[]) => boolean,
) => {
  const stream = await world.openAtOnce('SystemEvents', { query: { filters } })
  ensure(stream.status === 200, 'the status of SystemEvents', '200', stream.status)
  const told = (): Event[] => parse(decodeText(stream.received()).replace(/[^\n]*$/, ''))
  const patienceSeconds = 10
  try {
    await act()
    const shown = () =>
      told()
        .map(({ Type, Action }) => `${Type} ${Action}`)
        .join(', ')
    return await world.comes('the events', async () => (enough(told()) ? told() : undefined), patienceSeconds, shown)
  } finally {
    stream.close()
  }
}

export const actions = (events: readonly Event[]): string[] => events.map(({ Action }) => Action)

export const has = (action: string) => (events: readonly Event[]) => actions(events).includes(action)

const command = async (
  world: World,
  operation:
    | 'ContainerStart'
    | 'ContainerStop'
    | 'ContainerKill'
    | 'ContainerPause'
    | 'ContainerUnpause'
    | 'ContainerDelete',
  { id }: Made,
  query = {},
) => ensureStatus(await world.ask(operation, { path: { id }, query }), 204)

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
    evidence: [...evidence, 'podman#10168, #12628: died instead of die'],
    check: async world => {
      const made = await prepare(world)
      const events = await eventsOf(
        world,
        { container: [made.id], type: ['container'] },
        () => act(world, made),
        has(last),
      )
      ensureEqual(actions(events), expected, 'the actions')
    },
  }),
)

const rest: readonly Requirement[] = [
  requirement({
    id: 'SystemEvents.of-stop',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'Stop is told as kill first, then stop and die in either order',
    evidence: [...evidence, 'moby#50220, #50242: the order is not guaranteed'],
    check: async world => {
      const made = await world.start(sleepForever)
      const events = await eventsOf(
        world,
        { container: [made.id], type: ['container'] },
        () => command(world, 'ContainerStop', made, { t: 0 }),
        events_ => has('stop')(events_) && has('die')(events_),
      )
      const [first, ...others] = actions(events).filter((action, index, all) => all.indexOf(action) === index)
      ensureEqual([first, others.toSorted()], ['kill', ['die', 'stop']], 'the actions')
    },
  }),
  requirement({
    id: 'SystemEvents.none-of-not-modified',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'What changes nothing is no event',
    evidence: [...evidence, 'socktainer#339'],
    check: async world => {
      const made = await world.start(sleepForever)
      const events = await eventsOf(
        world,
        { container: [made.id], type: ['container'] },
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
    evidence: [...evidence, 'podman#10168: containerExitCode instead of exitCode'],
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
  requirement({
    id: 'SystemEvents.times',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'An event has its time in seconds and in nanoseconds',
    evidence: [...evidence, 'podman release notes 4.0.0: timeNano empty'],
    check: async world => {
      const made = await world.create(sleepForever)
      const [event] = await eventsOf(
        world,
        { container: [made.id] },
        () => command(world, 'ContainerDelete', made),
        told => told.length > 0,
      )
      ensureEqual(Math.floor(Number(event?.timeNano) / 1e9), event?.time, 'timeNano in seconds')
    },
  }),
  requirement({
    id: 'SystemEvents.replays',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'What has happened can be asked for again, between since and until, and is what was told live',
    evidence,
    check: async world => {
      const made = await world.create(exit(0))
      const filters = { container: [made.id], type: ['container'] }
      const live = await eventsOf(world, filters, () => command(world, 'ContainerStart', made), has('die'))
      const times = live.map(({ timeNano }) => Number(timeNano) / 1e9)
      const [since, until] = [Math.floor(Math.min(...times)) - 1, Math.ceil(Math.max(...times)) + 1]
      await world.sleep(2)
      const answer = await world.ask('SystemEvents', { query: { filters, since, until } })
      ensureEqual(
        actions(parse(decodeText(answer.body)).filter(({ Action }) => Action !== 'create')),
        actions(live),
        'the actions',
      )
    },
  }),
  requirement({
    id: 'SystemEvents.filters',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'Filters by event and label keep the rest away',
    evidence,
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
    id: 'SystemEvents.network-events',
    operation: 'SystemEvents',
    needs: ['networks'],
    claim: 'Networks tell that they are created and destroyed',
    evidence,
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
  requirement({
    id: 'SystemEvents.head-at-once',
    operation: 'SystemEvents',
    claim: 'The head comes before the first event',
    evidence: [...evidence, 'podman#23712'],
    check: async world => {
      const stream = await world.openAtOnce('SystemEvents', {
        query: { filters: { container: ['mkc-nobody-at-all'] } },
      })
      stream.close()
      ensureEqual(stream.status, 200, 'the status')
      ensureMatch(stream.headers['content-type'], /^application\/(json|jsonl|x-ndjson)/, 'Content-Type')
      ensure(stream.received().length === 0, 'the body', 'nothing yet', decodeText(stream.received()))
    },
  }),
]

/** Events: each change is told once, to everybody, live and later. */
export const eventRequirements: readonly Requirement[] = [...caused, ...rest]
