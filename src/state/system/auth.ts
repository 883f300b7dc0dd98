import type { AuthConfig, AuthResponse } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import { credentialsOf } from '../registry/credentials.ts'
import { loginError } from '../registry/distribution-words.ts'
import { domainOfAddress } from '../registry/endpoint.ts'
import { reword } from '../registry/words.ts'

/** `POST /auth`: what the registry says to these credentials (moby daemon/pkg/registry/service.go, Auth). */
export const authenticate = async (engine: Engine, config: AuthConfig, signal: AbortSignal): Promise<AuthResponse> => {
  const credentials = credentialsOf(config)
  const domain = domainOfAddress(credentials.serverAddress)
  const [odd] = /[\s"<>\\^`{|}]/.exec(domain) ?? []
  if (odd !== undefined) {
    const parsed = JSON.stringify(`https://${domain}`)
    throw invalid(
      `unable to parse server address: parse ${parsed}: invalid character ${JSON.stringify(odd)} in host name`,
    )
  }
  try {
    const token = await engine.registry.login(domain, credentials, signal)
    return { Status: 'Login Succeeded', ...(token !== '' && { IdentityToken: token }) }
  } catch (error) {
    return reword(error, loginError)
  }
}
