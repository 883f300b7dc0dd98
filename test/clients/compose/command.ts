import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Outcome, type RunOptions, run } from '../daemon.ts'

/** One of the versions of Compose that must work. */
export interface Compose {
  readonly version: string
  /** `docker-compose` of Python: it knows neither `--wait` nor configs without swarm. */
  readonly isFirst: boolean
  /** Undefined: not installed here. */
  readonly command: readonly string[] | undefined
  /** Where a CLI finds its plugins. */
  readonly home: string | undefined
}

/** Where `test/oracles/get-compose-buildx.sh` puts Debian's packages. */
const homeOf = (suite: string): string =>
  join(process.env.ORACLE_DIR ?? join(tmpdir(), 'mockerd-oracles'), `home-${suite}`)

const plugin = (version: string, suite: string): Compose => {
  const home = homeOf(suite)
  const docker = join(home, 'bin/docker')
  return { version, isFirst: false, home, command: existsSync(docker) ? [docker, 'compose'] : undefined }
}

const python = '/usr/bin/docker-compose'

export const composes: readonly Compose[] = [
  plugin('2.40.3', 'forky'),
  plugin('2.26.1', 'trixie'),
  { version: '1.29.2', isFirst: true, home: undefined, command: existsSync(python) ? [python] : undefined },
]

/** `compose` with these arguments, in the folder of a project. */
export type ComposeCli = (args: readonly string[], options?: RunOptions) => Promise<Outcome>

export const composeCli = ({ version, command, home }: Compose, host: string, folder: string): ComposeCli => {
  if (!command) throw new Error(`Compose ${version} is missing: .ci/run shows how it is installed`)
  const [program = '', ...first] = command
  return (args, { environment, ...options } = {}) =>
    run(program, [...first, ...args], {
      workingDirectory: folder,
      endAfterMilliseconds: 45_000,
      ...options,
      environment: { DOCKER_HOST: host, HOME: home ?? folder, COMPOSE_PROJECT_NAME: 'shop', ...environment },
    })
}
