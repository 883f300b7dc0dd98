/** Differences that are meant. `where` matches "scenario | step | place", and `why` says what makes both sides right. */
export interface Known {
  readonly where: RegExp
  /** What either side has, when the place alone is not enough. */
  readonly what?: RegExp
  readonly why: string
}

export const known: readonly Known[] = [
  // The machine of the real daemon.
  { where: /body\.(HostConfig\.)?CgroupnsMode$/, what: /host/, why: 'the machine of the real daemon has cgroup v1' },
  { where: /AppArmorProfile$/, why: 'the machine of the real daemon has no AppArmor' },
  {
    where: /^stats.*(blkio_stats|max_usage|pids_stats\.limit|failcnt|percpu_usage)/,
    why: 'cgroup v1 counts other things than v2',
  },
  { where: /stats.*blkio_stats/, why: 'cgroup v1 has lists where v2 has null' },
  { where: /stats.*(memory_stats\.max_usage|pids_stats\.limit)/, why: 'cgroup v1 and v2 keep different limits' },
  { where: /./, what: /only \d CPUs available|available: 0-[13]/, why: 'the machines have different processors' },
  {
    where: /GET \/info \| body\.(CgroupDriver|CgroupVersion|OomKillDisable|Name|SecurityOptions|KernelMemoryTCP)/,
    why: 'the machines are different',
  },
  {
    where: /GET \/info \| body\.(Plugins\.Log|Containerd\.Address|Runtimes\..*features)/,
    why: 'Debian builds without gcplogs; the daemon stands elsewhere',
  },
  { where: /Mounts\[\d\]\.Source$/, what: /mockerd-oracles/, why: 'the real daemon keeps its volumes elsewhere' },
  { where: /(top|events) \| GET .*\/top/, why: 'top runs the ps of the host, and that machine has another one' },
  { where: /archive \| GET .*path=\/etc\/passwd \| body/, why: 'the image of the real daemon has fewer users' },
  { where: /DockerVersion$/, what: /dfsg/, why: 'Debian adds to the version of its builds' },
  {
    where: /^images: (damaged archives|import)/,
    what: /rror unpacking image|failed to unpack image|image load status/,
    why: 'a containerd store keeps what it cannot unpack; we refuse it',
  },
  // What 29 changed.
  {
    where: /version \| body\.(Platform\.Name|Components\[0\]\.Details\.Module)/,
    why: "29's engine names its module, Docker's build its platform",
  },
  { where: /^versions/, why: '29 refuses what is older than 1.40, and speaks up to a newer version' },
  {
    where: /./,
    what: /strconv\.ParseInt|Bad parameters: you must choose/,
    why: '29 says what is wrong with logs and events, with 400',
  },
  { where: /stop\?t=x|list.*limit=x|json\?limit=x/, why: '29 answers 400 to numbers that are none' },
  { where: /headers\.content-type/, what: /ndjson/, why: '29 lets clients choose how events are written' },
  { where: /archive/, what: /pathcannot be empty/, why: 'a typo of 28' },
  { where: /checkpoints/, what: /experimental feature/, why: 'checkpoints are not served yet' },
  { where: /./, what: /json: cannot unmarshal/, why: '29 is built with other names of its structs' },
  { where: /unknown log driver/, why: '29 has no logging plugins to look up' },
  { where: /long hostname/, why: '29 refuses host names above 64 bytes' },
  { where: /^build.*history/, what: /HEALTHCHECK/, why: '29 names the fields of a health check in the history' },
  { where: /^build/, what: /nvalid (containerPort|proto)/, why: '29 begins these refusals with a small letter' },
  { where: /^build.*version=3/, why: '29 refuses versions of the builder that it does not know' },
  { where: /^build/, what: /rootfs-mount/, why: 'a place on the disk of each daemon' },
  { where: /^build/, what: /registry-1\.docker\.io/, why: 'the real daemon has no registry to ask' },
  {
    where: /^build: (running|odd forms|users|refused a command)/,
    why: 'how output is cut into messages is a matter of luck',
  },
  { where: /^build.*DockerVersion$/, why: 'Debian adds its own version' },
  { where: /^build.*history \| headers\.length/, why: 'the two busyboxes have histories of different lengths' },
  { where: /^build: the smallest/, why: 'the two busyboxes came from different hands' },
  { where: /df\?type=build-cache \| body/, why: '29 leaves out what was not asked for' },
  {
    where: /^network .*IPAM\.Config\[\d\]\.Gateway$/,
    what: /^absent/,
    why: '29 shows the gateway that it has chosen',
  },
  {
    where: /^network (with any subnet|with an IPv6 subnet and no IPv6|without IPv4 that|that only holds)/,
    why: '29 shows what a network holds, not what was asked for; and 28.5.2 takes any size',
  },
  { where: /IPAM\.Config\[\d\]\.(Subnet|Gateway)$/, what: /"fd[0-9a-f]{2}:/, why: "the host's own prefix" },
  {
    where: /^network lists .*body(\[\d+\])?(\.Containers)?$/,
    what: /"Containers"|\{\}/,
    why: '29 lists without containers',
  },
  { where: /^network /, what: /invalid JSON: |invalid subnet : /, why: '29 reads addresses with the body' },
  { where: /^network with an empty configuration/, why: '29 takes it for no wish' },
  {
    where: /^network connect .*IPv4Address|^network connect .*IPv6Address/,
    what: /no configured subnet/,
    why: '29 words it anew',
  },
  {
    where: /^network connect .*MacAddress/,
    why: '29 takes such an address from API 1.54 on, and reads it with the body',
  },
  { where: /^network from configuration/, what: /user-specified/, why: '29 has a hyphen' },
  { where: /^network prune/, why: 'the order is that of a map in Go' },
  { where: /^network ports .*(body\[0\]\.Ports|port is already allocated)/, why: 'the order is that of a map in Go' },
  { where: /^network ports .*sctp/, why: 'the machine of the real daemon has no SCTP' },
  {
    where: /^network ports while/,
    what: /null|"n-b"|EndpointID/,
    why: '29 shows exposed ports everywhere, and leaves a network that it could not join',
  },
  { where: /^network with \/8/, why: '28.5.2 does not give back the subnets of networks that it refused' },
  { where: /body(\[\d\])?\.os_type$/, why: '29 says the system in stats whatever the version asked for' },
]
