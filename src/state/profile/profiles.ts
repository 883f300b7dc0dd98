import { podmanProfiles } from './podman/profiles.ts'
import type { Profile } from './profile.ts'

const logDrivers = ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog']

const kernelPaths = (text: string): readonly string[] => Object.freeze(text.split(' '))

/** 1.55 is the newest published API; 1.56 is being written (moby api/docs/CHANGELOG.md, an empty section). */
const docker29: Profile = {
  name: 'docker-29',
  summary: 'Docker Engine 29 with the containerd image store',
  engineVersion: '29.6.0',
  platformName: 'Docker Engine - Community',
  gitCommit: '70eaf5e',
  goVersion: 'go1.26.4',
  buildTime: '2026-06-18T20:14:21.000000000+00:00',
  apiVersion: '1.55',
  minApiVersion: '1.40',
  experimental: false,
  builderVersion: '2',
  progressBars: false,
  os: 'linux',
  architecture: 'amd64',
  machine: 'x86_64',
  kernelVersion: '6.12.48',
  operatingSystem: 'Debian GNU/Linux 13 (trixie)',
  osVersion: '13',
  containerd: { version: 'v2.2.1', gitCommit: 'dea7da592f5d1d2b7755e3a161be07f43fad8f75' },
  runc: { version: '1.3.4', gitCommit: 'v1.3.4-0-gd6d73eb8' },
  init: { version: '0.19.0', gitCommit: 'de40ad0' },
  storage: {
    containerdStore: true,
    driver: 'overlayfs',
    driverStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
  },
  classicBuilder: { namesHealthFields: true, invalidWord: 'invalid', refusesUnknownVersion: true },
  info: {
    identity: 'uuid',
    logDrivers,
    insecureRegistries: ['::1/128', '127.0.0.0/8'],
    containerDeviceFolders: ['/etc/cdi', '/var/run/cdi'],
    more: {},
  },
  maskedPaths: kernelPaths(
    '/proc/acpi /proc/asound /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/sched_debug /proc/scsi ' +
      '/proc/timer_list /proc/timer_stats /sys/devices/virtual/powercap /sys/firmware',
  ),
  host: {
    cpuCount: 4,
    memoryBytes: 8_323_399_680,
    rootDirectory: '/var/lib/docker',
    cgroupDriver: 'systemd',
    cgroupVersion: '2',
    securityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
    fileDescriptorCount: 24,
    goroutineCount: 46,
  },
}

/** As Debian forky's docker.io 28.5.2 answers, but on a host with systemd. */
const docker28: Profile = {
  ...docker29,
  name: 'docker-28',
  summary: 'Docker Engine 28 with graph drivers',
  engineVersion: '28.5.2',
  gitCommit: '3ef3c07c883be49a2e8097bcf6d2952fce1d70eb',
  goVersion: 'go1.27.1',
  buildTime: '2026-09-15T11:02:57.000000000+00:00',
  apiVersion: '1.51',
  minApiVersion: '1.24',
  progressBars: true,
  containerd: { version: '2.1.9', gitCommit: '' },
  runc: { version: '1.3.6', gitCommit: '1.3.6+ds1-1' },
  init: { version: '0.19.0', gitCommit: '' },
  storage: {
    containerdStore: false,
    driver: 'overlay2',
    driverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Using metacopy', 'false'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
  },
  classicBuilder: { namesHealthFields: false, invalidWord: 'Invalid', refusesUnknownVersion: false },
  maskedPaths: kernelPaths(
    '/proc/asound /proc/acpi /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list ' +
      '/proc/timer_stats /proc/sched_debug /proc/scsi /sys/firmware /sys/devices/virtual/powercap',
  ),
}

/**
 * As moby's tag v27.5.1, its Dockerfile and its installers say; between 26.1.5 and 28.5.2, which were asked. When it was
 * built no tag says: its own moment stands for that, here and in 25 to 23.
 */
const docker27: Profile = {
  ...docker28,
  name: 'docker-27',
  summary: 'Docker Engine 27 with graph drivers',
  engineVersion: '27.5.1',
  gitCommit: '4c9b3b0',
  goVersion: 'go1.22.11',
  buildTime: '2025-01-21T23:46:50.000000000+00:00',
  apiVersion: '1.47',
  containerd: { version: 'v1.7.25', gitCommit: 'bcc810d6b9066471b0b6fa75f557a15a1cbf31bb' },
  runc: { version: '1.2.4', gitCommit: 'v1.2.4-0-g6c52b3f' },
  init: docker29.init,
  info: {
    identity: 'uuid',
    logDrivers,
    insecureRegistries: ['127.0.0.0/8'],
    containerDeviceFolders: [],
    more: { BridgeNfIptables: true, BridgeNfIp6tables: true },
  },
  maskedPaths: kernelPaths(
    '/proc/asound /proc/acpi /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/timer_stats ' +
      '/proc/sched_debug /proc/scsi /sys/firmware /sys/devices/virtual/powercap',
  ),
}

/** As Debian trixie's docker.io 26.1.5 answers, but on a host with systemd. */
const docker26: Profile = {
  ...docker27,
  name: 'docker-26',
  summary: 'Docker Engine 26 with graph drivers',
  engineVersion: '26.1.5',
  gitCommit: '411e817',
  goVersion: 'go1.24.4',
  buildTime: '2026-08-13T05:35:48.000000000+00:00',
  apiVersion: '1.45',
  containerd: { version: '1.7.24', gitCommit: '1.7.24~ds1-6+deb13u1' },
  runc: { version: '1.1.15', gitCommit: '1.1.15+ds1-2+b4' },
  init: docker28.init,
}

/** As moby's tag v25.0.17; with 24 and 23 between 20.10.24 and 26.1.5, which were asked. */
const docker25: Profile = {
  ...docker27,
  name: 'docker-25',
  summary: 'Docker Engine 25 with graph drivers',
  engineVersion: '25.0.17',
  gitCommit: '35c7841',
  goVersion: 'go1.26.5',
  buildTime: '2026-07-14T07:40:59.000000000+00:00',
  apiVersion: '1.44',
  containerd: { version: 'v1.7.27', gitCommit: '05044ec0a9a75232cad458027ca83437aae3f4da' },
  runc: { version: '1.2.5', gitCommit: 'v1.2.5-0-g59923ef' },
}

/** As moby's tag v24.0.9: the last with the driver logentries, and for clients older than 1.24. */
const docker24: Profile = {
  ...docker25,
  name: 'docker-24',
  summary: 'Docker Engine 24 with graph drivers',
  engineVersion: '24.0.9',
  gitCommit: 'fca702d',
  goVersion: 'go1.20.13',
  buildTime: '2024-02-01T00:12:23.000000000+00:00',
  apiVersion: '1.43',
  minApiVersion: '1.12',
  containerd: { version: 'v1.7.13', gitCommit: '7c3aca7a610df76212171d200ca3811ff6096eb8' },
  runc: { version: '1.1.12', gitCommit: 'v1.1.12-0-g51d5e94' },
  info: {
    identity: 'uuid',
    logDrivers: [...logDrivers, 'logentries'].sort(),
    insecureRegistries: ['127.0.0.0/8'],
    more: { BridgeNfIptables: true, BridgeNfIp6tables: true },
  },
}

/** As moby's tag v23.0.18. */
const docker23: Profile = {
  ...docker24,
  name: 'docker-23',
  summary: 'Docker Engine 23 with graph drivers',
  engineVersion: '23.0.18',
  gitCommit: 'eda5359',
  goVersion: 'go1.23.8',
  buildTime: '2025-05-08T16:08:23.000000000+00:00',
  apiVersion: '1.42',
  containerd: { version: 'v1.6.38', gitCommit: 'cf158e884cfe4812a6c371b59e4ea9bc4c46e51a' },
}

/** As Debian bookworm's docker.io 20.10.24 answers, but on a host with systemd. */
const docker20: Profile = {
  ...docker26,
  name: 'docker-20.10',
  summary: 'Docker Engine 20.10 with graph drivers',
  engineVersion: '20.10.24',
  gitCommit: '5d6db84',
  goVersion: 'go1.19.8',
  buildTime: '2026-05-07T21:09:36.000000000+00:00',
  apiVersion: '1.41',
  minApiVersion: '1.12',
  builderVersion: undefined,
  operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  osVersion: '12',
  containerd: { version: '1.6.20', gitCommit: '1.6.20~ds1-1+deb12u3' },
  runc: { version: '1.1.5', gitCommit: '1.1.5+ds1-1+deb12u1' },
  storage: {
    ...docker28.storage,
    driverStatus: docker28.storage.driverStatus.filter(([name]) => name !== 'Using metacopy'),
  },
  info: {
    identity: 'fingerprint',
    logDrivers: [...logDrivers, 'logentries'].sort(),
    insecureRegistries: ['127.0.0.0/8'],
    more: { KernelMemory: true, BridgeNfIptables: true, BridgeNfIp6tables: true },
  },
  maskedPaths: Object.freeze(docker26.maskedPaths.filter(path => path !== '/sys/devices/virtual/powercap')),
  host: {
    ...docker29.host,
    securityOptions: ['name=apparmor', 'name=seccomp,profile=default', 'name=cgroupns'],
  },
}

export const profiles: readonly Profile[] = [
  docker29,
  docker28,
  docker27,
  docker26,
  docker25,
  docker24,
  docker23,
  docker20,
  {
    ...docker29,
    name: 'docker-29-experimental',
    summary: 'docker-29 in experimental mode: containers have checkpoints',
    experimental: true,
  },
  {
    ...docker29,
    name: 'docker-next',
    summary: 'what Docker Engine becomes next: docker-29 with API 1.56',
    engineVersion: '30.0.0-dev',
    apiVersion: '1.56',
  },
  ...podmanProfiles,
]
