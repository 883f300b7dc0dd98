import { domainOfAddress, endpointOf, hub } from './endpoint.ts'
import { RegistryError } from './error.ts'
import type { Place } from './registry.ts'

/** The simulated Docker Hub's accounts: who may log in, and who may push. */

/** So many characters Docker Hub asks of a password: tests that want to fail take a shorter one. */
const passwordLengthMin = 9

/** Nobody in particular may log in; somebody has to be somebody. See decisions/ on logins. */
export const isAccount = (username: string, password: string): boolean =>
  (username === '' && password === '') || (username !== '' && password.length >= passwordLengthMin)

/** On the hub only those who have logged in push, and nobody pushes official images. */
export const mayPush = ({ path, credentials }: Place): boolean => {
  const { username, password, identityToken, serverAddress } = credentials
  const isOthers = domainOfAddress(serverAddress) !== hub
  if (path.startsWith('library/') || isOthers) return false
  return identityToken !== '' || (username !== '' && isAccount(username, password))
}

export const wrongPassword = (domain: string): RegistryError =>
  new RegistryError({
    kind: 'token',
    method: 'GET',
    url: `${endpointOf(domain)}/v2/`,
    tokenUrl: 'https://auth.docker.io/token',
    status: 401,
    reason: 'Unauthorized',
    complaints: [{ code: 'UNAUTHORIZED', message: 'incorrect username or password', detail: undefined }],
  })
