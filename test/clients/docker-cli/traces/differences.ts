/** A place where the fake answers otherwise than the recorded dockerd 28.5.2, and rightly so. */
export interface Difference {
  readonly trace: string
  readonly commands: readonly string[]
  readonly recorded: string
  readonly answered: string
  readonly why: string
}

const inspections = ['docker inspect bg', 'docker container inspect -s bg']
const line = (text: string): string => `| ${text}\n`
const paths = (list: string): string =>
  list
    .split(' ')
    .map(path => `|   "${path}"`)
    .join(',\n')

/** Machines differ: the recorded one has cgroups v1, no AppArmor and a mirror of the hub. */
const machine: readonly Difference[] = [
  {
    trace: 'inspect',
    commands: inspections,
    recorded: '"AppArmorProfile": ""',
    answered: '"AppArmorProfile": "docker-default"',
    why: 'the simulated machine has AppArmor',
  },
  {
    trace: 'inspect',
    commands: inspections,
    recorded: '"CgroupnsMode": "host"',
    answered: '"CgroupnsMode": "private"',
    why: 'the simulated machine has cgroups v2',
  },
  {
    trace: 'system',
    commands: ['docker info'],
    recorded: line('  seccomp') + line('  Profile: builtin'),
    answered: line('  apparmor') + line('  seccomp') + line('  Profile: builtin') + line('  cgroupns'),
    why: 'the simulated machine has AppArmor and cgroups v2',
  },
  {
    trace: 'system',
    commands: ['docker info'],
    recorded: line(' Registry Mirrors:') + line('  http://127.0.0.1:5000/'),
    answered: '',
    why: 'the simulated hub needs no mirror',
  },
]

/** Docker 29 differs; no binary of it can be asked here, so each line names the source that tells. */
const later: readonly Difference[] = [
  {
    trace: 'inspect',
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
    trace: 'lifecycle',
    commands: ['docker pause bg'],
    recorded: 'Container <id> is already paused',
    answered: 'container <id> is already paused',
    why: 'messages begin in lower case since 29 (moby daemon/pause.go)',
  },
  {
    trace: 'system',
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
    trace: 'misc',
    commands: ['DOCKER_API_VERSION=1.30 docker ps'],
    recorded: '> GET /containers/json 200\n| CONTAINER ID  IMAGE  COMMAND  CREATED  STATUS  PORTS  NAMES\n',
    answered: `> GET /containers/json 400
! Error response from daemon: client version 1.30 is too old. Minimum supported API version is 1.40, please upgrade your client to a newer version
= 1
`,
    why: '29 speaks 1.40 and later (facts: versions)',
  },
  {
    trace: 'misc',
    commands: ['DOCKER_API_VERSION=1.99 docker ps'],
    recorded: 'Maximum supported API version is 1.51',
    answered: 'Maximum supported API version is 1.55',
    why: 'it is later',
  },
]

/** What the two worlds have in them. */
const world: readonly Difference[] = [
  {
    trace: 'run',
    commands: ['docker run --rm nosuchimage/x true'],
    recorded: 'failed to resolve reference "docker.io/nosuchimage/x:latest": docker.io/nosuchimage/x:latest: not found',
    answered: "pull access denied for nosuchimage/x, repository does not exist or may require 'docker login'",
    why: 'the recorded mirror knows what it has not; the hub tells nobody',
  },
  {
    trace: 'images',
    commands: ['docker pull nosuch/img'],
    recorded: 'failed to resolve reference "docker.io/nosuch/img:latest": docker.io/nosuch/img:latest: not found',
    answered: "pull access denied for nosuch/img, repository does not exist or may require 'docker login'",
    why: 'the recorded mirror knows what it has not; the hub tells nobody',
  },
  {
    trace: 'attach',
    commands: [
      `(sleep 1; printf 'echo via-attach\\n'; sleep 1; printf '\\020\\021'; sleep 1) | script -qec "stty rows 24 cols 80; docker attach tt" /dev/null`,
    ],
    recorded: '␍/ # ␛[J␍/ # ␛[Jecho via-attach␍\n| via-attach␍\n| / # ␛[6nread',
    answered: 'echo via-attach␍\n| via-attach␍\n| / # read',
    why: 'the simulated shell leaves editing the line to the terminal: it draws nothing anew when the window changes',
  },
]

export const differences: readonly Difference[] = [...machine, ...later, ...world]
