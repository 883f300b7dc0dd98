/** A place where the fake answers otherwise than the recorded dockerd 28.5.2, and rightly so. */
export interface Difference {
  readonly commands: readonly string[]
  readonly recorded: string
  readonly answered: string
  readonly why: string
}

const ofOne = ['docker inspect bg', 'docker container inspect -s bg']
const inspections = [...ofOne, 'docker inspect rich']
const line = (text: string): string => `| ${text}\n`
const paths = (list: string): string =>
  list
    .split(' ')
    .map(path => `|   "${path}"`)
    .join(',\n')

/** Machines differ: the recorded one has cgroups v1, no AppArmor and a mirror of the hub. */
const machine: readonly Difference[] = [
  {
    commands: ofOne,
    recorded: '"AppArmorProfile": ""',
    answered: '"AppArmorProfile": "docker-default"',
    why: 'the simulated machine has AppArmor',
  },
  {
    commands: [...inspections, 'docker inspect plain'],
    recorded: '"CgroupnsMode": "host"',
    answered: '"CgroupnsMode": "private"',
    why: 'the simulated machine has cgroups v2',
  },
  {
    commands: ['docker info'],
    recorded: line('  seccomp') + line('  Profile: builtin'),
    answered: line('  apparmor') + line('  seccomp') + line('  Profile: builtin') + line('  cgroupns'),
    why: 'the simulated machine has AppArmor and cgroups v2',
  },
  {
    commands: ['docker inspect plain'],
    recorded: '"Hostname": "vm"',
    answered: '"Hostname": "mockerd"',
    why: 'the simulated machine has a name',
  },
  {
    commands: ['docker create --cpus 1000 alpine'],
    recorded: '0.01 to 2.00, as there are only 2 CPUs',
    answered: '0.01 to 4.00, as there are only 4 CPUs',
    why: 'the simulated machine has four processors',
  },
  {
    commands: ['docker create --cpuset-cpus 99 alpine'],
    recorded: 'available: 0-1',
    answered: 'available: 0-3',
    why: 'the simulated machine has four processors',
  },
  {
    commands: ['docker info'],
    recorded: line(' Registry Mirrors:') + line('  http://127.0.0.1:5000/'),
    answered: '',
    why: 'the simulated hub needs no mirror',
  },
]

/** Docker 29 differs; no binary of it can be asked here, so each line names the source that tells. */
const later: readonly Difference[] = [
  {
    commands: inspections,
    recorded: paths(
      '/proc/asound /proc/acpi /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list ' +
        '/proc/timer_stats /proc/sched_debug /proc/scsi /sys/firmware /sys/devices/virtual/powercap',
    ),
    answered: paths(
      '/proc/acpi /proc/asound /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/sched_debug ' +
        '/proc/scsi /proc/timer_list /proc/timer_stats /sys/devices/virtual/powercap /sys/firmware',
    ),
    why: 'the paths are sorted since 29 (moby daemon/pkg/oci/defaults.go)',
  },
  {
    commands: ['docker pause bg', 'docker pause neat'],
    recorded: 'Container <id> is already paused',
    answered: 'container <id> is already paused',
    why: 'messages begin in lower case since 29 (moby daemon/pause.go)',
  },
  {
    commands: ['docker ps -a --filter publish=x'],
    recorded: 'strconv.ParseUint: parsing "x": invalid syntax',
    answered: "invalid start port 'x': invalid syntax",
    why: 'ports are read by other code (moby api/types/network/port.go)',
  },
  {
    commands: ['docker ps -a --filter expose=99999'],
    recorded: 'strconv.ParseUint: parsing "99999": value out of range',
    answered: "invalid start port '99999': value out of range",
    why: 'ports are read by other code (moby api/types/network/port.go)',
  },
  {
    commands: ['docker network create --subnet bogus bad'],
    recorded: 'invalid network config:\n! invalid subnet bogus: invalid CIDR block notation',
    answered: 'invalid JSON: netip.ParsePrefix("bogus"): no \'/\'',
    why: 'subnets are read with the JSON (moby api/types/network/ipam.go)',
  },
  {
    commands: ["docker network inspect -f '{{json .IPAM}} {{.ConfigOnly}}' planned"],
    recorded: '"Subnet":"10.82.0.0/24"',
    answered: '"Subnet":"10.82.0.0/24","Gateway":"10.82.0.1"',
    why: 'the gateway that the daemon chose is shown (moby daemon/network.go, buildIPAMResources)',
  },
  {
    commands: ["docker network inspect -f '{{json .IPAM.Config}}' aux"],
    recorded: line('  "IPRange"').trimEnd(),
    answered: `${line('  "Gateway": "10.83.0.128",')}|   "IPRange"`,
    why: 'the gateway that the daemon chose is shown (moby daemon/network.go, buildIPAMResources)',
  },
  {
    commands: ['docker run --rm --network front --ip 10.99.0.2 alpine true'],
    recorded: 'no configured subnet or ip-range contain the IP address 10.99.0.2',
    answered: 'no configured subnet contains IP address 10.99.0.2',
    why: 'the words have changed (moby daemon/container_operations.go)',
  },
  {
    commands: ['docker run --rm --network bridge --ip 172.17.0.9 alpine true'],
    recorded: 'user specified IP address is supported on user defined networks only',
    answered: 'user-specified IP address is supported on user-defined networks only',
    why: 'the words have changed (moby daemon/container_operations.go)',
  },
  {
    commands: ['docker run --rm --network none --ip 1.1.1.1 alpine true'],
    recorded:
      '* user specified IP address is supported on user defined networks only\n! * user specified IP address is supported only when connecting to networks with user configured subnets',
    answered:
      '* user-specified IP address is supported on user-defined networks only\n! * no configured subnet contains IP address 1.1.1.1',
    why: 'the words have changed (moby daemon/container_operations.go)',
  },
  {
    commands: ['docker create --ip 1.2.3.4 alpine'],
    recorded:
      '* user specified IP address is supported on user defined networks only\n! * no configured subnet or ip-range contain the IP address 1.2.3.4',
    answered:
      '* user-specified IP address is supported on user-defined networks only\n! * no configured subnet contains IP address 1.2.3.4',
    why: 'the words have changed (moby daemon/container_operations.go)',
  },
  {
    commands: ["docker version --format '{{json .}}'"],
    recorded: line('  "MinAPIVersion": "1.24",') + line('  "Os": "linux"'),
    answered:
      line('  "MinAPIVersion": "1.24",') +
      line('  "Module": ""') +
      line('  "ModuleVersion": ""') +
      line('  "Os": "linux"'),
    why: '29 names its Go module (moby daemon/info.go)',
  },
  {
    commands: ['DOCKER_API_VERSION=1.30 docker ps'],
    recorded: '> GET /containers/json 200\n| CONTAINER ID  IMAGE  COMMAND  CREATED  STATUS  PORTS  NAMES\n',
    answered: `> GET /containers/json 400
! Error response from daemon: client version 1.30 is too old. Minimum supported API version is 1.40, please upgrade your client to a newer version
= 1
`,
    why: '29 speaks 1.40 and later (facts: versions)',
  },
  {
    commands: ['DOCKER_API_VERSION=1.99 docker ps'],
    recorded: 'Maximum supported API version is 1.51',
    answered: 'Maximum supported API version is 1.55',
    why: 'it is later',
  },
]

/** What the two worlds have in them. */
const world: readonly Difference[] = [
  {
    commands: ['docker run --rm nosuchimage/x true'],
    recorded: 'failed to resolve reference "docker.io/nosuchimage/x:latest": docker.io/nosuchimage/x:latest: not found',
    answered: "pull access denied for nosuchimage/x, repository does not exist or may require 'docker login'",
    why: 'the recorded mirror knows what it has not; the hub tells nobody',
  },
  {
    commands: ['docker image ls --tree'],
    recorded: `busybox:latest  <id>  <size>  <size>
| └─ linux/amd64  <id>  <size>  <size>
|
| alpine:latest  <id>  <size>  <size>
| └─ linux/amd64  <id>  <size>  <size>`,
    answered: `busybox:latest  <id>  <size>  <size>
| ├─ linux/amd64  <id>  <size>  <size>
| └─ linux/arm64/v8  <id>  <size>  <size>
|
| alpine:latest  <id>  <size>  <size>
| ├─ linux/amd64  <id>  <size>  <size>
| └─ linux/arm64/v8  <id>  <size>  <size>`,
    why: 'images of the simulated hub are for two platforms',
  },
  {
    commands: ['docker history built:1'],
    recorded: line('<id>  <while>  <size>  Imported from -'),
    answered:
      line('<id>  <while>  CMD ["sh"]  <size>  buildkit.dockerfile.v0') +
      line('<missing>  <while>  BusyBox 1.37.0 (glibc), Debian 13  <size>'),
    why: 'the images have histories of their own',
  },
  {
    commands: ['docker push 127.0.0.1:5000/t/built:1'],
    recorded: line('<id>: Layer already exists'),
    answered: line('<id>: Pushed'),
    why: 'the recorded registry had the layers of busybox',
  },
  {
    commands: ['docker push nosuchns/x'],
    recorded:
      '| <id>: Waiting\n| <id>: Waiting\n! failed to do request: Head "https://registry-1.docker.io/v2/nosuchns/x/blobs/sha256:<id>": dial tcp: lookup registry-1.docker.io on [::1]:53: read udp [::1]:<port>->[::1]:53: read: connection refused',
    answered:
      '! push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    why: 'the recorded daemon had no way to the hub, which refuses',
  },
  {
    commands: ['docker search alpine'],
    recorded: `500
! Error response from daemon: Get "https://index.docker.io/v1/search?q=alpine&n=25": dial tcp: lookup index.docker.io on [::1]:53: read udp [::1]:<port>->[::1]:53: read: connection refused
= 1`,
    answered: `200
| NAME  DESCRIPTION  STARS  OFFICIAL
| alpine  A small Linux built on musl libc.  11400  [OK]`,
    why: 'the recorded daemon had no way to the hub, which has one',
  },
  {
    commands: ['docker plugin install --grant-all-permissions nosuch/plugin'],
    recorded: `404
! Error response from daemon: error resolving plugin reference: docker.io/nosuch/plugin:latest: not found`,
    answered: `500
! Error response from daemon: error resolving plugin reference: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
    why: 'the recorded mirror knows what it has not; the hub tells nobody',
  },
  {
    commands: ['docker rmi nosuchns/x'],
    recorded: line('Untagged: moby-dangling@sha256:<id>'),
    answered: '',
    why: 'the name without a tag that loading an image leaves beside its tags is not simulated',
  },
  {
    commands: ['docker pull nosuch/img'],
    recorded: 'failed to resolve reference "docker.io/nosuch/img:latest": docker.io/nosuch/img:latest: not found',
    answered: "pull access denied for nosuch/img, repository does not exist or may require 'docker login'",
    why: 'the recorded mirror knows what it has not; the hub tells nobody',
  },
  {
    commands: [
      `(sleep 1; printf 'echo via-attach\\n'; sleep 1; printf '\\020\\021'; sleep 1) | script -qec "stty rows 24 cols 80; docker attach tt" /dev/null`,
    ],
    recorded: '␍/ # ␛[J␍/ # ␛[Jecho via-attach␍\n| via-attach␍\n| / # ␛[6nread',
    answered: 'echo via-attach␍\n| via-attach␍\n| / # read',
    why: 'the simulated shell leaves editing the line to the terminal: it draws nothing anew when the window changes',
  },
]

export const differences: readonly Difference[] = [...machine, ...later, ...world]
