import { operations as described, type OperationId } from '../../../../spec/index.ts'
import { decodeText } from '../../../../src/conformance/wire.ts'
import { type Mutant, mutant } from '../mutant.ts'
import { changeMessage, changeStatus, type Fields, ignoreQuery } from '../rewrite.ts'

const everyOperation = Object.keys(described) as OperationId[]

/** Refusals have another shape. */
const changeRefusal = (operations: readonly OperationId[], change: (body: Fields) => Fields) => ({
  operations,
  body: (bytes: Uint8Array, { status }: { status: number }) =>
    status < 400 ? bytes : new TextEncoder().encode(JSON.stringify(change(JSON.parse(decodeText(bytes) || '{}')))),
})

/** Refusals and successes. */
export const errors: readonly Mutant[] = [
  mutant(
    'errors-without-message',
    'Refusals have `error` in the place of `message`',
    changeRefusal(everyOperation, ({ message, ...rest }) => ({ ...rest, error: message })),
    'socktainer#294',
  ),
  mutant(
    'no-container-in-other-words',
    'A missing container is told in other words',
    changeMessage(everyOperation, text => text.replace(/No such container/i, 'no container with name or ID')),
    'socktainer#362',
  ),
  mutant(
    'no-image-in-other-words',
    'A missing image is told in other words',
    changeMessage(everyOperation, text => text.replace(/No such image/i, 'image not known')),
    'socktainer#294, podman#12315',
  ),
  mutant(
    'pull-of-anything',
    'Pulling what does not exist answers 200',
    { operations: ['ImageCreate'], head: head => ({ ...head, status: 200 }) },
    'podman#15828, #10612',
  ),
  mutant(
    'delete-of-missing-container',
    'Removing a container that is not there succeeds',
    changeStatus('ContainerDelete', 404, 204),
    'podman#9675',
  ),
  mutant(
    'image-in-use-500',
    'Removing an image in use answers 500',
    changeStatus('ImageDelete', 409, 500),
    'podman#14208',
  ),
  mutant(
    'duplicate-network-500',
    'A network whose name is taken answers 500',
    changeStatus('NetworkCreate', 409, 500),
    'podman#17585',
  ),
  mutant(
    'duplicate-network-idempotent',
    'A network whose name is taken is answered again',
    changeStatus('NetworkCreate', 409, 201),
    'socktainer#250',
  ),
  mutant(
    'connect-twice-200',
    'Connecting what is connected succeeds',
    changeStatus('NetworkConnect', 403, 200),
    'podman#15499',
  ),
  mutant(
    'connect-twice-500',
    'Connecting what is connected answers 500',
    changeStatus('NetworkConnect', 403, 500),
    'podman#20365',
  ),
  mutant(
    'stop-of-stopped-204',
    'Stopping what is stopped answers 204',
    changeStatus('ContainerStop', 304, 204),
    'socktainer#339',
  ),
  mutant(
    'stop-of-created-500',
    'Stopping what was never started answers 500',
    changeStatus('ContainerStop', 304, 500),
    'podman#11740',
  ),
  mutant(
    'remove-of-running',
    'A running container is removed without force',
    {
      operations: ['ContainerDelete'],
      request: request => ({ ...request, target: `${request.target.replace(/\?.*/, '')}?force=1` }),
    },
    'socktainer#282',
  ),
  mutant(
    'force-ignored',
    'Force is not looked at when a container is removed',
    ignoreQuery('ContainerDelete', 'force'),
    'podman#25871',
  ),
  mutant(
    'start-200',
    'Commands answer 200',
    changeStatus(['ContainerStart', 'ContainerStop', 'ContainerRestart', 'ContainerKill'], 204, 200),
    'socktainer#256',
  ),
  mutant(
    'create-200',
    'What creates answers 200',
    changeStatus(['ContainerCreate', 'NetworkCreate', 'VolumeCreate'], 201, 200),
    'socktainer#256',
  ),
  mutant(
    'exec-without-command',
    'An execution without a command is created',
    changeStatus('ContainerExec', 400, 201),
    'socktainer#281',
  ),
  mutant(
    'logs-of-neither',
    'Logs of neither output are answered',
    changeStatus('ContainerLogs', 400, 200),
    'socktainer#323',
  ),
  ...(['ContainerList', 'NetworkList', 'VolumeList', 'ImageList'] as const).map(operation =>
    mutant(
      `any-filter-${operation}`,
      `${operation} takes unknown filters`,
      changeStatus(operation, 400, 200),
      'socktainer#349',
    ),
  ),
  mutant(
    'two-documents',
    'A refusal is two JSON documents',
    {
      operations: everyOperation,
      body: (bytes, { status }) => (status < 400 ? bytes : new Uint8Array([...bytes, ...bytes])),
    },
    'podman#6514',
  ),
]
