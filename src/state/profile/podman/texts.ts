import type { OperationId } from '../../../../spec/index.ts'
import type { ErrorKind } from '../../error.ts'
import type { PodmanRange } from './podman.ts'

/** How podman says what Docker refuses, too; seen with 4.3.1 and 5.4.2. */
export interface PodmanWording extends PodmanRange {
  /** Docker's words. */
  readonly docker: RegExp
  /** A replacement for the match, or what makes one; absent: the same. */
  readonly podman?: string | ((match: RegExpExecArray, target: string) => string)
  /** What kind of refusal it is; absent: the same. Errors that no handler knows become 500. */
  readonly kind?: ErrorKind
  /** Absent: all. */
  readonly operations?: readonly OperationId[]
}

/** `docker.io/library/busybox` of `busybox:latest`: names are whole, and as the client wrote their tag. */
const wholeName = (name: string): string => {
  const asked = name.replace(/:latest$/, '')
  if (/^[^/]*[.:][^/]*\/|^localhost\//.test(asked)) return asked
  return `docker.io/${asked.includes('/') ? '' : 'library/'}${asked}`
}

const missingImage = (suffix: string) => (match: RegExpExecArray) => {
  const [, name = ''] = match
  return `failed to find image ${name.replace(/:latest$/, '')}: ${wholeName(name)}: ${suffix}`
}

const badName = 'names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument'

/** libpod/define/errors.go has the ends of most of these texts. */
const missing: readonly PodmanWording[] = [
  {
    docker: /^No such container: (.*)$/,
    podman: 'no container with ID or name "$1" found: no such container',
    operations: ['ContainerDelete'],
    since: '5',
  },
  { docker: /^No such container: (.*)$/, podman: 'no such container', operations: ['ContainerWait'] },
  {
    docker: /^No such container: (.*)$/,
    podman: 'the container does not exist: no container with name or ID "$1" found: no such container',
    operations: ['PutContainerArchive'],
    since: '5',
  },
  {
    docker: /^No such container: (.*)$/,
    podman: `the container doesn't exists: no container with name or ID "$1" found: no such container`,
    operations: ['PutContainerArchive'],
  },
  {
    docker: /^No such container: (.*)$/,
    podman: '$1 not found: layer not known',
    kind: 'internal',
    operations: ['ContainerChanges'],
  },
  {
    docker: /^No such container: (.*)$/,
    podman: 'no container with name or ID "$1" found: no such container',
    kind: 'internal',
    operations: ['ContainerList'],
  },
  {
    docker: /^(?:cannot kill container: .*: )?No such container: (.*)$/,
    podman: 'no container with name or ID "$1" found: no such container',
  },
  {
    docker: /^joining network namespace of container: No such container: (.*)$/,
    podman: 'no container with name or ID "$1" found: no such container',
    kind: 'internal',
  },
  {
    docker: /^No such exec instance: (.*)$/,
    podman: 'no exec session with ID $1 found: no such exec session',
  },
  { docker: /^network (\S+) not found$/, podman: 'network not found', operations: ['NetworkDelete'] },
  {
    docker: /^network (\S+) not found$/,
    podman: 'unable to find network with name or ID $1: network not found',
  },
  { docker: /^get (.*): no such volume$/, podman: 'no volume with name "$1" found: no such volume' },
  {
    docker: /^(?:no such image: .*: )?No such image: (.*)$/,
    podman: missingImage('No such image'),
    operations: ['ImageInspect'],
  },
  {
    docker: /^No such image: (.*)$/,
    podman: ([, name = '']) => `failed to find image ${wholeName(name)}: ${wholeName(name)}: image not known`,
    operations: ['ImageHistory'],
  },
  {
    docker: /^No such image: (.*)$/,
    podman: ([, name = '']) => `no such image: ${wholeName(name)}: image not known`,
    operations: ['ContainerCreate'],
  },
  {
    docker: /^No such image: (.*)$/,
    podman: ([, name = '']) => `${wholeName(name)}: image not known`,
    kind: 'internal',
    operations: ['ImageGetAll'],
  },
  { docker: /^No such image: (.*)$/, podman: missingImage('image not known') },
  {
    docker: /^An image does not exist locally with the tag: (.*)$/,
    podman: missingImage('image not known'),
  },
]

const states: readonly PodmanWording[] = [
  {
    docker: /^cannot kill container: \S+: (can only kill running containers\..*)$/,
    podman: '$1',
    kind: 'internal',
    before: '5',
  },
  { docker: /^cannot kill container: \S+: (can only kill .*)$/, podman: '$1' },
  {
    docker: /^cannot kill container: \S+: (timed out waiting for file .*)$/,
    podman: '$1: internal libpod error',
    before: '5',
  },
  { docker: /^cannot kill container: \S+: (timed out waiting for file .*)$/, podman: '$1' },
  { docker: /^cannot kill container: \S+: (invalid signal: \S+)$/, podman: '$1', kind: 'internal' },
  { docker: /^Cannot restart container \S+: (.*)$/, podman: '$1' },
  {
    docker: /^No exec command specified$/,
    podman: 'must provide a non-empty command to start an exec session: invalid argument',
    kind: 'internal',
  },
  {
    docker: /^invalid condition: "(.*)"$/,
    podman: `failed to parse query parameter 'condition': "$1": not a valid docker condition`,
  },
  {
    docker: /^must specify at least one of 'stdout' or 'stderr'$/,
    podman: (_, target) => `Bad Request: you must choose at least one stream for ${target}`,
  },
  { docker: /^bad parameter: path cannot be empty$/, podman: 'missing `path` parameter' },
]

/** What crun says of a program that it cannot start. */
const runtime: readonly PodmanWording[] = [
  {
    docker: /^.*exec: "([^"/]*)": executable file not found in \$PATH.*$/,
    podman:
      'crun: executable file `$1` not found in $$PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
    kind: 'internal',
    operations: ['ContainerStart', 'ContainerRestart'],
  },
  {
    docker: /^.*exec: "([^"]*)": stat .*no such file or directory.*$/,
    podman:
      'crun: executable file `$1` not found: No such file or directory: OCI runtime attempted to invoke a command that was not found',
    kind: 'internal',
    operations: ['ContainerStart', 'ContainerRestart'],
    since: '5',
  },
  {
    docker: /^.*exec: "([^"]*)": stat .*no such file or directory.*$/,
    podman:
      'crun: executable file `$1` not found in $$PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
    kind: 'internal',
    operations: ['ContainerStart', 'ContainerRestart'],
  },
  {
    docker: /^.*exec: "([^"]*)": is a directory.*$/,
    podman: 'crun: the path `$1` is not a regular file: Operation not permitted: OCI permission denied',
    kind: 'internal',
    operations: ['ContainerStart', 'ContainerRestart'],
    since: '5',
  },
  {
    docker: /^.*exec: "([^"]*)": (?:is a directory|permission denied).*$/,
    podman: 'crun: open executable: Operation not permitted: OCI permission denied',
    kind: 'internal',
    operations: ['ContainerStart', 'ContainerRestart'],
  },
]

const requests: readonly PodmanWording[] = [
  {
    docker: /^invalid JSON: got EOF while reading request body$/,
    podman: 'Decode(): EOF',
    kind: 'internal',
    operations: ['ImageCommit'],
  },
  {
    docker: /^invalid X-Registry-Auth header: (?:invalid JSON: )?(.*)$/,
    podman: 'failed to parse request: $1',
    kind: 'internal',
    operations: ['SystemAuth'],
  },
  { docker: /^invalid JSON: got EOF while reading request body$/, podman: 'decode(): EOF', kind: 'internal' },
  { docker: /^invalid JSON: (.*)$/, podman: 'decode(): $1', kind: 'internal' },
  { docker: /^config cannot be empty in order to create a container$/, podman: 'decode(): EOF', kind: 'internal' },
  {
    docker: /^invalid filter '([^'=]*)'$/,
    podman: '$1 is an invalid filter',
    kind: 'internal',
    operations: ['ContainerList', 'ContainerPrune'],
  },
  {
    docker: /^invalid filter '([^'=]*)'$/,
    podman: 'invalid filter "$1"',
    kind: 'internal',
    operations: ['NetworkList', 'NetworkPrune'],
  },
  {
    docker: /^(?:error reading volume filters: )?invalid filter '([^'=]*)'$/,
    podman: '"$1" is an invalid volume filter',
    kind: 'internal',
    operations: ['VolumeList', 'VolumePrune'],
  },
  {
    docker: /^invalid filter '([^'=]*)'$/,
    podman: 'invalid image filter "$1": must be in the format "filter=value or filter!=value"',
    kind: 'internal',
    operations: ['ImageList'],
    since: '5',
  },
  {
    docker: /^invalid filter '([^'=]*)'$/,
    podman: 'unsupported image filter "$1"',
    kind: 'internal',
    operations: ['ImageList', 'ImagePrune'],
  },
  {
    docker: /^(?:error reading volume filters: )?invalid filter$/,
    podman: (_, target) => `failed to decode filter parameters for ${target}: unexpected end of JSON input`,
    kind: 'internal',
  },
  {
    docker: /^invalid filter 'status=([^']*)'.*$/,
    podman: 'unknown container state: $1: invalid argument',
    kind: 'internal',
  },
  {
    docker: /^invalid filter 'exited=([^']*)': .*$/,
    podman: `exited code out of range '\\x00': strconv.ParseInt: parsing "$1": invalid syntax`,
    kind: 'internal',
  },
  {
    docker: /^invalid value for filter 'dangling', must be .*$/,
    podman: 'invalid dangling filter value',
    kind: 'internal',
    operations: ['NetworkList'],
  },
]

const names: readonly PodmanWording[] = [
  {
    docker: /^error looking up volume plugin (\S+): .*$/,
    podman: 'no volume plugin with name $1 available: required plugin missing',
    kind: 'internal',
  },
  {
    docker: /^no command specified$/i,
    podman: 'container create: no command or entrypoint provided, and no CMD or ENTRYPOINT from image',
    kind: 'internal',
  },
  {
    docker: /^Invalid container name \(.*$/,
    podman: `container create: running container create option: ${badName}`,
    kind: 'internal',
    operations: ['ContainerCreate'],
  },
  {
    docker: /^Conflict\. The container name "\/?([^"]*)" is already in use by container "?([0-9a-f]{64})"?.*$/,
    podman:
      'container create: creating container storage: the container name "$1" is already in use by $2. You have to remove that container to be able to reuse that name: that name is already in use',
    kind: 'internal',
    operations: ['ContainerCreate'],
  },
  {
    docker: /^.*includes invalid characters for a local volume name.*$/,
    podman: `running volume create option: ${badName}`,
    kind: 'internal',
    operations: ['VolumeCreate'],
  },
  {
    docker: /^remove (\S+): volume is in use - \[(.*)\]$/,
    podman: 'volume $1 is being used by the following container(s): $2: volume is being used',
  },
  {
    docker: /^.*invalid reference format: repository name \((.*)\) must be lowercase$/,
    podman: 'normalizing image: normalizing name for compat API: repository name must be lowercase',
    kind: 'internal',
    operations: ['ImageTag', 'ImageCreate'],
    before: '5',
  },
  {
    docker: /^.*invalid reference format: repository name \((?:library\/)?(.*)\) must be lowercase$/,
    podman:
      'normalizing image: normalizing name for compat API: parsing reference "$1": repository name must be lowercase',
    kind: 'internal',
    operations: ['ImageTag', 'ImageCreate'],
  },
]

const networks: readonly PodmanWording[] = [
  {
    docker: /^network with name (\S+) already exists$/,
    podman: 'network name $1 already used: network already exists',
    kind: 'internal',
    before: '5',
  },
  {
    docker: /^network with name (\S+) already exists$/,
    podman: 'network name $1 already used: network already exists',
  },
  {
    docker: /^(?:only one instance of "(\S+)" network is allowed|(?:.*: )?plugin "([^"]+)" not found)$/,
    operations: ['NetworkCreate'],
    podman: ([, one, other]) => `unsupported driver ${one ?? other}: invalid argument`,
    kind: 'internal',
    before: '5',
  },
  {
    docker: /^(?:only one instance of "(\S+)" network is allowed|(?:.*: )?plugin "([^"]+)" not found)$/,
    operations: ['NetworkCreate'],
    podman: ([, one, other]) => `failed to find driver or plugin "${one ?? other}"`,
    kind: 'internal',
  },
  {
    docker: /^(?:invalid pool request: )?Pool overlaps with other one on this address space$/,
    podman: 'subnet is already used on the host or by another config',
    kind: 'internal',
  },
  {
    docker: /^invalid network config:\ninvalid subnet (\S+?):? .*$/,
    podman: 'failed to parse subnet: invalid CIDR address: $1',
    kind: 'internal',
  },
  {
    docker: /^\S+ is a pre-defined network and cannot be removed$/,
    podman: 'default network podman cannot be removed',
    kind: 'internal',
  },
  {
    docker: /^(?:error while removing network: )?network (\S+) (?:id \S+ )?has active endpoints.*$/,
    podman:
      '"$1" has associated containers with it. Use -f to forcibly delete containers and pods: network is being used',
    kind: 'internal',
  },
  {
    docker: /^endpoint with name (\S+) already exists in network (\S+)$/,
    podman: 'container $1 is already connected to network "$2": network is already connected',
    kind: 'internal',
    before: '5',
  },
  {
    docker: /^endpoint with name (\S+) already exists in network (\S+)$/,
    podman: 'container $1 is already connected to network $2: network is already connected',
  },
]

const images: readonly PodmanWording[] = [
  {
    docker: /^conflict: unable to (?:remove repository reference "([^"]*)"|delete (\S+)) .* container (\S+).*$/,
    podman: ([, name, id, user]) =>
      `image ${name ?? id} is in use: image used by ${user}: image is in use by a container: consider listing external containers and force-removing image`,
  },
]

/** The first that fits is taken. */
export const wordings: readonly PodmanWording[] = [
  ...missing,
  ...states,
  ...runtime,
  ...requests,
  ...names,
  ...networks,
  ...images,
]
