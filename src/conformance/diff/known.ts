import type { Divergence } from './lockstep.ts'

/** A difference that is meant: what makes both sides right. */
export interface KnownDifference {
  /** Matches `<operation> <place>`, such as `ContainerInspect body.AppArmorProfile`. */
  readonly where: RegExp
  /** What the two sides have, as JSON on two lines, either of them first, where the place alone is not enough. */
  readonly what?: RegExp
  readonly because: string
}

const machine = 'the machines differ: the simulated one has cgroup v2, AppArmor and four processors'

export const knownDifferences: readonly KnownDifference[] = [
  {
    where: /^ContainerLogs body$/,
    what: /^""\n\{"stdout":"out\\n","stderr":""\}$/,
    because: 'which of two outputs is written down first, and which is the last line of a log, is a matter of luck',
  },
  {
    where: /^ContainerAttach body$/,
    what: /^"(typed\\r\\n)*"\n"(typed\\r\\n)*"$/,
    because:
      'a terminal whose input has ended is left at once, and how much of its echo came before that is a matter of luck (moby container/stream/attach.go)',
  },
  {
    where: /^ContainerStart body\.message$/,
    what: /^"network \{(n\d+)\.id\} not found"\n"network \{\1\} not found"$/,
    because:
      'a container that is on a network twice, by its name and by its id, and finds it gone names one of them in the order of a map (moby daemon/container_operations.go)',
  },
  { where: /^ImageInspect body\.Identity$/, because: 'the image of the run came to each of the two in its own way' },
  { where: /CgroupnsMode$/, what: /"host"\n"private"|""\n"private"/, because: machine },
  { where: /AppArmorProfile$/, what: /^""\n"docker-default"$/, because: machine },
  {
    where:
      /^SystemInfo body\.(CgroupDriver|CgroupVersion|OomKillDisable|SecurityOptions|Name|KernelMemory|KernelMemoryTCP|KernelVersion|OperatingSystem|OSVersion)$/,
    because: machine,
  },
  { where: /^SystemInfo body\.Plugins\.Log/, because: 'Debian builds without gcplogs' },
  { where: /^SystemInfo body\.Containerd\.Address$/, because: 'a daemon of the tests stands where it was started' },
  {
    where: /^SystemInfo body\.Runtimes\..*runtime-spec\.features$/,
    because: 'it is the runc of the machine that lists what it can do',
  },
  { where: /^SystemVersion body\.Platform\.Name$/, because: "Docker's build names its platform, Debian's does not" },
  { where: /^SystemVersion body\./, what: /-fc-|\d+~|GitCommit|kernel/i, because: machine },
  { where: /^SystemVersion body\.(KernelVersion|Components\[\d\]\.Details\.KernelVersion)/, because: machine },
  {
    where:
      /^ContainerStats body\.(blkio_stats\.\w+_recursive|memory_stats\.(stats|max_usage|failcnt)|pids_stats\.limit|(pre)?cpu_stats\.cpu_usage\.percpu_usage)/,
    because: 'cgroup v1 counts other things than v2',
  },
]

export const explanationOf = (
  { call, where, left, right }: Divergence,
  known: readonly KnownDifference[],
): KnownDifference | undefined => {
  const place = `${call} ${where}`
  const [one, other] = [JSON.stringify(left), JSON.stringify(right)]
  const both = [`${one}\n${other}`, `${other}\n${one}`]
  return known.find(({ where, what }) => where.test(place) && (!what || both.some(each => what.test(each))))
}
