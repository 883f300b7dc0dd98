import { expect, test } from 'vitest'
import { conflict, type DockerError, invalid, notFound } from '../../../src/state/error.ts'
import { profileNamed } from '../../../src/state/profile/profile.ts'
import { asSaidBy } from '../../../src/state/profile/wordings.ts'

const started = (text: string): DockerError =>
  invalid(
    `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${text}`,
  )

const runtimeSays = 'OCI runtime create failed: runc create failed: unable to start container process: x: unknown'
const networking = 'failed to set up container networking: '
const hint = 'Are you trying to mount a directory onto a file (or vice-versa)? Check'
const mounted =
  'unable to start container process: error during container init: error mounting "/a" to rootfs at "/b": mount '
const mismatch = started(
  `error mounting "/a" to rootfs at "/b": mount src=/a, dst=/b, dstFd=/proc/x, flags=MS_BIND|MS_REC: not a directory: ${hint}`,
)
const unhealthy = invalid("invalid filter 'health=sick': invalid value")
const notRunning = conflict('cannot kill container: web: container 12ab is not running')
const wrongSignal = invalid('cannot kill container: web: invalid signal: X')
const cannotJoin = conflict('failed to join IPC namespace: container 12ab is not running')
const unshared = invalid('failed to join IPC namespace: container 12ab: non-shareable IPC')
const upperCase = invalid('invalid reference format: repository name (library/A) must be lowercase')

test.each<[profile: string, said: DockerError, kind: string, words: string]>([
  [
    'docker-26',
    started('exec: "x": executable file not found in $PATH'),
    'invalid',
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "x": executable file not found in $PATH: unknown',
  ],
  [
    'docker-26',
    started('exec: "/etc": is a directory: permission denied'),
    'invalid',
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/etc": is a directory: unknown: permission denied',
  ],
  [
    'docker-20.10',
    started('exec: "/etc": is a directory: permission denied'),
    'invalid',
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/etc": permission denied: unknown',
  ],
  [
    'docker-20.10',
    mismatch,
    'invalid',
    `failed to create shim task: OCI runtime create failed: runc create failed: ${mounted}/a:/b (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown: ${hint}`,
  ],
  ['docker-28', mismatch, 'invalid', mismatch.message],
  ['docker-28', conflict('container 12ab is already paused'), 'conflict', 'Container 12ab is already paused'],
  ['docker-29', conflict('container 12ab is already paused'), 'conflict', 'container 12ab is already paused'],
  ['docker-26', notFound(`Cannot restart container c: ${networking}x`), 'not-found', 'Cannot restart container c: x'],
  ['docker-26', notFound(`${networking}x`), 'not-found', 'x'],
  ['docker-20.10', invalid('invalid JSON: unexpected EOF'), 'internal', 'unexpected EOF'],
  ['docker-26', invalid('invalid JSON: unexpected EOF'), 'invalid', 'invalid JSON: unexpected EOF'],
  ['docker-20.10', invalid("invalid filter 'nope'"), 'invalid', "Invalid filter 'nope'"],
  ['docker-23', invalid("invalid filter 'nope'"), 'invalid', "invalid filter 'nope'"],
  // Where a wording began between the daemons that can be asked: moby's tags say it.
  ['docker-23', started('x'), 'invalid', `failed to create shim task: ${runtimeSays}`],
  [
    'docker-24',
    started('x'),
    'invalid',
    `failed to create task for container: failed to create shim task: ${runtimeSays}`,
  ],
  ['docker-24', invalid('no command specified'), 'invalid', 'No command specified'],
  ['docker-25', invalid('no command specified'), 'invalid', 'no command specified'],
  ['docker-23', unhealthy, 'invalid', 'Unrecognised filter value for health: sick'],
  ['docker-24', unhealthy, 'invalid', 'unrecognized filter value for health: sick'],
  ['docker-27', unhealthy, 'invalid', 'unrecognized filter value for health: sick'],
  ['docker-28', conflict('container 12ab is already paused'), 'conflict', 'Container 12ab is already paused'],
  ['docker-24', notRunning, 'conflict', 'Cannot kill container: web: Container 12ab is not running'],
  ['docker-25', notRunning, 'conflict', 'Cannot kill container: web: container 12ab is not running'],
  ['docker-26', notRunning, 'conflict', 'cannot kill container: web: container 12ab is not running'],
  ['docker-24', cannotJoin, 'internal', "can't join IPC of container 12ab: container 12ab is not running"],
  ['docker-24', unshared, 'internal', "can't join IPC of container 12ab: non-shareable IPC"],
  ['docker-25', cannotJoin, 'conflict', 'failed to join IPC namespace: container 12ab is not running'],
  ['docker-20.10', invalid('unknown or invalid runtime name: x'), 'invalid', 'Unknown runtime specified x'],
  ['docker-20.10', wrongSignal, 'invalid', 'Invalid signal: X'],
  ['docker-23', wrongSignal, 'invalid', 'Cannot kill container: web: invalid signal: X'],
  ['docker-27', conflict('exec command 12ab has already run'), 'conflict', 'Error: Exec command 12ab has already run'],
  ['docker-26', invalid('invalid pool request: no'), 'invalid', 'no'],
  ['docker-27', invalid('invalid pool request: no'), 'invalid', 'invalid pool request: no'],
  ['docker-26', invalid('range of CPUs is from 1'), 'invalid', 'Range of CPUs is from 1'],
  ['docker-27', invalid('range of CPUs is from 1'), 'invalid', 'range of CPUs is from 1'],
  ['docker-24', upperCase, 'invalid', 'invalid reference format: repository name must be lowercase'],
  ['docker-25', upperCase, 'invalid', 'invalid reference format: repository name (library/A) must be lowercase'],
])('%s says %j as %s: %s', (profile, error, kind, message) => {
  expect(asSaidBy(profileNamed(profile), error)).toMatchObject({ kind, message })
})

test('the words of one operation are not taken for those of another', () => {
  const error = notFound('No such container: nobody')
  const old = profileNamed('docker-20.10')
  expect(asSaidBy(old, error, 'ContainerInspect')).toBe(error)
  expect(asSaidBy(old, error, 'ContainerList')).toMatchObject({ kind: 'internal', message: 'no such container nobody' })
})

test('the newest daemon says what was said', () => {
  const error = conflict('container x is already paused')
  expect(asSaidBy(profileNamed('docker-29'), error)).toBe(error)
})
