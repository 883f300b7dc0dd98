import type { OperationId } from '../../../../spec/index.ts'
import type { Ask } from '../../client.ts'
import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { tarOf } from '../../tar.ts'
import { sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'
import { type Attributes, ensureAttributes, eventEvidence, eventsOf, named, ofContainer } from './told.ts'

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

const told = commands.map(([id, operation, ask, action, attributes]) =>
  requirement({
    id: `SystemEvents.of-${id}`,
    operation: 'SystemEvents',
    level: 'should',
    needs: ['run'],
    claim: `${operation} is told as ${action}${Object.keys(attributes)
      .map(key => `, with ${key}`)
      .join('')}`,
    evidence: [...eventEvidence, asked],
    check: async world => {
      const made = await world.start(sleepForever)
      const act = async () => void (await world.ask(operation, { ...ask, path: { id: made.id } }))
      const events = await eventsOf(world, ofContainer(made), act, named(action))
      ensureAttributes(events, action, attributes)
    },
  }),
)

/** What is told of commands that look into a container, or change something else than its state. */
export const commandEventRequirements: readonly Requirement[] = [
  ...told,
  requirement({
    id: 'SystemEvents.of-rename',
    operation: 'SystemEvents',
    level: 'should',
    needs: ['image'],
    claim: 'A new name is told with the old one',
    evidence: [...eventEvidence, asked, 'moby daemon/rename.go'],
    check: async world => {
      const made = await world.create(sleepForever)
      const rename = async (name: string) =>
        ensureStatus(await world.ask('ContainerRename', { path: { id: made.id }, query: { name } }), 204)
      const events = await eventsOf(world, ofContainer(made), () => rename(world.name()), named('rename'))
      ensureAttributes(events, 'rename', { oldName: `/${made.name}` })
      await rename(made.name)
    },
  }),
]
