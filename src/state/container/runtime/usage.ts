import type {
  ContainerBlkioStats,
  ContainerCPUStats,
  ContainerMemoryStats,
  ContainerNetworkStats,
  ContainerPidsStats,
} from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import type { Container } from '../entity.ts'
import { memoryLimitBytes } from '../settings/limits.ts'
import { processMemoryBytes } from './memory.ts'
import type { ContainerRuntime } from './runtime.ts'

/** What one look at a container's control group tells (cgroup version 2). */
export interface Usage {
  readonly cpu: ContainerCPUStats
  readonly memory: ContainerMemoryStats
  readonly pids: ContainerPidsStats
  readonly blockIo: ContainerBlkioStats
  readonly networks: { [name: string]: ContainerNetworkStats }
}

const nanosecondsPerMicrosecond = 1000

/** The host has been up this long when a container starts. */
const uptimeMicroseconds = 3_600_000_000

/** systemd's DefaultTasksMax on a small host: what a container without a limit of its own is bound by. */
const tasksMax = 9454

/** What starting one process costs: the loader, the runtime. */
const startupMicroseconds = 12_000

const noThrottling = { periods: 0, throttled_periods: 0, throttled_time: 0 }

const noBlockIo: ContainerBlkioStats = {
  io_service_bytes_recursive: null,
  io_serviced_recursive: null,
  io_queue_recursive: null,
  io_service_time_recursive: null,
  io_wait_time_recursive: null,
  io_merged_recursive: null,
  io_time_recursive: null,
  sectors_recursive: null,
}

/** Of a container that does not run. */
export const emptyUsage: Usage = {
  cpu: {
    cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
    throttling_data: noThrottling,
  },
  memory: {},
  pids: {},
  blockIo: noBlockIo,
  networks: {},
}

/** Processor time only grows: what ended processes used is remembered from the last look at them. */
interface Meter {
  endedMicroseconds: number
  latestPid: number
  readonly running: Map<number, number>
}

const meters = new WeakMap<ContainerRuntime, Meter>()

const processorMicroseconds = (runtime: ContainerRuntime): number => {
  const meter = meters.get(runtime) ?? { endedMicroseconds: 0, latestPid: 0, running: new Map() }
  meters.set(runtime, meter)
  for (const [pid, used] of meter.running) {
    if (runtime.kernel.processes.has(pid)) continue
    meter.endedMicroseconds += used
    meter.running.delete(pid)
  }
  let total = meter.endedMicroseconds
  for (const { pid, cpuMicroseconds } of runtime.kernel.processes.values()) {
    meter.running.set(pid, cpuMicroseconds)
    meter.latestPid = Math.max(meter.latestPid, pid)
    total += cpuMicroseconds
  }
  return total + meter.latestPid * startupMicroseconds
}

export const measure = (engine: Engine, container: Container, runtime: ContainerRuntime): Usage => {
  const { host } = engine.profile
  const living = [...runtime.kernel.processes.values()].filter(({ exit }) => !exit)
  const used = processorMicroseconds(runtime) * nanosecondsPerMicrosecond
  const inKernel = Math.floor(used / 4)
  const upMicroseconds = engine.clock.now() - (container.startedAt ?? 0) + uptimeMicroseconds
  const memory = living.reduce((sum, process) => sum + processMemoryBytes(process), 0)
  const limit = container.hostConfig.PidsLimit
  return {
    cpu: {
      cpu_usage: { total_usage: used, usage_in_kernelmode: inKernel, usage_in_usermode: used - inKernel },
      system_cpu_usage: upMicroseconds * nanosecondsPerMicrosecond * host.cpuCount,
      online_cpus: host.cpuCount,
      throttling_data: noThrottling,
    },
    memory: { usage: memory, stats: memoryDetails(memory), limit: memoryLimitBytes(engine, container) },
    pids: { current: living.length, limit: limit && limit > 0 ? limit : tasksMax },
    blockIo: noBlockIo,
    networks: interfacesOf(runtime),
  }
}

/** memory.stat of a group that holds nothing but anonymous memory, by name. */
const memoryDetails = (anonymous: number): { [name: string]: number } => ({
  active_anon: 0,
  active_file: 0,
  anon: anonymous,
  anon_thp: 0,
  file: 0,
  file_dirty: 0,
  file_mapped: 0,
  file_writeback: 0,
  inactive_anon: anonymous,
  inactive_file: 0,
  kernel_stack: 16_384,
  pgactivate: 0,
  pgdeactivate: 0,
  pgfault: 0,
  pglazyfree: 0,
  pglazyfreed: 0,
  pgmajfault: 0,
  pgrefill: 0,
  pgscan: 0,
  pgsteal: 0,
  shmem: 0,
  slab: 0,
  slab_reclaimable: 0,
  slab_unreclaimable: 0,
  sock: 0,
  thp_collapse_alloc: 0,
  thp_fault_alloc: 0,
  unevictable: 0,
  workingset_activate: 0,
  workingset_nodereclaim: 0,
  workingset_refault: 0,
})

/** Nobody counts on the simulated wire: every interface is there and silent. */
const interfacesOf = ({ kernel }: ContainerRuntime): Usage['networks'] =>
  Object.fromEntries(
    kernel.network.interfaces
      .filter(({ name }) => name !== 'lo')
      .map(({ name }) => [
        name,
        {
          rx_bytes: 0,
          rx_packets: 0,
          rx_errors: 0,
          rx_dropped: 0,
          tx_bytes: 0,
          tx_packets: 0,
          tx_errors: 0,
          tx_dropped: 0,
        },
      ]),
  )
