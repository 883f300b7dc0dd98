import type { Engine } from '../../engine.ts'
import type { Executable } from '../../kernel/execute.ts'
import { createKernel, type KernelOptions } from '../../kernel/kernel.ts'
import type { NetworkStack } from '../../kernel/network.ts'
import type { OpenFile } from '../../kernel/open-file.ts'
import type { SpawnOptions } from '../../kernel/process.ts'
import { createTerminal } from '../../kernel/terminal.ts'
import { type ByteSource, Pipe } from '../../pipe.ts'
import { daemonSocket } from '../../system/daemon-socket.ts'
import type { Container } from '../entity.ts'
import { memoryLimitBytes, processorCount } from '../settings/limits.ts'
import { completeExit, noteOutOfMemory } from './exit.ts'
import { createHostPids } from './host-pids.ts'
import { writeLog } from './log.ts'
import type { Preparation } from './machine.ts'
import type { ContainerRuntime } from './runtime.ts'
import { pipeFiles, terminalFiles } from './standard-files.ts'
import { forward, type OutputStream } from './streams.ts'
import { supervisionOf } from './supervision.ts'

/** The simulated machine of one run, without a process yet. */
export const createRuntime = (
  engine: Engine,
  container: Container,
  preparation: Preparation,
  network: NetworkStack,
): ContainerRuntime => {
  const { config, hostConfig } = container
  const isCurrent = (): boolean => container.runtime === runtime
  const kernel = createKernel({
    ...kernelSettings(engine, container),
    filesystem: preparation.filesystem,
    network,
    functions: engine.functions,
    daemon: daemonSocket(engine),
    onExit: status => {
      if (isCurrent()) completeExit(engine, container, status)
    },
    onOutOfMemory: () => {
      if (isCurrent()) noteOutOfMemory(engine, container)
    },
    defect: error => engine.defect(error),
  })
  const [rows, columns] = hostConfig.ConsoleSize ?? []
  const runtime: ContainerRuntime = {
    kernel,
    terminal: config.Tty ? createTerminal(rows && columns ? { rows, columns } : {}) : undefined,
    cancels: new Set(),
    filesystem: preparation.filesystem,
    identity: preparation.identity,
    credentials: preparation.user.credentials,
    environment: preparation.environment,
    workingDirectory: preparation.workingDirectory,
    hostPids: createHostPids(engine),
    copying: [],
  }
  return runtime
}

const kernelSettings = (
  engine: Engine,
  container: Container,
): Omit<KernelOptions, 'filesystem' | 'network' | 'onExit' | 'onOutOfMemory' | 'defect'> => {
  const { config, hostConfig } = container
  return {
    clock: engine.clock,
    random: engine.random.fork(`container ${container.id} run ${container.exits}`),
    hostname: hostConfig.UTSMode === 'host' ? engine.name : (config.Hostname ?? ''),
    domainName: config.Domainname ?? '',
    processors: processorCount(engine, container),
    memoryLimitBytes: memoryLimitBytes(engine, container),
    hostMemoryBytes: engine.profile.host.memoryBytes,
    kernelRelease: engine.profile.kernelVersion,
    initIsReaper: hostConfig.Init === true,
    ...(hostConfig.PidsLimit && hostConfig.PidsLimit > 0 ? { pidsLimit: hostConfig.PidsLimit } : {}),
    ...(hostConfig.Sysctls ? { sysctls: textsOf(hostConfig.Sysctls) } : {}),
  }
}

const textsOf = (record: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, value ?? '']))

/** Starts pid 1 with its standard streams joined to the log and to whoever attaches. */
export const runFirstProcess = (
  engine: Engine,
  container: Container,
  runtime: ContainerRuntime,
  executable: Executable & Pick<SpawnOptions, 'deafTo'>,
): void => {
  const { terminal } = runtime
  const { streams } = supervisionOf(container)
  const copy = (name: OutputStream, source: ByteSource): void => {
    runtime.copying.push(streams.copy(name, source, bytes => writeLog(engine, container, name, bytes)))
  }
  let files: Map<number, OpenFile>
  if (terminal) {
    files = terminalFiles(terminal)
    copy('stdout', terminal.output)
    if (container.config.OpenStdin) runtime.cancels.add(forward(streams.stdin, terminal.input))
  } else {
    const outputs = { stdout: new Pipe(), stderr: new Pipe() }
    files = pipeFiles(container.config.OpenStdin ? streams.stdin : undefined, outputs)
    copy('stdout', outputs.stdout)
    copy('stderr', outputs.stderr)
  }
  runtime.kernel.spawn({
    ...executable,
    files,
    terminal,
    environment: new Map(runtime.environment),
    workingDirectory: runtime.workingDirectory,
    credentials: runtime.credentials,
  })
}
