import type { ContainerConfig, HostConfig } from '../../../spec/generated/types.ts'
import { attachContainer } from '../container/attach.ts'
import { createContainer } from '../container/create.ts'
import type { Container } from '../container/entity.ts'
import { isAlive } from '../container/lifecycle.ts'
import { deleteContainer } from '../container/remove.ts'
import { filesOf } from '../container/runtime/files.ts'
import { startContainer } from '../container/start.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import type { Image } from '../image/entity.ts'
import { imageEvent } from '../image/event.ts'
import { type Making, makeImage } from '../image/make.ts'
import type { Progress } from '../progress.ts'
import { anyOf } from '../wait.ts'
import type { BuildOptions } from './options.ts'
import type { BuildOutput } from './output.ts'

export const shortId = (id: string): string => id.replace('sha256:', '').slice(0, 12)

/** Every step has a container of its own, even when nothing runs in it (moby daemon/builder/dockerfile/containerbackend.go). */
export class StepContainers {
  readonly #engine: Engine
  readonly #options: BuildOptions
  readonly #output: BuildOutput
  readonly #ids = new Set<string>()

  constructor(engine: Engine, options: BuildOptions, output: BuildOutput) {
    this.#engine = engine
    this.#options = options
    this.#output = output
  }

  create(config: ContainerConfig): Container {
    const { container, warnings } = createContainer(this.#engine, {
      body: { ...structuredClone(config), HostConfig: hostConfigOf(this.#options) },
      apiVersion: this.#engine.profile.apiVersion,
    })
    this.#ids.add(container.id)
    for (const warning of warnings) this.#output.say(` ---> [Warning] ${warning}\n`)
    this.#output.say(` ---> Running in ${shortId(container.id)}\n`)
    return container
  }

  /** Runs it to its end and passes on what it prints. Throws what the daemon says of one that fails. */
  *run(container: Container): Progress {
    const output = this.#output
    const { session } = attachContainer(this.#engine, container.id, {
      stdin: false,
      stdout: true,
      stderr: true,
      logs: false,
      stream: true,
    })
    try {
      startContainer(this.#engine, container.id)
      for (;;) {
        while (output.isFull) yield { until: output.pipe.writable }
        const frame = session.output.read()
        if (frame === undefined) yield { until: anyOf(session.output.readable, container.changed) }
        else if (frame.length === 0) break
        else pass(output, frame)
      }
      while (isAlive(container)) yield { until: container.changed }
    } finally {
      session.output.close()
    }
    if (container.exitCode !== 0) throw new FailedCommand(container)
  }

  /** Takes away the containers of the steps so far. */
  removeAll(): void {
    for (const id of this.#ids) {
      try {
        this.#remove(id)
      } catch (error) {
        if (!(error instanceof DockerError)) throw error
        this.#output.say(`Removing intermediate container ${shortId(id)}: ${error.message}\n`)
        continue
      }
      this.#ids.delete(id)
      this.#output.say(` ---> Removed intermediate container ${shortId(id)}\n`)
    }
  }

  /** The client has gone: what runs is killed and goes away, what only was made stays. */
  abandon(): void {
    for (const id of this.#ids) {
      const container = this.#engine.containers.get(id)
      if (container && isAlive(container)) this.#remove(id)
    }
  }

  #remove(id: string): void {
    if (this.#engine.containers.get(id)) deleteContainer(this.#engine, id, { force: true, volumes: true })
  }
}

/** A command that ended with another code than zero. */
export class FailedCommand extends DockerError {
  readonly code: number

  constructor({ path, args, exitCode, error }: Container) {
    const what = `The command '${[path, ...args].join(' ')}' returned a non-zero code: ${exitCode}`
    super('internal', error === '' ? what : `${what}: ${error}`)
    this.code = exitCode
  }
}

const headBytes = 8
const stderrNumber = 2

const decoder = new TextDecoder()

/** One frame of an attached container's output. */
const pass = (output: BuildOutput, frame: Uint8Array): void => {
  const text = decoder.decode(frame.subarray(headBytes))
  if (frame[0] === stderrNumber) output.complain(text)
  else output.say(text)
}

const hostConfigOf = ({ networkMode, extraHosts, resources }: BuildOptions): HostConfig => ({
  ...resources,
  NetworkMode: networkMode === '' || networkMode === 'default' ? 'bridge' : networkMode,
  LogConfig: { Type: 'none', Config: {} },
  ...(extraHosts.length > 0 && { ExtraHosts: [...extraHosts] }),
})

/** Makes and announces an image, and remembers how it came about. */
export const makeStepImage = (
  engine: Engine,
  making: Omit<Making, 'comment' | 'createdBy' | 'createdAt'>,
  containerConfig: ContainerConfig,
): Image => {
  const image = makeImage(engine, {
    ...making,
    comment: '',
    createdBy: (containerConfig.Cmd ?? []).join(' '),
    createdAt: engine.clock.now(),
  })
  // Graph drivers announce what a container was committed to, and keep silent on copies (seen with 28.5.2).
  if (engine.profile.storage.containerdStore || making.container?.id)
    imageEvent(engine, 'create', image.id, image.id, image)
  engine.builds.add(image, containerConfig)
  return image
}

/** Only who looks for files that are not there makes a step's tree: most steps change none. */
export const hasDirectory = (engine: Engine, image: Image | undefined, path: string): boolean =>
  path === '' || path === '/' || (image !== undefined && filesOf(engine, image.tree()).exists(path))
