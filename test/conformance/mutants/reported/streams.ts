import { type Mutant, mutant } from '../mutant.ts'
import { changeBytes, changeHeader, changePayload, changeStatus, doNothing, ignoreQuery } from '../rewrite.ts'

/** How long the first frame is. */
const frameBytes = (bytes: Uint8Array): number =>
  bytes.length < 8 ? bytes.length : 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4)

/** Logs, attach and archives. */
export const streams: readonly Mutant[] = [
  mutant(
    'always-raw',
    'Logs are always of the raw type',
    changeHeader('ContainerLogs', 'content-type', 'application/vnd.docker.raw-stream'),
    'podman pull 19696',
  ),
  mutant(
    'always-multiplexed',
    'Logs are always of the multiplexed type',
    changeHeader('ContainerLogs', 'content-type', 'application/vnd.docker.multiplexed-stream'),
    'moby#35761',
  ),
  mutant(
    'no-upgrade',
    'Attach and exec do not upgrade',
    changeStatus(['ContainerAttach', 'ExecStart'], 101, 200),
    'Docker.DotNet#25',
  ),
  mutant(
    'upgrade-without-protocol',
    'The upgrade names no protocol',
    changeHeader(['ContainerAttach', 'ExecStart'], 'upgrade'),
    'podman#20179',
  ),
  mutant(
    'mangled-newlines',
    'Logs lose empty lines',
    changePayload('ContainerLogs', text => text.replace(/\n\n/g, '\n')),
    'podman#7942',
  ),
  mutant(
    'carriage-returns',
    'Lines of logs end as on a terminal',
    changePayload('ContainerLogs', text => text.replace(/\n/g, '\r\n')),
    'podman#7942',
  ),
  ...(['tail', 'since', 'until', 'timestamps'] as const).map(name =>
    mutant(
      `logs-ignore-${name}`,
      `Logs do not look at ${name}`,
      ignoreQuery('ContainerLogs', name),
      'socktainer#323, podman#10859',
    ),
  ),
  mutant(
    'attach-loses-the-beginning',
    'Who attaches does not get what is written first',
    changeBytes('ContainerAttach', bytes => bytes.subarray(frameBytes(bytes))),
    'podman#12904, #23757',
  ),
  mutant(
    'no-path-stat',
    'Archives do not tell of the path',
    changeHeader(['ContainerArchive', 'ContainerArchiveInfo'], 'x-docker-container-path-stat'),
    'podman#9680',
  ),
  mutant(
    'put-does-nothing',
    'What is copied into a container is lost',
    doNothing('PutContainerArchive', 200),
    'podman#21861',
  ),
  mutant('put-into-file', 'Copying into a file succeeds', changeStatus('PutContainerArchive', 400, 200), 'podman#8649'),
]
