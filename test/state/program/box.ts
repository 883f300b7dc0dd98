import type { FileEntry } from '../../../src/state/filesystem/contract.ts'
import { SystemError } from '../../../src/state/filesystem/contract.ts'
import type { KernelOptions } from '../../../src/state/kernel/kernel.ts'
import type { OpenFile } from '../../../src/state/kernel/open-file.ts'
import type { Process, Step } from '../../../src/state/kernel/process.ts'
import { appletNames } from '../../../src/state/program/busybox.ts'
import { registerPrograms } from '../../../src/state/program/index.ts'
import { executableContent } from '../../../src/state/program/registry.ts'
import { Notifier } from '../../../src/state/wait.ts'
import { createMachine, type Machine } from '../kernel/machine.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const textFile = (path: string, content: string, mode = 0o644): FileEntry => ({
  path,
  kind: 'file',
  mode,
  content: encoder.encode(content),
})

export const executable = (path: string, program: string): FileEntry => ({
  path,
  kind: 'file',
  mode: 0o755,
  content: executableContent(program),
})

export interface Result {
  readonly stdout: string
  readonly stderr: string
  readonly status: number
}

export interface Running {
  readonly process: Process
  result(): Result
}

/** A small machine with busybox (or the GNU tools) and a shell on it. */
export interface Box {
  readonly machine: Machine
  /** Starts a program with `stdin` as its input. */
  start(argv: readonly string[], stdin?: string | Uint8Array, environment?: Record<string, string>): Running
  /** Runs a shell command line to its end. */
  run(command: string, stdin?: string | Uint8Array): Result
}

/** An open file that gathers what is written, or gives `content` to read. */
const memoryFile = (name: string, content: Uint8Array): OpenFile & { readonly written: () => Uint8Array } => {
  const parts: number[][] = []
  let offset = 0
  const file = {
    readable: new Notifier(),
    writable: new Notifier(),
    terminal: undefined,
    name,
    read(max: number) {
      const bytes = content.slice(offset, offset + max)
      offset += bytes.length
      return bytes
    },
    write(bytes: Uint8Array) {
      parts.push([...bytes])
      return bytes.length
    },
    stat: () => ({
      kind: 'fifo' as const,
      mode: 0o600,
      uid: 0,
      gid: 0,
      sizeBytes: 0,
      modifiedAt: 0,
      inode: 0,
      links: 1,
    }),
    seek(): number {
      throw new SystemError('ESPIPE')
    },
    retain: () => file,
    release: () => {},
    written: () => Uint8Array.from(parts.flat()),
  }
  return file
}

const busyboxFiles: readonly FileEntry[] = [
  executable('/bin/busybox', 'busybox'),
  ...appletNames.map((name): FileEntry => ({ path: `/bin/${name}`, kind: 'symlink', target: 'busybox' })),
]

const baseFiles: readonly FileEntry[] = [
  { path: '/tmp', kind: 'directory', mode: 0o1777 },
  { path: '/root', kind: 'directory', mode: 0o700 },
  { path: '/work', kind: 'directory', mode: 0o755 },
  textFile('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n'),
  textFile('/etc/group', 'root:x:0:\nusers:x:100:\nnogroup:x:65534:\n'),
]

export const createBox = (files: readonly FileEntry[] = [], options: Partial<KernelOptions> = {}): Box => {
  registerPrograms()
  const machine = createMachine({ ...options, files: [...baseFiles, ...busyboxFiles, ...files] })
  // Pid 1 outlives every command, as it does in a container that one execs into.
  machine.run(function* (): Step<number> {
    for (;;) yield new Notifier()
  })
  const start: Box['start'] = (argv, stdin = '', environment = {}) => {
    const input = memoryFile('stdin', typeof stdin === 'string' ? encoder.encode(stdin) : stdin)
    const output = memoryFile('stdout', new Uint8Array(0))
    const errors = memoryFile('stderr', new Uint8Array(0))
    const process = machine.kernel.spawn({
      argv,
      environment: new Map(
        Object.entries({ PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', ...environment }),
      ),
      workingDirectory: '/work',
      umask: 0o022,
      files: new Map([
        [0, input],
        [1, output],
        [2, errors],
      ]),
    })
    return {
      process,
      result: () => ({
        stdout: decoder.decode(output.written()),
        stderr: decoder.decode(errors.written()),
        status: process.exit?.code ?? -1,
      }),
    }
  }
  return {
    machine,
    start,
    run(command, stdin) {
      const running = start(['sh', '-c', command], stdin)
      for (let round = 0; !running.process.exit && round < 200; round++) machine.clock.advance(round < 100 ? 10 : 1000)
      if (machine.defects.length > 0) throw machine.defects[0]
      return running.result()
    },
  }
}
