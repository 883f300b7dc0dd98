import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Daemon {
  /** What goes into DOCKER_HOST. */
  readonly host: string
  /** All hosts that it listens on, with the ports that it got. */
  readonly hosts: readonly string[]
  readonly socketPath: string
  /** A folder of its own, for files and as HOME of the clients. */
  readonly folder: string
  readonly pid: number
  stop(): Promise<void>
}

/** Starts `mockerd serve` as a user does, in a process of its own, and waits for its ready line. */
export const startDaemon = async (flags: readonly string[] = []): Promise<Daemon> => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-client-'))
  const socketPath = join(folder, 'docker.sock')
  const host = `unix://${socketPath}`
  const child = spawn(process.execPath, ['src/cli.ts', 'serve', '--host', host, '--json', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  const ready = await Promise.race([
    new Promise<string>(resolve => lines.once('line', resolve)),
    exited.then(() => Promise.reject(new Error('the daemon ended before it was ready'))),
  ])
  const said: { ready?: boolean; hosts?: readonly string[] } = JSON.parse(ready)
  if (!said.ready || !said.hosts) throw new Error(`not a ready line: ${ready}`)
  return {
    host,
    hosts: said.hosts,
    socketPath,
    folder,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Nothing here takes that long: what does hangs, and fails its test instead of the whole run. */
const hangMilliseconds = 15_000

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly environment?: Readonly<Record<string, string>>
  readonly workingDirectory?: string
  /** Sent SIGTERM after this long, SIGKILL a second later: for commands that run until interrupted. */
  readonly endAfterMilliseconds?: number
}

/** Runs a program to its end. Nothing is inherited but PATH, so that no real daemon is ever reached by accident. */
export const run = (
  command: string,
  args: readonly string[],
  { input, environment = {}, workingDirectory, endAfterMilliseconds = hangMilliseconds }: RunOptions = {},
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { PATH: process.env.PATH ?? '', TERM: 'xterm', LC_ALL: 'C.UTF-8', ...environment },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // A process group of its own, so that what a shell has started ends with it.
      detached: true,
      ...(workingDirectory ? { cwd: workingDirectory } : {}),
    })
    const output = { stdout: '', stderr: '' }
    child.stdout?.setEncoding('utf8').on('data', text => {
      output.stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', text => {
      output.stderr += text
    })
    child.stdin?.on('error', () => undefined)
    if (input !== undefined) child.stdin?.end(input)
    const signal = (name: NodeJS.Signals): void => {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    }
    const timers = [
      setTimeout(() => signal('SIGTERM'), endAfterMilliseconds),
      setTimeout(() => signal('SIGKILL'), endAfterMilliseconds + 1000),
    ]
    child.once('error', reject)
    child.once('close', status => {
      for (const timer of timers) clearTimeout(timer)
      resolve({ status, ...output })
    })
  })

export interface DockerCli {
  /** `docker` with these arguments. */
  (args: readonly string[], options?: RunOptions): Promise<Outcome>
  /** The same through a shell, for pipes and redirections. */
  shell(line: string, options?: RunOptions): Promise<Outcome>
  /** The same on a pseudo-terminal of 24 rows and 80 columns; stdout holds what the terminal showed. */
  terminal(line: string, options?: RunOptions): Promise<Outcome>
}

export const dockerCli = (daemon: Daemon): DockerCli => {
  const withHost = (options: RunOptions = {}): RunOptions => ({
    ...options,
    environment: { DOCKER_HOST: daemon.host, HOME: daemon.folder, ...options.environment },
  })
  const cli = (args: readonly string[], options?: RunOptions) => run('docker', args, withHost(options))
  return Object.assign(cli, {
    shell: (line: string, options?: RunOptions) => run('bash', ['-c', line], withHost(options)),
    terminal: (line: string, options?: RunOptions) =>
      run('script', ['-qec', `stty rows 24 cols 80; ${line}`, '/dev/null'], withHost(options)),
  })
}
