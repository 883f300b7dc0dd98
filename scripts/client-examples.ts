/**
 * Runs `examples/clients/`, each in its own language, against a fake: `node scripts/client-examples.ts`. A language whose
 * toolchain is not on the machine is named, loudly, and left out; exits 1 when one that is there does not do its work.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startMockerd } from '../src/index.ts'

const examples = join(import.meta.dirname, '..', 'examples', 'clients')
const scratch = mkdtempSync(join(tmpdir(), 'mockerd-clients-'))
const venv = join(scratch, 'venv', 'bin')

interface Example {
  /** Its folder: a language, and which client when there are several. */
  readonly language: string
  /** Answers when the toolchain is there. */
  readonly toolchain: readonly string[]
  readonly commands: readonly (readonly string[])[]
}

const list: readonly Example[] = [
  {
    language: 'python',
    toolchain: ['python3', '-c', 'import ensurepip'],
    commands: [
      ['python3', '-m', 'venv', join(scratch, 'venv')],
      [join(venv, 'pip'), 'install', '-q', '--disable-pip-version-check', '-r', 'requirements.txt'],
      [join(venv, 'python'), 'hello.py'],
    ],
  },
  { language: 'go', toolchain: ['go', 'version'], commands: [['go', 'run', '.']] },
  { language: 'go-moby', toolchain: ['go', 'version'], commands: [['go', 'run', '.']] },
  {
    language: 'rust',
    toolchain: ['cargo', '--version'],
    commands: [['cargo', 'run', '-q', '--locked', '--target-dir', join(scratch, 'target')]],
  },
  {
    language: 'java',
    toolchain: ['mvn', '--version'],
    commands: [['mvn', '-q', '-B', `-DbuildDirectory=${join(scratch, 'java')}`, 'compile', 'exec:java']],
  },
]

const execute = promisify(execFile)

/** The text that the last command printed. */
const run = async ({ language, commands }: Example, host: string): Promise<string> => {
  let printed = ''
  for (const [command = '', ...args] of commands) {
    const cwd = join(examples, language)
    printed = (await execute(command, args, { cwd, env: { ...process.env, DOCKER_HOST: host } })).stdout
  }
  return printed
}

const isThere = async ([command = '', ...args]: readonly string[]): Promise<boolean> =>
  execute(command, args).then(
    () => true,
    () => false,
  )

const docker = await startMockerd()
let failed = 0
for (const example of list) {
  const { language, toolchain } = example
  if (!(await isThere(toolchain))) {
    console.log(`NO ${language.toUpperCase()} ON THIS MACHINE: its client was not run`)
    continue
  }
  const printed = await run(example, docker.host).catch(
    (error: Error & { stderr?: string }) => `${error.stderr ?? error}`,
  )
  const works = printed.includes('hello world')
  if (!works) failed++
  console.log(works ? `works  ${language}` : `BROKEN ${language}: ${printed}`)
}
await docker.close()
rmSync(scratch, { recursive: true, force: true })
process.exitCode = failed === 0 ? 0 : 1
