import type { OperationId } from '../../../spec/index.ts'
import { decodeText } from '../../../src/conformance/wire.ts'
import { type Mutant, mutant } from './mutant.ts'
import {
  changeBytes,
  changeField,
  changeHeader,
  changeReply,
  changeStatus,
  doNothing,
  dropField,
  ignoreQuery,
} from './rewrite.ts'

/** Another status for one that an operation answers: of what is there, of what is not, in a state, or for nonsense. */
const statuses: readonly (readonly [operation: OperationId, from: number, to: number])[] = [
  ['ContainerExport', 200, 204],
  ['ContainerRename', 204, 200],
  ['ContainerAttach', 101, 200],
  ['ContainerAttachWebsocket', 101, 200],
  ['ContainerAttachWebsocket', 409, 500],
  ['ContainerAttachWebsocket', 404, 500],
  ['ContainerWait', 200, 202],
  ['ContainerArchiveInfo', 200, 204],
  ['PutContainerArchive', 200, 204],
  ['ImageCommit', 201, 200],
  ['ImageCommit', 404, 500],
  ['CheckpointList', 501, 404],
  ['CheckpointCreate', 501, 404],
  ['CheckpointDelete', 501, 404],
  ['ImageDelete', 409, 500],
  ['ImageGet', 404, 500],
  ['ImageGetAll', 404, 500],
  ['ImageAttestations', 404, 500],
  ['ImageSearch', 400, 500],
  ['DistributionInspect', 400, 500],
  ['SystemOptions', 200, 404],
  ['Session', 400, 500],
  ['VolumeUpdate', 503, 200],
  ['BuildCancel', 200, 404],
  ['PluginInspect', 404, 500],
  ['PluginDelete', 404, 204],
  ['PluginEnable', 404, 200],
  ['PluginDisable', 404, 200],
  ['PluginSet', 404, 204],
  ['PluginUpgrade', 404, 500],
  ['PluginPush', 404, 200],
  ['PluginCreate', 500, 204],
  ['PluginPull', 400, 204],
  ['GetPluginPrivileges', 400, 200],
]

const withText = (change: (text: string) => string) => (bytes: Uint8Array) =>
  new TextEncoder().encode(change(decodeText(bytes)))

const nothing = new Uint8Array(1024)

/** What could be wrong of operations on images that are one's own, of plugins, and of routes that few ask for. */
export const wholeMutants: readonly Mutant[] = [
  ...statuses.map(([operation, from, to]) =>
    mutant(
      `${operation}-${to}-for-${from}`,
      `${operation} answers ${to} for ${from}`,
      changeStatus(operation, from, to),
    ),
  ),
  mutant('commit-ignores-changes', 'A commit does not look at the changes', ignoreQuery('ImageCommit', 'changes')),
  mutant('commit-gives-no-name', 'A commit does not look at the name', ignoreQuery('ImageCommit', 'repo')),
  mutant(
    'image-get-empty',
    'A saved image is an empty archive',
    changeBytes('ImageGet', () => nothing),
  ),
  mutant(
    'image-get-all-empty',
    'Saved images are an empty archive',
    changeBytes('ImageGetAll', () => nothing),
  ),
  mutant(
    'load-without-name',
    'Loading does not tell what was loaded',
    changeBytes(
      'ImageLoad',
      withText(text => text.replace(/Loaded image[^"]*/, 'Loaded')),
    ),
  ),
  mutant(
    'load-does-nothing',
    'Loading tells of a success and does nothing',
    doNothing('ImageLoad', 200, { stream: 'Loaded image: x' }),
  ),
  mutant('import-ignores-changes', 'An import does not look at the changes', ignoreQuery('ImageCreate', 'changes')),
  mutant(
    'image-prune-does-nothing',
    'A prune of images removes nothing',
    doNothing('ImagePrune', 200, { ImagesDeleted: [], SpaceReclaimed: 0 }),
  ),
  mutant(
    'container-prune-does-nothing',
    'A prune of containers removes nothing',
    doNothing('ContainerPrune', 200, { ContainersDeleted: [], SpaceReclaimed: 0 }),
  ),
  mutant(
    'container-prune-without-names',
    'A prune of containers does not name them',
    changeField('ContainerPrune', 'ContainersDeleted', () => []),
  ),
  mutant('build-without-tag', 'A build does not heed the name', ignoreQuery('ImageBuild', 't')),
  mutant(
    'build-hides-failure',
    'A step that fails is not told of',
    changeBytes(
      'ImageBuild',
      withText(text => text.replace(/\{[^\n]*errorDetail[^\n]*\n/, '')),
    ),
    'socktainer#310, podman#20239',
  ),
  mutant(
    'build-without-steps',
    'A build does not tell its steps',
    changeBytes(
      'ImageBuild',
      withText(text => text.replaceAll(/Step \d+/g, 'Doing')),
    ),
  ),
  mutant(
    'push-of-nothing-succeeds',
    'A push of what is not there succeeds',
    changeBytes('ImagePush', () => new Uint8Array()),
    'podman#20013',
  ),
  mutant(
    'pull-without-status',
    'A pull ends without the words by which clients know that it has succeeded',
    changeBytes(
      'ImageCreate',
      withText(text => text.replace('"Status: ', '"')),
    ),
    'podman#10258, socktainer#365, docker-java#1998',
  ),
  mutant(
    'build-without-aux',
    'A build tells its image to people alone',
    changeBytes(
      'ImageBuild',
      withText(text => text.replace(/\{"aux"[^\n]*\n/g, '')),
    ),
    'podman#12063, #13148',
  ),
  mutant(
    'build-as-text',
    'The stream of a build says that it is a text',
    changeHeader('ImageBuild', 'content-type', 'text/plain'),
    'podman#12392',
  ),
  mutant(
    'image-without-settings',
    'An image does not tell what containers of it begin with',
    dropField('ImageInspect', 'Config'),
    'moby#50134, orbstack#1963, scuba#262',
  ),
  mutant(
    'build-prune-null',
    'A prune of the build cache tells of no space',
    changeField('BuildPrune', 'SpaceReclaimed', () => null),
  ),
  mutant(
    'plugins-null',
    'No plugins are null',
    changeReply('PluginList', () => null),
  ),
  mutant('networks-with-slash-empty', 'The path with a slash lists nothing', {
    operations: ['NetworkList'],
    body: (bytes, head, { target }) =>
      head.status === 200 && /\/networks\/(\?|$)/.test(target) ? new TextEncoder().encode('[]') : bytes,
  }),
]
