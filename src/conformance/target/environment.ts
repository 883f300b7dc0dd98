import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { AddressError } from './address.ts'

/** What the docker command would speak to. */
export interface EnvironmentTarget {
  readonly name: string
  /** Where the certificates for `tls://` are. */
  readonly certificateFolder?: string
}

type Environment = Readonly<Record<string, string | undefined>>

const readJson = (path: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

const configFolder = (env: Environment): string => env.DOCKER_CONFIG ?? join(env.HOME ?? homedir(), '.docker')

const contextName = (env: Environment): string | undefined => {
  const current = env.DOCKER_CONTEXT || readJson(join(configFolder(env), 'config.json'))?.currentContext
  return typeof current === 'string' && current !== '' && current !== 'default' ? current : undefined
}

/** Contexts lie in folders that are named after the hash of their names. */
const contextTarget = (name: string, env: Environment): EnvironmentTarget => {
  const folder = join(configFolder(env), 'contexts')
  const id = createHash('sha256').update(name).digest('hex')
  const { Endpoints } = (readJson(join(folder, 'meta', id, 'meta.json')) ?? {}) as {
    Endpoints?: { docker?: { Host?: string } }
  }
  const host = Endpoints?.docker?.Host
  if (host === undefined) throw new AddressError(`there is no docker context ${name} in ${folder}`)
  const certificates = join(folder, 'tls', id, 'docker')
  if (!existsSync(certificates)) return { name: host }
  return { name: host.replace(/^tcp:/, 'tls:'), certificateFolder: certificates }
}

/**
 * Where DOCKER_HOST, DOCKER_CONTEXT or the current context of the docker command's configuration point to; undefined when
 * nobody chose anything.
 */
export const environmentTarget = (env: Environment): EnvironmentTarget | undefined => {
  const { DOCKER_HOST: host, DOCKER_TLS_VERIFY: verify, DOCKER_CERT_PATH: certificateFolder } = env
  if (!host) {
    const context = contextName(env)
    return context === undefined ? undefined : contextTarget(context, env)
  }
  const name = verify ? host.replace(/^tcp:/, 'tls:') : host
  return { name, ...(certificateFolder ? { certificateFolder } : {}) }
}
