import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { startMockerd } from '../library/start.ts'
import { parseFlags, UsageError } from './usage.ts'
import { beginWorld, chooseWorld, worldOptions } from './world.ts'

/** What would lead a client past the private fake. */
const misleading: readonly string[] = ['DOCKER_CONTEXT', 'DOCKER_TLS', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH']

/** What a client of the fake finds in its environment. */
const environmentFor = (host: string): NodeJS.ProcessEnv => {
  const environment = { ...process.env }
  for (const name of misleading) delete environment[name]
  return {
    ...environment,
    DOCKER_HOST: host,
    // Published ports listen on this machine, wherever the tests themselves run.
    TESTCONTAINERS_HOST_OVERRIDE: 'localhost',
    // Containers that are given the daemon's socket find it where every simulated host has it.
    TESTCONTAINERS_DOCKER_SOCKET_OVERRIDE: '/var/run/docker.sock',
  }
}

/** Those that a user or a supervisor sends. */
const forwarded: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT']

/** As `env` and shells say it. */
const unstartable = (error: NodeJS.ErrnoException): number => (error.code === 'ENOENT' ? 127 : 126)

const run = (command: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> =>
  new Promise(resolve => {
    const child = spawn(command, args, { stdio: 'inherit', env: environment })
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal)
    // A terminal has sent it to the command already.
    const interrupt = (): void => void (process.stdin.isTTY || child.kill('SIGINT'))
    const listeners = [...forwarded.map(signal => [signal, forward] as const), ['SIGINT', interrupt] as const]
    for (const [signal, listener] of listeners) process.on(signal, listener)
    const end = (status: number): void => {
      for (const [signal, listener] of listeners) process.off(signal, listener)
      resolve(status)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      process.stderr.write(`mockerd: ${command} cannot be run: ${error.message}\n`)
      end(unstartable(error))
    })
    child.once('exit', (code, signal) => end(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })

export const options = worldOptions

/** `mockerd exec -- cmd…`: runs a command with a fake of its own, and ends as it ends. */
export const exec = async (args: readonly string[]): Promise<void> => {
  const split = args.indexOf('--')
  const [command, ...rest] = split < 0 ? [] : args.slice(split + 1)
  if (command === undefined) throw new UsageError('say what to run: mockerd exec -- COMMAND ARGUMENTS…')
  const flags = parseFlags(args.slice(0, split), options)
  const choice = await chooseWorld(flags)
  await using docker = await beginWorld(flags, () => startMockerd(choice))
  process.exitCode = await run(command, rest, environmentFor(docker.host))
}
