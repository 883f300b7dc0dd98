import type { Engine } from '../engine.ts'
import { internal } from '../error.ts'
import type { Process } from '../kernel/process.ts'
import { containerEvent } from './event.ts'
import { lifecycleOf } from './podman-lifecycle.ts'
import { processMemoryBytes } from './runtime/memory.ts'
import { type PsProcess, runPs } from './runtime/ps.ts'
import type { ContainerRuntime } from './runtime/runtime.ts'

export interface Top {
  readonly Titles: readonly string[]
  readonly Processes: readonly (readonly string[])[]
}

const defaultArguments = '-ef'

/** `GET /containers/{id}/top`: ps(1) as the host runs it, about the container's processes (moby daemon/top_unix.go). */
export const topContainer = (engine: Engine, reference: string, args: string = defaultArguments): Top => {
  refuseRenamedPid(args)
  const container = engine.containers.resolve(reference)
  lifecycleOf(engine.profile).next('top', container.state, container, reference)
  const { runtime } = container
  const host = { now: engine.clock.now(), memoryBytes: engine.profile.host.memoryBytes }
  const { titles, rows } = runPs(args === '' ? defaultArguments : args, runtime ? processesOf(runtime) : [], host)
  if (!titles.includes('PID')) throw internal("Couldn't find PID field in ps output")
  containerEvent(engine, container, 'top')
  return { Titles: titles, Processes: rows }
}

/** Whoever called another column PID would get processes of other containers shown. */
const refuseRenamedPid = (args: string): void => {
  for (const [, key = '', title] of args.matchAll(/\s+(\S*)=\s*(PID\S*)/g)) {
    if (key !== 'pid') throw internal(`specifying "${key}=${title}" is not allowed`)
  }
}

const processesOf = ({ kernel, hostPids }: ContainerRuntime): PsProcess[] => {
  const living = [...kernel.processes.values()].filter(({ exit }) => !exit)
  hostPids.prune(kernel.processes)
  const groupLeader = (process: Process): number => {
    const leader = kernel.processes.get(process.group)
    return hostPids.of(leader ?? process)
  }
  return living.map(process => ({
    pid: hostPids.of(process),
    parentPid: process.parent && !process.parent.exit ? hostPids.of(process.parent) : hostPids.shim,
    group: groupLeader(process),
    uid: process.credentials.uid,
    gid: process.credentials.gid,
    argv: process.argv,
    executable: process.executable,
    hasTerminal: process.terminal !== undefined,
    isStopped: process.stopped,
    startedAt: process.startedAt,
    cpuMicroseconds: process.cpuMicroseconds,
    memoryBytes: processMemoryBytes(process),
  }))
}
