import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RawConnection, type RawReply } from './raw-connection.ts'

export interface Usage {
  readonly cpuMicroseconds: number
  readonly rssBytes: number
}

/** A server under measurement. */
export interface Server {
  readonly name: string
  readonly socketPath: string
  /** Undefined: a process that is not ours. */
  usage: (() => Promise<Usage>) | undefined
  stop(): Promise<void>
}

export const root = join(import.meta.dirname, '..')

/** What users run when it is built, else what `npm start` runs. */
export const commandFile = (): string => {
  const built = join(root, 'dist', 'cli.js')
  return existsSync(built) ? built : join(root, 'scripts', 'start.mjs')
}

const folders: string[] = []

export const privateFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-bench-'))
  folders.push(folder)
  return folder
}

export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

const children = new Set<ChildProcess>()

const stop = (child: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

export const stopAll = async (): Promise<void> => {
  await Promise.all([...children].map(stop))
}

const startChild = (file: string, args: readonly string[]): ChildProcess => {
  const child = fork(file, args, {
    execArgv: ['--import', join(import.meta.dirname, 'usage-reporter.ts')],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

const usageOf = (child: ChildProcess) => (): Promise<Usage> =>
  new Promise((resolve, reject) => {
    if (!child.connected) return reject(new Error('a server has ended too soon'))
    child.once('message', message => resolve(message as Usage))
    child.send('usage')
  })

const untilReady = (child: ChildProcess, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`${name} ended before it was ready`))
    child.once('exit', ended)
    const ready = () => {
      child.off('exit', ended)
      resolve()
    }
    child.stdout?.once('data', ready)
    child.once('message', ready)
  })

const serverOf = (name: string, socketPath: string, child: ChildProcess): Server => ({
  name,
  socketPath,
  usage: usageOf(child),
  stop: () => stop(child),
})

export const startFake = async (): Promise<Server> => {
  const socketPath = join(privateFolder(), 'fake.sock')
  const child = startChild(commandFile(), ['serve', '--json', '--host', `unix://${socketPath}`])
  await untilReady(child, 'mockerd serve')
  return serverOf('mockerd', socketPath, child)
}

const headerPairs = (head: string): string[] =>
  head
    .split('\r\n')
    .slice(1)
    .flatMap(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])

/** A bare server that answers these paths with the same bytes as `model` does. */
export const startBare = async (model: Server, paths: readonly string[]): Promise<Server> => {
  const folder = privateFolder()
  const answers: Record<string, unknown> = {}
  for (const path of paths) {
    const { status, head, body } = await once(model, 'GET', path)
    answers[path] = { status, headers: headerPairs(head), body: body.toString() }
  }
  const answersFile = join(folder, 'answers.json')
  writeFileSync(answersFile, JSON.stringify(answers))
  const socketPath = join(folder, 'bare.sock')
  const child = startChild(join(import.meta.dirname, 'bare-server.ts'), [socketPath, answersFile])
  await untilReady(child, 'the bare server')
  return serverOf('bare', socketPath, child)
}

/** The daemon that DOCKER_HOST names: only through a unix socket is it comparable. */
export const realDaemon = (): Server | undefined => {
  const host = process.env.DOCKER_HOST
  if (!host?.startsWith('unix://')) return undefined
  return { name: 'real', socketPath: host.slice('unix://'.length), usage: undefined, stop: async () => {} }
}

export const once = async (server: Server, method: string, path: string, body?: unknown): Promise<RawReply> => {
  const connection = await RawConnection.open(server.socketPath)
  try {
    return await connection.call(method, path, body)
  } finally {
    connection.close()
  }
}
