import { createManualClock, type ManualClock } from '../../../src/state/clock.ts'
import { type FileEntry, root } from '../../../src/state/filesystem/contract.ts'
import { createFileSystem } from '../../../src/state/filesystem/filesystem.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'
import { createFabric } from '../../../src/state/kernel/fabric.ts'
import { createKernel, type KernelOptions } from '../../../src/state/kernel/kernel.ts'
import { createNetworkStack } from '../../../src/state/kernel/network-stack.ts'
import type { ExitStatus, Kernel, Process, Program, SpawnOptions } from '../../../src/state/kernel/process.ts'
import { createRandom } from '../../../src/state/random.ts'

export interface Machine {
  readonly clock: ManualClock
  readonly kernel: Kernel
  /** What `onExit` was told, call by call. */
  readonly exits: ExitStatus[]
  readonly defects: unknown[]
  readonly outOfMemory: { count: number }
  /** Starts a program under a made-up name, without descriptors unless given. */
  run(program: Program, options?: Partial<SpawnOptions>): Process
  /** Lets everything happen that needs no time. */
  settle(): void
}

export const createMachine = (options: Partial<KernelOptions> & { files?: FileEntry[] } = {}): Machine => {
  const clock = (options.clock as ManualClock | undefined) ?? createManualClock()
  const exits: ExitStatus[] = []
  const defects: unknown[] = []
  const outOfMemory = { count: 0 }
  const tree = createTree(options.files ?? [], clock.now)
  const mounts = [{ destination: '/', tree, readOnly: false, type: 'overlay' as const }]
  const kernel = createKernel({
    clock,
    random: createRandom(1),
    hostname: 'box',
    domainName: '',
    processors: 2,
    memoryLimitBytes: 1 << 30,
    filesystem: createFileSystem({ mounts, credentials: root, now: clock.now, umask: () => 0 }),
    network: createNetworkStack({
      fabric: createFabric(),
      interfaces: [{ name: 'lo', macAddress: '00:00:00:00:00:00', addresses: ['127.0.0.1/8'], mtu: 65_536 }],
      routes: [],
      attachments: [],
      resolve: () => [],
    }),
    onExit: status => exits.push(status),
    onOutOfMemory: () => outOfMemory.count++,
    defect: error => defects.push(error),
    initIsReaper: false,
    ...options,
  })
  return {
    clock,
    kernel,
    exits,
    defects,
    outOfMemory,
    run: (program, spawn = {}) => kernel.spawn({ argv: ['test'], program, ...spawn }),
    settle: () => clock.advance(0),
  }
}

const decoder = new TextDecoder()
export const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : decoder.decode(bytes)
