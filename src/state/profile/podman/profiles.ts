import type { Profile } from '../profile.ts'

const folded = (paths: string): readonly string[] => Object.freeze(paths.split(' '))

const nobody = { version: '', gitCommit: '' }

const runtimes4 = {
  crun: '/usr/bin/crun',
  kata: '/usr/bin/kata-runtime',
  krun: '/usr/bin/krun',
  runc: '/usr/bin/runc',
  runj: '/usr/local/bin/runj',
  runsc: '/usr/bin/runsc',
}

const crun = (version: string, commit: string, features: string) => ({
  name: 'OCI Runtime (crun)',
  version: `crun version ${version}\ncommit: ${commit}\nrundir: /run/crun\nspec: 1.0.0\n${features}`,
})

const conmon = (version: string) => ({ name: 'Conmon', version: `conmon version ${version}, commit: unknown` })

/** containers.conf(5), default_subnet_pools. */
const subnetPools = [
  ['10.89.0.0/16', 24],
  ['10.90.0.0/15', 24],
  ['10.92.0.0/14', 24],
  ['10.96.0.0/11', 24],
  ['10.128.0.0/9', 24],
] as const

/** As Debian trixie's podman 5.4.2 answers, but on a host with systemd. */
const podman5: Profile = {
  name: 'podman-5',
  summary: "podman 5.4's compatible API",
  engineVersion: '5.4.2',
  platformName: 'linux/amd64/debian-13',
  gitCommit: '',
  goVersion: 'go1.24.4',
  buildTime: '2025-12-21T16:42:01Z',
  apiVersion: '1.41',
  minApiVersion: '1.24',
  experimental: true,
  progressBars: false,
  os: 'linux',
  architecture: 'amd64',
  machine: 'amd64',
  kernelVersion: '6.12.48',
  operatingSystem: 'debian',
  osVersion: '13',
  containerd: nobody,
  runc: nobody,
  init: nobody,
  storage: {
    containerdStore: false,
    driver: 'overlay',
    driverStatus: [
      ['Using metacopy', 'false'],
      ['Supports shifting', 'true'],
      ['Supports volatile', 'true'],
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Native Overlay Diff', 'true'],
    ],
  },
  classicBuilder: { namesHealthFields: false, invalidWord: 'Invalid', refusesUnknownVersion: false },
  info: {
    identity: 'uuid',
    logDrivers: ['k8s-file', 'none', 'passthrough', 'journald'],
    insecureRegistries: [],
    more: {},
  },
  maskedPaths: folded(
    '/proc/acpi /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/timer_stats /proc/sched_debug ' +
      '/proc/scsi /sys/firmware /sys/fs/selinux /sys/dev/block',
  ),
  host: {
    cpuCount: 4,
    memoryBytes: 8_323_399_680,
    rootDirectory: '/var/lib/containers/storage',
    cgroupDriver: 'systemd',
    cgroupVersion: '2',
    securityOptions: ['name=seccomp,profile=default'],
    fileDescriptorCount: 12,
    goroutineCount: 11,
  },
  podman: {
    resembles: 27,
    buildahVersion: '1.39.3',
    components: [
      conmon('2.1.12'),
      crun(
        '1.21',
        '10269840aa07fb7e6b7e1acff6198692d8ff5c88',
        '+SYSTEMD +SELINUX +APPARMOR +CAP +SECCOMP +EBPF +CRIU +WASM:wasmedge +YAJL',
      ),
    ],
    networkDrivers: ['bridge', 'macvlan', 'ipvlan'],
    defaultSubnet: { subnet: '10.88.0.0/16', gateway: '10.88.0.1' },
    subnetPools,
    runtimes: {
      crun: runtimes4.crun,
      'crun-vm': '/usr/bin/crun-vm',
      'crun-wasm': '/usr/bin/crun-wasm',
      kata: runtimes4.kata,
      krun: runtimes4.krun,
      ocijail: '/usr/local/bin/ocijail',
      runc: runtimes4.runc,
      runj: runtimes4.runj,
      runsc: runtimes4.runsc,
      youki: '/usr/local/bin/youki',
    },
    stopTimeoutSeconds: 10,
  },
}

/** As Debian bookworm's podman 4.3.1 answers, but on a host with systemd. */
const podman4: Profile = {
  ...podman5,
  name: 'podman-4',
  summary: "podman 4.3's compatible API",
  engineVersion: '4.3.1',
  platformName: 'linux/amd64/debian-12',
  goVersion: 'go1.19.8',
  buildTime: '1970-01-01T00:00:00Z',
  osVersion: '12',
  storage: {
    ...podman5.storage,
    driverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Native Overlay Diff', 'true'],
      ['Using metacopy', 'false'],
    ],
  },
  podman: {
    resembles: 20,
    buildahVersion: '1.28.2',
    components: [
      conmon('2.1.6'),
      crun(
        '1.8.1',
        'f8a096be060b22ccd3d5f3ebe44108517fbf6c30',
        '+SYSTEMD +SELINUX +APPARMOR +CAP +SECCOMP +EBPF +YAJL',
      ),
    ],
    networkDrivers: ['bridge', 'macvlan'],
    defaultSubnet: { subnet: '10.88.0.0/16', gateway: '10.88.0.1' },
    subnetPools,
    runtimes: runtimes4,
    stopTimeoutSeconds: 0,
  },
}

export const podmanProfiles: readonly Profile[] = [podman5, podman4]
