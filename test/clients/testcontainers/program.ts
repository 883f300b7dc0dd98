import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Daemon, run } from '../daemon.ts'

const folder = import.meta.dirname

/**
 * Runs one of the programs as a user runs his tests: a process of its own, which knows the daemon by DOCKER_HOST. Answers
 * what it prints, if it does.
 */
export const runProgram = async (
  daemon: Daemon,
  name: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<unknown> => {
  if (!existsSync(join(folder, 'node_modules')))
    throw new Error('Testcontainers is missing: npm ci --ignore-scripts --prefix test/clients/testcontainers')
  const { status, stdout, stderr } = await run(process.execPath, [join(folder, 'programs', `${name}.mjs`)], {
    // Libraries of this family agree through files in the temporary folder; each daemon has its own.
    environment: {
      DOCKER_HOST: daemon.host,
      // Where this runs in a container itself, Testcontainers would look for published ports at the bridge's gateway.
      TESTCONTAINERS_HOST_OVERRIDE: 'localhost',
      HOME: daemon.folder,
      TMPDIR: daemon.folder,
      ...environment,
    },
    endAfterMilliseconds: 50_000,
  })
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr || stdout}`)
  return stdout === '' ? undefined : JSON.parse(stdout)
}
