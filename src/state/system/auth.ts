import type { AuthConfig } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { internal, unauthorized } from '../error.ts'

const hub = 'https://registry-1.docker.io/v2/'

/** Every way to write Docker Hub's address, as `docker login` and its ancestors sent it. */
const hubAddresses: ReadonlySet<string> = new Set(['', 'docker.io', 'index.docker.io', 'registry-1.docker.io'])

const hostOf = (address: string): string => address.replace(/^https?:\/\//, '').replace(/\/.*$/, '')

/**
 * `POST /auth`: what the registry says to these credentials. The simulated Docker Hub has no accounts, so that only
 * nobody in particular gets in; any other registry is one without access control, which takes whoever comes (seen with
 * registry 2 behind dockerd 20.10).
 */
export const authenticate = (engine: Engine, credentials: AuthConfig): string => {
  const { username, password, serveraddress } = credentials
  const host = hostOf(serveraddress ?? '')
  const isHub = hubAddresses.has(host)
  const endpoint = isHub ? hub : `https://${host}/v2/`
  if (engine.registry === 'closed')
    throw internal(`login attempt to ${endpoint} failed with status: 503 Service Unavailable`)
  if (isHub && (username || password))
    throw unauthorized(`Get "${endpoint}": unauthorized: incorrect username or password`)
  return 'Login Succeeded'
}
