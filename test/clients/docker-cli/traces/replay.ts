import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../daemon.ts'
import { startRecorder } from '../../recorder.ts'
import { maskedLines, requestLine, type Step } from './trace.ts'

/** Files that the commands name, in the folder in which they run. */
const files: Readonly<Record<string, string>> = {
  'work/note': 'from the host\n',
  'build/Dockerfile':
    'FROM busybox\nARG V=1\nENV X=$V\nCOPY f.txt /f.txt\nRUN cat /f.txt && echo built\nCMD ["cat", "/f.txt"]\n',
  'build/f.txt': 'hello\n',
  'build/.dockerignore': 'ignored\n',
}

const prepareFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-trace-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

interface ReplayOptions {
  readonly environment?: Readonly<Record<string, string>> | undefined
  /** Names of this run and what stands for them in the trace. */
  readonly aliases?: readonly (readonly [name: string, alias: string])[]
}

/** Runs the commands against a daemon, one after the other, and tells what became of each. */
export const replay = async (
  steps: readonly Step[],
  daemonSocket: string,
  { environment = {}, aliases = [] }: ReplayOptions = {},
): Promise<Step[]> => {
  const folder = prepareFolder()
  const recorder = await startRecorder(daemonSocket, join(folder, 'p.sock'))
  const outcomes: Step[] = []
  const lines = (text: string): string[] =>
    maskedLines([[folder, '.'] as const, ...aliases].reduce((all, [name, alias]) => all.replaceAll(name, alias), text))
  try {
    for (const step of steps) {
      const { status, stdout, stderr } = await run('bash', ['-c', `${step.command}\nexit $?`], {
        workingDirectory: folder,
        environment: { DOCKER_HOST: recorder.host, HOME: folder, ...environment },
        endAfterMilliseconds: 30_000,
      })
      outcomes.push({
        ...step,
        requests: recorder.take().map(requestLine),
        stdout: lines(stdout),
        stderr: lines(stderr),
        status: status ?? -1,
      })
    }
  } finally {
    await recorder.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return outcomes
}
