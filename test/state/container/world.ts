import type { ContainerConfig, HostConfig } from '../../../spec/generated/types.ts'
import { createManualClock, type ManualClock } from '../../../src/state/clock.ts'
import type { Container } from '../../../src/state/container/entity.ts'
import { StoredContainer } from '../../../src/state/container/runtime/record.ts'
import type { Session } from '../../../src/state/container/runtime/streams.ts'
import { createEngine, type Engine, type EngineOptions } from '../../../src/state/engine.ts'
import type { EventMessage } from '../../../src/state/events.ts'
import type { FileEntry } from '../../../src/state/filesystem/contract.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'
import { read, sleep, waitInterruptible, write } from '../../../src/state/kernel/calls.ts'
import type { Process, Program, Step } from '../../../src/state/kernel/process.ts'
import type { SignalName } from '../../../src/state/kernel/signal.ts'
import { newEndpoint } from '../../../src/state/network/endpoint.ts'
import type { ByteSource } from '../../../src/state/pipe.ts'
import { executableContent, findProgram, registerProgram } from '../../../src/state/program/registry.ts'
import { Notifier } from '../../../src/state/wait.ts'

/** Small programs that do one thing each, so that a test of a container is not one of a shell. */
const programs: Readonly<Record<string, Program>> = {
  *idle() {
    const nothing = new Notifier()
    for (;;) yield nothing
  },
  /** `exit CODE [AFTER-MILLISECONDS]` */
  *exit(process) {
    const [, code = '0', pause] = process.argv
    if (pause !== undefined) yield* sleep(process, Number(pause))
    return Number(code)
  },
  /** `say STREAM TEXT [TIMES [EVERY-MILLISECONDS]]` */
  *say(process) {
    const [, stream, text = '', times = '1', every] = process.argv
    for (let time = 0; time < Number(times); time++) {
      yield* write(process, stream === 'stderr' ? 2 : 1, text.replaceAll('%', String(time)))
      if (every !== undefined) yield* sleep(process, Number(every))
    }
    return 0
  },
  /** `catch SIGNAL CODE [AFTER-MILLISECONDS]`: ends with CODE some time after SIGNAL. */
  *catch(process) {
    const [, signal = 'TERM', code = '0', pause = '0'] = process.argv
    process.signals.set(signal as SignalName, 'catch')
    while (!process.signals.take()) yield process.signals.arrived
    yield* sleep(process, Number(pause))
    return Number(code)
  },
  *cat(process) {
    for (;;) {
      const bytes = yield* read(process, 0)
      if (bytes.length === 0) return 0
      yield* write(process, 1, bytes)
    }
  },
  *env(process) {
    for (const [name, value] of process.environment) yield* write(process, 1, `${name}=${value}\n`)
    const { uid, gid } = process.credentials
    yield* write(process, 1, `${uid}:${gid} ${process.workingDirectory}\n`)
    return 0
  },
  /** `show PATH` */
  *show(process) {
    yield* write(process, 1, process.filesystem.readText(process.argv[1] ?? ''))
    return 0
  },
  /** `test PATH`: the usual health check. */
  *test(process) {
    yield undefined
    return process.filesystem.exists(process.argv[1] ?? '') ? 0 : 1
  },
  /** `take BYTES`: holds memory for ever. */
  *take(process) {
    process.charge(Number(process.argv[1]))
    const nothing = new Notifier()
    for (;;) yield nothing
  },
  /** `spawn COMMAND…`: a parent that waits. */
  *spawn(process): Step<number> {
    const child = process.kernel.spawn({ argv: process.argv.slice(1), parent: process as Process })
    const status = yield* waitInterruptible(process, child)
    return status?.code ?? 1
  },
}

for (const [name, program] of Object.entries(programs)) {
  if (!findProgram(`world-${name}`)) registerProgram(`world-${name}`, program)
}

const encoder = new TextEncoder()
const file = (path: string, content: string, mode = 0o644): FileEntry => ({
  path,
  kind: 'file',
  mode,
  content: encoder.encode(content),
})

const rootFiles: readonly FileEntry[] = [
  file('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\ngame:x:7:8::/games:\n'),
  file('/etc/group', 'root:x:0:\nwheel:x:10:root,game\nnobody:x:65534:\n'),
  file('/bin/garbage', 'neither a program nor a script', 0o755),
  file('/bin/orphan', '#!/bin/nowhere\n', 0o755),
  { path: '/tmp', kind: 'directory', mode: 0o1777 },
  ...Object.keys(programs).map(
    (name): FileEntry => ({
      path: `/bin/${name}`,
      kind: 'file',
      mode: 0o755,
      content: executableContent(`world-${name}`),
    }),
  ),
]

export interface World {
  readonly engine: Engine
  readonly clock: ManualClock
  readonly defects: unknown[]
  /** Everything that was recorded, which the replay buffer of the daemon would have forgotten. */
  readonly events: readonly EventMessage[]
  create(command: readonly string[], config?: ContainerConfig, hostConfig?: HostConfig): Container
  /** Lets everything happen that takes no time. */
  settle(): void
  /** Actions of containers and networks since the last call, `die 137` with the exit code. */
  actions(): string[]
}

export const createWorld = (seed: number | string = 1, options: EngineOptions = {}): World => {
  const clock = createManualClock()
  const defects: unknown[] = []
  const engine = createEngine({ clock, seed, onDefect: error => defects.push(error), ...options })
  const events: EventMessage[] = []
  engine.events.subscribe(message => events.push(message))
  let told = 0
  const image = createTree(rootFiles)
  return {
    engine,
    clock,
    defects,
    events,
    create(command, config = {}, hostConfig = {}) {
      const id = engine.newId()
      const [path = '', ...args] = command
      const container = new StoredContainer({
        id,
        sequence: engine.containers.nextSequence(),
        name: `c${engine.containers.size}`,
        createdAt: clock.now(),
        config: { Image: 'world', Hostname: id.slice(0, 12), ...config },
        hostConfig: { NetworkMode: 'bridge', ...hostConfig },
        imageId: 'sha256:0',
        platform: { os: 'linux', architecture: 'amd64' },
        path,
        args,
        mounts: [],
        makeTree: () => image.fork(),
      })
      const network = container.hostConfig.NetworkMode ?? ''
      if (!network.startsWith('container:')) container.endpoints.set(network, newEndpoint())
      engine.containers.add(container)
      return container
    },
    settle: () => clock.advance(0),
    actions() {
      const fresh = events.slice(told)
      told = events.length
      return fresh.map(({ type, action, attributes }) => {
        const extra = attributes.exitCode ?? attributes.signal
        const name = type === 'container' ? action : `${type} ${action}`
        return extra === undefined ? name : `${name} ${extra}`
      })
    },
  }
}

/** What there is to read now; `ended` tells whether the stream is over. */
export const drain = (source: ByteSource): { bytes: Uint8Array; text: string; ended: boolean } => {
  const chunks: Uint8Array[] = []
  let ended = false
  for (;;) {
    const chunk = source.read()
    if (chunk?.length === 0) ended = true
    if (chunk === undefined || chunk.length === 0) break
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return { bytes, text: new TextDecoder().decode(bytes), ended }
}

/** Takes frames apart: `1:out 2:err`. */
export const frames = (bytes: Uint8Array): string[] => {
  const found: string[] = []
  for (let offset = 0; offset < bytes.length; ) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + offset).getUint32(4)
    const payload = bytes.subarray(offset + 8, offset + 8 + length)
    found.push(`${bytes[offset]}:${new TextDecoder().decode(payload)}`)
    offset += 8 + length
  }
  return found
}

export const type = ({ input }: Session, text: string): number => input.write(encoder.encode(text))

/** What a promise has come to by now. */
export const outcomeOf = async <T>(promise: Promise<T>): Promise<T | 'pending' | { error: string }> => {
  const pending = new Promise<'pending'>(resolve => setTimeout(() => resolve('pending'), 0))
  return Promise.race([promise.catch(error => ({ error: String(error.message) })), pending])
}
