import { createManualClock, type ManualClock } from '../../../../src/state/clock.ts'
import type { FileEntry } from '../../../../src/state/filesystem/contract.ts'
import { read, readAll, sleep, write } from '../../../../src/state/kernel/calls.ts'
import { fromSink, fromSource, type OpenFile } from '../../../../src/state/kernel/open-file.ts'
import type { Kernel, Process, Program } from '../../../../src/state/kernel/process.ts'
import { Pipe } from '../../../../src/state/pipe.ts'
import { executableContent, registerProgram } from '../../../../src/state/program/registry.ts'
import { ash, bash, dash } from '../../../../src/state/program/shell/shell.ts'
import { createMachine } from '../../kernel/machine.ts'

/** The few commands that scripts in tests need besides the shell's own. */
const commands: Readonly<Record<string, Program>> = {
  *cat(process) {
    const [, ...paths] = process.argv
    for (const path of paths.length > 0 ? paths : ['-']) {
      const descriptor = path === '-' ? 0 : process.install(process.open(path, { read: true }))
      for (;;) {
        const bytes = yield* read(process, descriptor)
        if (bytes.length === 0) break
        yield* write(process, 1, bytes)
      }
    }
    return 0
  },
  *sleep(process) {
    yield* sleep(process, Number(process.argv[1]) * 1000)
    return 0
  },
  *yes(process) {
    for (;;) {
      yield* write(process, 1, 'y\n'.repeat(1000))
      yield undefined
    }
  },
  *head(process) {
    let left = Number((process.argv[1] ?? '-10').slice(1))
    while (left > 0) {
      const bytes = yield* read(process, 0, 1)
      if (bytes.length === 0) break
      if (bytes[0] === 10) left--
      yield* write(process, 1, bytes)
    }
    return 0
  },
  *wc(process) {
    const text = new TextDecoder().decode(yield* readAll(process, 0))
    yield* write(process, 1, `${process.argv[1] === '-l' ? text.split('\n').length - 1 : text.length}\n`)
    return 0
  },
  *env(process) {
    const lines = [...process.environment].map(([name, value]) => `${name}=${value}\n`)
    yield* write(process, 1, lines.sort().join(''))
    return 0
  },
  *args(process) {
    yield* write(
      process,
      1,
      `${process.argv
        .slice(1)
        .map(word => `[${word}]`)
        .join('')}\n`,
    )
    return 0
  },
  *pid(process) {
    yield* write(process, 1, `${process.pid} ${process.argv.join(' ')}\n`)
    return 0
  },
  *ash(process) {
    return yield* ash(process)
  },
  *bash(process) {
    return yield* bash(process)
  },
  *dash(process) {
    return yield* dash(process)
  },
}

for (const [name, program] of Object.entries(commands)) registerProgram(`test-${name}`, program)

const executable = (name: string, program = name): FileEntry => ({
  path: `/bin/${name}`,
  kind: 'file',
  mode: 0o755,
  content: executableContent(`test-${program}`),
})

const encoder = new TextEncoder()

export const textFile = (path: string, text: string, mode = 0o644): FileEntry => ({
  path,
  kind: 'file',
  mode,
  content: encoder.encode(text),
})

const device = (path: string, minor: number): FileEntry => ({
  path,
  kind: 'character-device',
  mode: 0o666,
  device: [1, minor],
})

export const standardFiles: readonly FileEntry[] = [
  ...Object.keys(commands).map(name => executable(name)),
  executable('sh', 'ash'),
  { path: '/tmp', kind: 'directory', mode: 0o1777 },
  device('/dev/null', 3),
  device('/dev/zero', 5),
  textFile('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nmail:x:8:8:mail:/var/mail:/bin/false\n'),
]

export interface SessionOptions {
  readonly argv?: readonly string[]
  readonly input?: string
  readonly files?: readonly FileEntry[]
  readonly environment?: Readonly<Record<string, string>>
  readonly workingDirectory?: string
  readonly memoryLimitBytes?: number
  /** Leaves standard input open. */
  readonly openInput?: boolean
}

export interface Session {
  readonly clock: ManualClock
  readonly kernel: Kernel
  readonly process: Process
  readonly stdin: Pipe
  readonly defects: readonly unknown[]
  /** What has been written since it was last asked. */
  output(): string
  errors(): string
  /** undefined while it runs. */
  readonly status: number | undefined
}

const drain = (pipe: Pipe): string => {
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = pipe.read(); bytes && bytes.length > 0; bytes = pipe.read())
    text += decoder.decode(bytes, { stream: true })
  return text
}

/** Starts a shell as the first process of a machine. */
export const startSession = (options: SessionOptions): Session => {
  const clock = createManualClock()
  const stdin = new Pipe(1 << 24)
  const stdout = new Pipe(1 << 24)
  const stderr = new Pipe(1 << 24)
  if (options.input) stdin.write(encoder.encode(options.input))
  if (!options.openInput) stdin.end()
  const machine = createMachine({
    clock,
    files: [...standardFiles, ...(options.files ?? [])],
    ...(options.memoryLimitBytes === undefined ? {} : { memoryLimitBytes: options.memoryLimitBytes }),
  })
  const process = machine.kernel.spawn({
    argv: options.argv ?? ['sh'],
    environment: new Map(Object.entries({ PATH: '/bin', HOME: '/root', ...options.environment })),
    workingDirectory: options.workingDirectory ?? '/tmp',
    files: new Map<number, OpenFile>([
      [0, fromSource(stdin)],
      [1, fromSink(stdout)],
      [2, fromSink(stderr)],
    ]),
  })
  return {
    clock,
    kernel: machine.kernel,
    process,
    stdin,
    defects: machine.defects,
    output: () => drain(stdout),
    errors: () => drain(stderr),
    get status() {
      return process.exit?.code
    },
  }
}

export interface Result {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | undefined
}

/** Runs to the end (at most an hour of the clock's). */
export const runSession = (options: SessionOptions): Result => {
  const session = startSession(options)
  session.clock.runUntilIdle(3_600_000)
  if (session.defects.length > 0) throw session.defects[0]
  return { stdout: session.output(), stderr: session.errors(), status: session.status }
}

export const runScript = (script: string, options: SessionOptions & { readonly shell?: string } = {}): Result =>
  runSession({ ...options, argv: [options.shell ?? 'sh', '-c', script] })
