import { decodeText } from '../../../../src/conformance/wire.ts'
import { type Mutant, mutant } from '../mutant.ts'
import {
  changeEvents,
  changeField,
  changeStatus,
  dropField,
  type Fields,
  renameAction,
  swallowEvent,
} from '../rewrite.ts'

const withAttributes = (change: (attributes: Fields) => Fields) =>
  changeEvents(event => {
    const actor = event.Actor as Fields
    return { ...event, Actor: { ...actor, Attributes: change(actor.Attributes as Fields) } }
  })

/** Ends after everything else that has been told by now. */
const lastDieLast = (bytes: Uint8Array): Uint8Array => {
  const lines = decodeText(bytes).split('\n')
  const rest = lines.pop() ?? ''
  const isEnd = (line: string): boolean => line.includes('"Action":"die"')
  const told = [...lines.filter(line => !isEnd(line)), ...lines.filter(isEnd)]
  return new TextEncoder().encode([...told, rest].join('\n'))
}

/** Events and health. */
export const events: readonly Mutant[] = [
  mutant('died', 'An end is told as `died`', renameAction('die', 'died'), 'podman#10168, #12628'),
  mutant(
    'container-exit-code',
    'The status of an end is told as containerExitCode',
    withAttributes(({ exitCode, ...rest }) =>
      exitCode === undefined ? rest : { ...rest, containerExitCode: exitCode },
    ),
    'podman#10168',
  ),
  mutant('no-untag', 'Removing a name of an image is no event', swallowEvent('untag'), 'podman#15485'),
  mutant('image-remove', 'Removing an image is told as `remove`', renameAction('delete', 'remove'), 'podman#15485'),
  mutant(
    'no-time-nano',
    'Events have no nanoseconds',
    changeEvents(({ timeNano, ...event }) => event),
    'podman release notes 4.0.0',
  ),
  mutant('no-health', 'Inspect does not tell of health', dropField('ContainerInspect', 'State.Health'), 'podman#10457'),
  mutant(
    'no-health-events',
    'Health is no event',
    changeEvents(event => (String(event.Action).startsWith('health_status') ? undefined : event)),
    'podman#19237',
  ),
  mutant(
    'no-health-in-list',
    'The list does not tell of health',
    changeField('ContainerList', 'Status', status => String(status).replace(/ \(.*healthy\)$/, '')),
    'dockhand#737',
  ),
  mutant(
    'events-of-old',
    'Events have the fields that the newest versions do without',
    changeEvents(event => ({ ...event, status: event.Action, id: (event.Actor as Fields).ID, from: 'busybox' })),
    'moby#50220: 1.52 dropped them',
  ),
  mutant(
    'dies-after-removal',
    'An end is told after the removal',
    {
      operations: ['SystemEvents'],
      body: (bytes, head) => (head.status === 200 ? lastDieLast(bytes) : bytes),
    },
    'moby#50220, #50242',
  ),
  mutant('create-race', 'A name can be taken twice', changeStatus('ContainerCreate', 409, 201), 'apple/container#692'),
]
