import type { AuthConfig } from '../../../spec/generated/types.ts'

/** Who asks a registry for something. Empty means absent. */
export interface Credentials {
  readonly username: string
  readonly password: string
  /** Given by a registry at login, and used instead of the password. */
  readonly identityToken: string
  /** Sent as it is. */
  readonly registryToken: string
  readonly serverAddress: string
}

export const nobody: Credentials = {
  username: '',
  password: '',
  identityToken: '',
  registryToken: '',
  serverAddress: '',
}

/** What clients keep and send: more than the description of `POST /auth` knows. */
interface StoredAuthConfig extends AuthConfig {
  readonly identitytoken?: unknown
  readonly registrytoken?: unknown
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads an `AuthConfig` (moby api/types/registry/authconfig.go). */
export const credentialsOf = (config: StoredAuthConfig): Credentials => ({
  username: text(config.username),
  password: text(config.password),
  identityToken: text(config.identitytoken),
  registryToken: text(config.registrytoken),
  serverAddress: text(config.serveraddress),
})

/** Base64 as Go's URL encoding reads it: no `+`, no `/`, and padded. */
const base64url = /^[\w-]*={0,2}$/

/** Reads `X-Registry-Auth`; like moby's handlers it passes over what it cannot decode. */
export const decodeCredentials = (header: string | undefined): Credentials => {
  if (!header || header.length % 4 !== 0 || !base64url.test(header)) return nobody
  try {
    const bytes = Uint8Array.from(atob(header.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))
    const config: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof config === 'object' && config !== null ? credentialsOf(config) : nobody
  } catch {
    return nobody
  }
}
