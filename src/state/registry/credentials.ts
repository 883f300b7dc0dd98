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

/** The JSON object in a header; undefined for what cannot be decoded, which moby's handlers pass over. */
const decodeHeader = (header: string | undefined): object | undefined => {
  if (!header || header.length % 4 !== 0 || !base64url.test(header)) return undefined
  try {
    const bytes = Uint8Array.from(atob(header.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))
    const config: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof config === 'object' && config !== null ? config : undefined
  } catch {
    return undefined
  }
}

/** Reads `X-Registry-Auth`. */
export const decodeCredentials = (header: string | undefined): Credentials => credentialsOf(decodeHeader(header) ?? {})

/** Who a registry is told that one is, by its domain. */
export type CredentialsByDomain = (domain: string) => Credentials

/** The hub goes by another name among credentials (moby daemon/pkg/registry, GetAuthConfigKey). */
const hubKey = 'https://index.docker.io/v1/'

/** Reads `X-Registry-Config`: everybody that the client is, by the registry's address with or without scheme and path. */
export const decodeRegistryConfig = (header: string | undefined): CredentialsByDomain => {
  const entries = Object.entries(decodeHeader(header) ?? {}).filter(
    ([, each]) => typeof each === 'object' && each !== null,
  )
  return domain => {
    const key = domain === 'docker.io' ? hubKey : domain
    const exact = entries.find(([address]) => address === key)
    const found = exact ?? entries.find(([address]) => hostOf(address) === hostOf(key))
    return found ? credentialsOf(found[1] as StoredAuthConfig) : nobody
  }
}

const hostOf = (address: string): string => address.replace(/^https?:\/\//, '').split('/')[0] ?? address
