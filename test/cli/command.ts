import { spawn } from 'node:child_process'

export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `mockerd` with these arguments to its end. */
export const mockerd = async (args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> => {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  const status = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { status, ...said }
}
