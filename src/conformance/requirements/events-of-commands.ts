import type { OperationId } from '../../../spec/index.ts'
import type { Ask } from '../client.ts'
import { ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { tarOf } from '../tar.ts'
import { ensure, ensureEqual } from '../violation.ts'
import { sleepForever } from '../workload.ts'
import type { Made, World } from '../world.ts'
import { actions, type Event, eventsOf } from './events.ts'

const evidence = ['/events; moby daemon/events.go', 'asked of dockerd 20.10, 26.1 and 28.5']

type Attributes = Readonly<Record<string, string>>

/** One command on a running container, the event that tells of it, and what that says besides. */
const commands: readonly (readonly [
  id: string,
  operation: OperationId,
  ask: Ask,
  action: string,
  attributes: Attributes,
])[] = [
  ['signal', 'ContainerKill', { query: { signal: 'SIGWINCH' } }, 'kill', { signal: '28' }],
  ['update', 'ContainerUpdate', { body: { RestartPolicy: { Name: 'no' } } }, 'update', {}],
  ['resize', 'ContainerResize', { query: { h: 10, w: 20 } }, 'resize', { height: '10', width: '20' }],
  ['top', 'ContainerTop', {}, 'top', {}],
  ['export', 'ContainerExport', {}, 'export', {}],
  ['copying-out', 'ContainerArchive', { query: { path: '/etc/passwd' } }, 'archive-path', {}],
  ['copying-in', 'PutContainerArchive', { query: { path: '/tmp' }, body: tarOf('a', 'b') }, 'extract-to-dir', {}],
  ['attach', 'ContainerAttach', { query: { logs: true, stdout: true } }, 'attach', {}],
]

const ofContainer = ({ id }: Made) => ({ type: ['container'], container: [id] })

const find = (events: readonly Event[], action: string): Event | undefined =>
  events.find(({ Action }) => Action === action || Action.startsWith(`${action}: `))

const named = (action: string) => (events: readonly Event[]) => find(events, action) !== undefined

/** The attributes of an event, as far as they are wanted. */
const ensureAttributes = (events: readonly Event[], action: string, wanted: Attributes): void => {
  const { Attributes = {} } = find(events, action)?.Actor ?? {}
  const given = Object.fromEntries(Object.keys(wanted).map(key => [key, Attributes[key]]))
  ensureEqual(given, wanted, `the attributes of ${action}`)
}

const told = commands.map(([id, operation, ask, action, attributes]) =>
  requirement({
    id: `SystemEvents.of-${id}`,
    operation: 'SystemEvents',
    level: 'should',
    needs: ['run'],
    claim: `${operation} is told as ${action}${Object.keys(attributes)
      .map(key => `, with ${key}`)
      .join('')}`,
    evidence,
    check: async world => {
      const made = await world.start(sleepForever)
      const act = async () => void (await world.ask(operation, { ...ask, path: { id: made.id } }))
      const events = await eventsOf(world, ofContainer(made), act, named(action))
      ensureAttributes(events, action, attributes)
    },
  }),
)

/** Executes a command that ends at once, detached, and answers its id. */
const execute = async (world: World, { id }: Made): Promise<string> => {
  const answer = await world.ask('ContainerExec', { path: { id }, body: { Cmd: ['true', 'x'] } })
  ensureStatus(answer, 201)
  const { Id } = jsonOf<{ Id: string }>(answer)
  ensureStatus(await world.ask('ExecStart', { path: { id: Id }, body: { Detach: true } }), 200)
  return Id
}

const executions = (
  [
    ['exec_create', {}],
    ['exec_start', {}],
    ['exec_die', { exitCode: '0' }],
  ] as const
).map(([action, attributes]) =>
  requirement({
    id: `SystemEvents.of-${action.replace('_', '-')}`,
    operation: 'SystemEvents',
    level: 'should',
    needs: ['exec'],
    claim: `An execution is told as ${action}, with its id`,
    evidence: [...evidence, 'moby daemon/exec.go'],
    check: async world => {
      const made = await world.start(sleepForever)
      let execID = ''
      const act = async () => {
        execID = await execute(world, made)
      }
      const events = await eventsOf(world, ofContainer(made), act, named(action))
      ensureAttributes(events, action, { execID, ...attributes })
    },
  }),
)

const others: readonly Requirement[] = [
  requirement({
    id: 'SystemEvents.of-rename',
    operation: 'SystemEvents',
    level: 'should',
    needs: ['image'],
    claim: 'A new name is told with the old one',
    evidence: [...evidence, 'moby daemon/rename.go'],
    check: async world => {
      const made = await world.create(sleepForever)
      const rename = async (name: string) =>
        ensureStatus(await world.ask('ContainerRename', { path: { id: made.id }, query: { name } }), 204)
      const events = await eventsOf(world, ofContainer(made), () => rename(world.name()), named('rename'))
      ensureAttributes(events, 'rename', { oldName: `/${made.name}` })
      await rename(made.name)
    },
  }),
  requirement({
    id: 'SystemEvents.of-restart',
    operation: 'SystemEvents',
    level: 'should',
    needs: ['run'],
    claim: 'A restart is told when it is done: after the end and the start that it is made of',
    evidence: [...evidence, 'moby daemon/restart.go'],
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
  ...(['NetworkConnect', 'NetworkDisconnect'] as const).map(operation => {
    const action = operation === 'NetworkConnect' ? 'connect' : 'disconnect'
    return requirement({
      id: `SystemEvents.of-${action}`,
      operation: 'SystemEvents',
      level: 'should',
      needs: ['run', 'networks'],
      claim: `${operation} is told as ${action} of the network, with the container and the driver`,
      evidence: [...evidence, 'moby daemon/container_operations.go'],
      check: async world => {
        const [network, made] = [await world.network(), await world.start(sleepForever)]
        const change = async (asked: typeof operation) =>
          ensureStatus(
            await world.ask(asked, { path: { id: network.id }, body: { Container: made.id, Force: false } }),
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

/** What happens to a volume, and the events that tell of it. */
const volumeEvents = (
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
    evidence: [...evidence, 'moby volume/service/service.go and daemon/volumes.go'],
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

/** What is told of each command that changes or looks into something. */
export const commandEventRequirements: readonly Requirement[] = [...told, ...executions, ...others, ...volumeEvents]
