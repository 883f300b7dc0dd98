import type { OperationId } from '../../../spec/index.ts'
import { DockerError, type ErrorKind } from '../error.ts'
import { asPodmanSays } from './podman/wordings.ts'
import { engineMajor, type Profile } from './profile.ts'

/** What a refusal was called by daemons before a major version; seen with 20.10.24, 26.1.5 and 28.5.2. */
interface Wording {
  readonly before: number
  /** The words of the daemons since then. */
  readonly now: RegExp
  /** The words before, as a replacement for the match; absent: the same. */
  readonly earlier?: string
  /** What kind of refusal it was; absent: the same. */
  readonly kind?: ErrorKind
  /** Where the same words were said otherwise; absent: everywhere. */
  readonly operations?: readonly OperationId[]
}

/** Newest first: a daemon takes every step back that is newer than itself, one after the other. */
const wordings: readonly Wording[] = [
  { before: 29, now: /^(Invalid value .* for cpuset \w+: )failed to parse cpuset: /, earlier: '$1' },
  { before: 25, now: /^no command specified$/, earlier: 'No command specified' },
  {
    before: 29,
    now: /^invalid X-Registry-Auth header: (invalid JSON: )?/,
    earlier: '',
    kind: 'internal',
    operations: ['SystemAuth'],
  },
  {
    before: 29,
    now: /^invalid value for ["'](?:since|until)["']: invalid timestamp .*: invalid (?:seconds|nanoseconds) ("[^"]*"): (.*)$/,
    earlier: 'strconv.ParseInt: parsing $1: $2',
    kind: 'internal',
  },
  { before: 29, now: /^strconv\.Atoi: /, kind: 'internal', operations: ['ContainerList', 'ContainerStop'] },
  {
    before: 29,
    now: /^invalid JSON: address (.*): invalid MAC address$/,
    earlier: 'invalid config for network bridge: invalid MAC address $1',
  },
  {
    before: 29,
    now: /^invalid value for 'until' filter: /,
    earlier: '',
    kind: 'internal',
    operations: ['ImageList'],
  },
  { before: 29, now: /^bad parameter: path cannot be empty$/, earlier: 'bad parameter: pathcannot be empty' },
  {
    before: 29,
    now: /^must specify at least one of 'stdout' or 'stderr'$/,
    earlier: 'Bad parameters: you must choose at least one stream',
  },
  {
    before: 29,
    now: /user-specified IP address is supported on user-defined networks only/,
    earlier: 'user specified IP address is supported on user defined networks only',
  },
  { before: 29, now: /^container (\S+) is already paused$/, earlier: 'Container $1 is already paused' },
  { before: 26, now: /^cannot kill container: /, earlier: 'Cannot kill container: ' },
  { before: 27, now: /^invalid pool request: /, earlier: '' },
  {
    before: 25,
    now: /^cannot remove container "([^"]*)": container is (?!paused)(\w+): .*$/,
    earlier: 'You cannot remove a $2 container $1. Stop the container before attempting removal or force remove',
  },
  {
    before: 25,
    now: /^cannot remove container "([^"]*)": container is paused and must be unpaused first$/,
    earlier:
      'You cannot remove a paused container $1. Unpause and then stop the container before attempting removal or force remove',
  },
  { before: 29, now: /^container (\S+ is already paused)$/, earlier: 'Container $1' },
  { before: 25, now: /^container (\S+ is not running)$/, earlier: 'Container $1' },
  {
    before: 25,
    now: /^Cannot kill container: (\S+): container (\S+ is not running)$/,
    earlier: 'Cannot kill container: $1: Container $2',
  },
  { before: 27, now: /^range of CPUs is/, earlier: 'Range of CPUs is' },
  {
    before: 28,
    now: /^invalid isolation \((.*)\): (linux only supports 'default')$/,
    earlier: 'Invalid isolation: "$1" - $2',
    kind: 'internal',
  },
  { before: 28, now: /^invalid name: name is empty$/, earlier: 'invalid name: ' },
  { before: 28, now: /^extraction point is not a directory$/, kind: 'internal' },
  { before: 28, now: /^exec command (\S+ has already run)$/, earlier: 'Error: Exec command $1' },
  { before: 28, now: /error during container init: /, earlier: '' },
  // What containerd 1 says last.
  {
    before: 28,
    now: /^(failed to create task .*|OCI runtime exec failed: .*?)(: permission denied)?$/,
    earlier: '$1$2: unknown',
  },
  {
    before: 28,
    now: /: is a directory: permission denied: unknown$/,
    earlier: ': is a directory: unknown: permission denied',
  },
  // So runc 1.1 tells of a file where a directory is, or the other way round.
  {
    before: 28,
    now: /(error mounting "(.*?)" to rootfs at "(.*?)": mount )src=.*(: not a directory)(: Are you .*): unknown$/,
    earlier: 'error during container init: $1$2:$3 (via /proc/self/fd/6), flags: 0x5000$4: unknown$5',
  },
  { before: 28, now: /^(Cannot restart container \S+: )?failed to set up container networking: /, earlier: '$1' },
  {
    before: 28,
    now: /^joining network namespace of container: (No such container: .*)$/,
    earlier: '$1',
    kind: 'not-found',
  },
  {
    before: 28,
    now: /^(invalid filter 'status=[^']*'): .*$/,
    earlier: '$1',
  },
  {
    before: 28,
    now: /^invalid filter 'health=([^']*)'.*$/,
    earlier: 'unrecognized filter value for health: $1',
  },
  {
    before: 25,
    now: /^failed to join IPC namespace: (container \S+)(?= is not running)/,
    earlier: "can't join IPC of $1: $1",
    kind: 'internal',
  },
  {
    before: 25,
    now: /^failed to join IPC namespace: (?=container \S+: non-shareable)/,
    earlier: "can't join IPC of ",
    kind: 'internal',
  },
  { before: 25, now: /^failed to join PID namespace: /, earlier: '' },
  { before: 24, now: /^failed to create task for container: /, earlier: '' },
  { before: 23, now: /: is a directory: unknown: permission denied$/, earlier: ': permission denied: unknown' },
  { before: 23, now: /^invalid JSON: got EOF while reading request body$/, earlier: 'EOF', kind: 'internal' },
  { before: 23, now: /^invalid JSON: /, earlier: '', kind: 'internal' },
  { before: 24, now: /^unrecognized filter value/, earlier: 'Unrecognised filter value' },
  { before: 24, now: /^invalid filter 'exited=[^']*': /, earlier: '', kind: 'internal' },
  {
    before: 24,
    now: /^((?:error reading volume filters: )?invalid filter)$/,
    earlier: '$1: unexpected end of JSON input',
  },
  { before: 23, now: /^invalid filter: (unexpected end of JSON input)$/, earlier: '$1', kind: 'internal' },
  { before: 23, now: /^(error reading volume filters: )invalid filter: /, earlier: '$1' },
  { before: 23, now: /^invalid filter '/, earlier: "Invalid filter '" },
  {
    before: 24,
    now: /^No such container: (.*)$/,
    earlier: 'no such container $1',
    kind: 'internal',
    operations: ['ContainerList'],
  },
  { before: 23, now: /^(?:Cannot kill container: \S+: )?invalid signal: /, earlier: 'Invalid signal: ' },
  {
    before: 23,
    now: /: the (linux daemon does not support signal)/,
    earlier: ': The $1',
    kind: 'internal',
  },
  // A negative number was read without its sign.
  { before: 23, now: /^(Cannot kill container: .*) -1$/, earlier: '$1 18446744073709551615' },
  {
    before: 23,
    now: /^(?:malformed|unsupported) Content-Type header (\(.*?\)): .*$/,
    earlier: "Content-Type specified $1 must be 'application/json'",
  },
  { before: 23, now: /^unknown or invalid runtime name: /, earlier: 'Unknown runtime specified ' },
  { before: 25, now: /^config cannot be empty/, earlier: 'Config cannot be empty' },
  { before: 25, now: /^(?:invalid name: |failed to parse com\.docker\.network\.\S+ value: .*)$/, kind: 'internal' },
  {
    before: 25,
    now: /^invalid network config:\ninvalid gateway (\S+): parent subnet \S+ doesn't contain this address$/,
    earlier: 'failed to allocate gateway ($1): Requested address is out of range',
    kind: 'internal',
  },
  {
    before: 25,
    now: /^invalid network config:\ninvalid subnet (.*): invalid CIDR block notation$/,
    earlier: 'Invalid subnet $1 : invalid CIDR address: $1',
    kind: 'internal',
  },
  {
    before: 25,
    now: /^(invalid reference format: repository name) \(.*\) (must be lowercase)$/,
    earlier: '$1 $2',
  },
  { before: 23, now: /^invalid reference format/, kind: 'internal', operations: ['ImageTag'] },
  {
    before: 23,
    now: /^invalid limit specified: (strconv\.)/,
    earlier: '$1',
    kind: 'internal',
    operations: ['ImageSearch'],
  },
]

/** The failure as this daemon says it; `target` is the path and query that were asked for. */
export const asSaidBy = (profile: Profile, error: DockerError, operation?: OperationId, target = ''): DockerError => {
  if (profile.podman) return asPodmanSays(profile, error, operation, target)
  const major = engineMajor(profile)
  let { kind, message } = error
  for (const { before, now, earlier, kind: other, operations } of wordings) {
    if (major >= before || (operations && !(operation && operations.includes(operation))) || !now.test(message))
      continue
    if (earlier !== undefined) message = message.replace(now, earlier)
    kind = other ?? kind
  }
  return kind === error.kind && message === error.message ? error : new DockerError(kind, message)
}
