import type { Duplex } from 'node:stream'
import { PassThrough } from 'node:stream'
import Docker from 'dockerode'
import { type Daemon, startDaemon } from '../daemon.ts'

export interface Client {
  readonly daemon: Daemon
  readonly docker: Docker
  /** A container that sleeps and is removed by nobody, with the settings given. */
  idle(options?: Docker.ContainerCreateOptions): Promise<Docker.Container>
}

/** A daemon of its own with busybox pulled, and dockerode on its unix socket. */
export const startClient = async (flags: readonly string[] = []): Promise<Client> => {
  const daemon = await startDaemon(flags)
  const docker = new Docker({ socketPath: daemon.socketPath })
  await pull(docker, 'busybox')
  return {
    daemon,
    docker,
    async idle(options = {}) {
      const container = await docker.createContainer({ Image: 'busybox', Cmd: ['sleep', '1000'], ...options })
      await container.start()
      return container
    },
  }
}

/** What `docker.modem` offers and its types leave unknown. */
interface Modem {
  demuxStream(stream: NodeJS.ReadableStream, stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream): void
  followProgress(
    stream: NodeJS.ReadableStream,
    finished: (error: Error | null, output: readonly Progress[]) => void,
    progress?: (event: Progress) => void,
  ): void
}

export interface Progress {
  readonly status: string
  readonly id?: string
}

export const modemOf = (docker: Docker): Modem => docker.modem

export const pull = async (docker: Docker, image: string, seen?: (event: Progress) => void) => {
  const stream = await docker.pull(image)
  return await new Promise<readonly Progress[]>((resolve, reject) =>
    modemOf(docker).followProgress(stream, (error, output) => (error ? reject(error) : resolve(output)), seen),
  )
}

export const textOf = async (stream: NodeJS.ReadableStream): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** The two outputs of a multiplexed stream when it has ended. */
export const outputsOf = async (docker: Docker, stream: NodeJS.ReadableStream) => {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  modemOf(docker).demuxStream(stream, stdout, stderr)
  const closed = new Promise<void>(resolve => stream.once('end', resolve).once('close', resolve))
  void closed.then(() => {
    stdout.end()
    stderr.end()
  })
  const [out, err] = await Promise.all([textOf(stdout), textOf(stderr)])
  return { stdout: out, stderr: err }
}

/** Collects while the stream goes on. */
export const watch = (stream: NodeJS.ReadableStream) => {
  let text = ''
  stream.on('data', chunk => {
    text += chunk
  })
  return {
    async sees(pattern: RegExp | string): Promise<string> {
      for (;;) {
        if (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text)) return text
        await pause(10)
      }
    },
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

export interface Refusal {
  readonly statusCode: number
  readonly reason: string | undefined
  readonly json: { message: string } | Buffer | null
}

/** The error that a call ends with, as dockerode dresses it. */
export const refusalOf = async (call: Promise<unknown>): Promise<Refusal> =>
  await call.then(
    () => Promise.reject(new Error('nothing was refused')),
    ({ statusCode, reason, json }) => ({ statusCode, reason, json }),
  )

/** dockerode types what it hijacks as a stream; it is a socket, which can be half closed. */
export const isDuplex = (stream: NodeJS.ReadWriteStream): stream is Duplex => 'allowHalfOpen' in stream
