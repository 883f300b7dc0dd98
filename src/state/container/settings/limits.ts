import type { Engine } from '../../engine.ts'
import type { Container } from '../entity.ts'

const nanoCpusPerCpu = 1e9

/** The memory that the OOM killer guards: the container's limit, or all that the host has. */
export const memoryLimitBytes = (engine: Engine, { hostConfig }: Container): number =>
  hostConfig.Memory && hostConfig.Memory > 0 ? hostConfig.Memory : engine.profile.host.memoryBytes

/** How many processors programs find: those of `--cpuset-cpus`, or as many as `--cpus` lets be busy. */
export const processorCount = (engine: Engine, { hostConfig }: Container): number => {
  const { cpuCount } = engine.profile.host
  if (hostConfig.CpusetCpus) return Math.min(cpuCount, Math.max(1, countOfSet(hostConfig.CpusetCpus)))
  if (hostConfig.NanoCpus) return Math.min(cpuCount, Math.max(1, Math.ceil(hostConfig.NanoCpus / nanoCpusPerCpu)))
  return cpuCount
}

/** `0-2,5` has four. */
const countOfSet = (text: string): number => {
  const members = new Set<number>()
  for (const part of text.split(',')) {
    const [first = Number.NaN, last = first] = part.split('-').map(Number)
    for (let member = first; member <= last && members.size < 1024; member++) members.add(member)
  }
  return members.size
}
