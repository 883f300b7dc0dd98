import type { Resources } from '../../../../spec/generated/types.ts'
import type { HostProfile } from '../../profile/profile.ts'
import { type Check, refuses } from './check.ts'

/** The resources asked for, the host they are asked of, and whether a container has some already. */
export interface ResourceRequest {
  readonly resources: Resources
  readonly host: HostProfile
  readonly isUpdate: boolean
}

const memoryBytesMin = 6 * 1024 * 1024
const nanosecondsPerCpu = 1e9

const of =
  <Name extends keyof Resources>(name: Name) =>
  ({ resources }: ResourceRequest): number =>
    Number(resources[name] ?? 0)

const memory = of('Memory')
const swap = of('MemorySwap')
const reservation = of('MemoryReservation')
const nanoCpus = of('NanoCpus')
const period = of('CpuPeriod')
const quota = of('CpuQuota')
const blockWeight = of('BlkioWeight')

/** The numbers of a kernel list such as `0-2,7`; undefined when it is none. */
export const parseCpuList = (text: string): number[] | undefined => {
  const numbers: number[] = []
  for (const part of text.split(',')) {
    const [, first, last] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part.trim()) ?? []
    if (first === undefined) return undefined
    const end = last === undefined ? Number(first) : Number(last)
    if (end < Number(first)) return undefined
    for (let number = Number(first); number <= end; number++) numbers.push(number)
  }
  return numbers
}

const availableCpus = ({ host }: ResourceRequest): string => (host.cpuCount === 1 ? '0' : `0-${host.cpuCount - 1}`)

const cpuSets = [
  { name: 'CpusetCpus', words: 'cpus', units: 'CPUs', available: availableCpus },
  { name: 'CpusetMems', words: 'mems', units: 'memory nodes', available: () => '0' },
] as const

const cpuSetChecks = cpuSets.flatMap(({ name, words, units, available }): Check<ResourceRequest>[] => {
  const asked = ({ resources }: ResourceRequest): string => resources[name] ?? ''
  return [
    refuses(
      request => asked(request) !== '' && parseCpuList(asked(request)) === undefined,
      request =>
        `Invalid value ${asked(request)} for cpuset ${words}: failed to parse cpuset: ${invalidPart(asked(request))}`,
    ),
    refuses(
      request => {
        const present = new Set(parseCpuList(available(request)))
        return asked(request) !== '' && !(parseCpuList(asked(request)) ?? []).every(number => present.has(number))
      },
      request => `Requested ${units} are not available - requested ${asked(request)}, available: ${available(request)}`,
    ),
  ]
})

const invalidPart = (text: string): string => `invalid format: ${text}`

/** moby daemon/daemon_unix.go, verifyPlatformContainerResources, in its order. */
export const resourceChecks: readonly Check<ResourceRequest>[] = [
  refuses(request => memory(request) !== 0 && memory(request) < memoryBytesMin, 'Minimum memory limit allowed is 6MB'),
  refuses(
    request => memory(request) > 0 && swap(request) > 0 && swap(request) < memory(request),
    'Minimum memoryswap limit should be larger than memory limit, see usage',
  ),
  refuses(
    request => memory(request) === 0 && swap(request) > 0 && !request.isUpdate,
    'You should always set the Memory limit when using Memoryswap limit, see usage',
  ),
  refuses(
    ({ resources: { MemorySwappiness: value } }) => typeof value === 'number' && (value < 0 || value > 100),
    ({ resources }) => `Invalid value: ${resources.MemorySwappiness}, valid memory swappiness range is 0-100`,
  ),
  refuses(
    request => reservation(request) > 0 && reservation(request) < memoryBytesMin,
    'Minimum memory reservation allowed is 6MB',
  ),
  refuses(
    request => memory(request) > 0 && reservation(request) > 0 && memory(request) < reservation(request),
    'Minimum memory limit can not be less than memory reservation limit, see usage',
  ),
  refuses(
    request => nanoCpus(request) > 0 && period(request) > 0,
    'Conflicting options: Nano CPUs and CPU Period cannot both be set',
  ),
  refuses(
    request => nanoCpus(request) > 0 && quota(request) > 0,
    'Conflicting options: Nano CPUs and CPU Quota cannot both be set',
  ),
  refuses(
    request => nanoCpus(request) < 0 || nanoCpus(request) > request.host.cpuCount * nanosecondsPerCpu,
    ({ host: { cpuCount } }) =>
      `range of CPUs is from 0.01 to ${cpuCount}.00, as there are only ${cpuCount} CPUs available`,
  ),
  refuses(
    request => period(request) !== 0 && (period(request) < 1000 || period(request) > 1_000_000),
    'CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)',
  ),
  refuses(request => quota(request) > 0 && quota(request) < 1000, 'CPU cfs quota can not be less than 1ms (i.e. 1000)'),
  ...cpuSetChecks,
  refuses(
    request => blockWeight(request) > 0 && (blockWeight(request) < 10 || blockWeight(request) > 1000),
    'Range of blkio weight is from 10 to 1000',
  ),
  refuses(
    ({ resources }) => Boolean(resources.IOMaximumBandwidth || resources.IOMaximumIOps),
    'Invalid QoS settings: linux does not support Maximum IO Bandwidth or Maximum IO IOps',
  ),
]

/** What this host cannot do and leaves out with a warning. */
export const discardUnsupported = ({ resources, host }: ResourceRequest): string[] => {
  const warnings: string[] = []
  if (host.cgroupVersion === '2') {
    if (typeof resources.MemorySwappiness === 'number') {
      delete resources.MemorySwappiness
      warnings.push(
        'Your kernel does not support memory swappiness capabilities or the cgroup is not mounted. Memory swappiness discarded.',
      )
    }
    if (resources.OomKillDisable)
      warnings.push('Your kernel does not support OomKillDisable. OomKillDisable discarded.')
    delete resources.OomKillDisable
  } else if (resources.OomKillDisable && !resources.Memory) {
    warnings.push(
      'OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.',
    )
  }
  if ((resources.CpuPercent ?? 0) > 0) {
    delete resources.CpuPercent
    warnings.push('linux does not support CPU percent. Percent discarded.')
  }
  return warnings
}
