import type { Credentials } from '../state/registry/credentials.ts'
import { type RegistryComplaint, RegistryError, type RegistryRequest } from '../state/registry/error.ts'
import type { Challenge } from './challenge.ts'
import { ask, bytesUpTo, type Patience } from './client.ts'
import { readRefusal } from './complaints.ts'

const answerBytesMax = 64_000

export interface Tokens {
  readonly token: string
  /** To be kept and used instead of the password. */
  readonly refreshToken: string
}

export interface TokenWish {
  /** What the token is needed for. */
  readonly request: RegistryRequest
  readonly challenge: Challenge
  readonly credentials: Credentials
  readonly scopes: readonly string[]
  /** Asks for a refresh token, too. */
  readonly isLogin: boolean
  readonly signal: AbortSignal
  readonly patience: Patience
}

export const basic = ({ password, username }: Credentials): string =>
  `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)))}`

/** Gets a token from the service that a challenge names (distribution.github.io/distribution/spec/auth). */
export const fetchToken = async (wish: TokenWish): Promise<Tokens> => {
  const { challenge, credentials, patience, request, signal } = wish
  const { realm = '' } = challenge.parameters
  const fail = (status: number, reason: string, complaints: readonly RegistryComplaint[]): RegistryError =>
    new RegistryError({ kind: 'token', ...request, tokenUrl: realm, status, reason, complaints })
  const url = URL.parse(realm)
  if (!url || !/^https?:$/.test(url.protocol)) throw fail(0, `unsupported protocol scheme "${url?.protocol ?? ''}"`, [])
  const response = await (credentials.identityToken === ''
    ? ask({ method: 'GET', url: withScopes(url, wish).href, headers: authorization(credentials), signal }, patience)
    : ask(refresh(url, wish), patience))
  if (!response.ok) {
    const { complaints } = await readRefusal(response, patience)
    throw fail(response.status, response.statusText, complaints)
  }
  const tokens = readTokens(await bytesUpTo(response, answerBytesMax, patience))
  if (tokens) return tokens
  const message = 'authorization server did not include a token in the response'
  throw fail(response.status, response.statusText, [{ code: 'UNKNOWN', message, detail: undefined }])
}

const authorization = (credentials: Credentials): Record<string, string> =>
  credentials.username === '' ? {} : { authorization: basic(credentials) }

const withScopes = (url: URL, { challenge, credentials, isLogin, scopes }: TokenWish): URL => {
  const asked = new URL(url)
  const { service } = challenge.parameters
  if (service !== undefined) asked.searchParams.append('service', service)
  for (const scope of scopes) asked.searchParams.append('scope', scope)
  if (credentials.username !== '') asked.searchParams.append('account', credentials.username)
  if (isLogin) {
    asked.searchParams.append('client_id', 'docker')
    asked.searchParams.append('offline_token', 'true')
  }
  return asked
}

const refresh = (url: URL, { challenge, credentials, scopes, signal }: TokenWish) => ({
  method: 'POST',
  url: url.href,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: credentials.identityToken,
    service: challenge.parameters.service ?? '',
    client_id: 'docker',
    scope: scopes.join(' '),
  }).toString(),
  signal,
})

const readTokens = (bytes: Uint8Array): Tokens | undefined => {
  try {
    const document: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof document !== 'object' || document === null) return undefined
    const { access_token: access, refresh_token: refreshed, token } = document as Record<string, unknown>
    const found = access || token
    if (typeof found !== 'string' || found === '') return undefined
    return { token: found, refreshToken: typeof refreshed === 'string' ? refreshed : '' }
  } catch {
    return undefined
  }
}
