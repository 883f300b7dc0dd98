import type { Credentials } from '../state/registry/credentials.ts'
import { RegistryError } from '../state/registry/error.ts'
import { readChallenges } from './challenge.ts'
import { ask, type Patience } from './client.ts'
import { accepted } from './complaints.ts'
import { basic, fetchToken, type Tokens } from './token.ts'

/** Asks as somebody, in the way that the registry wants; answers the token that it gives to be kept, if any. */
export const logIn = async (
  origin: string,
  credentials: Credentials,
  signal: AbortSignal,
  patience: Patience,
): Promise<string> => {
  const request = { method: 'GET', url: `${origin}/v2/` }
  const asked = await ask({ ...request, signal }, patience)
  await asked.body?.cancel()
  const challenges = readChallenges(asked.headers.get('www-authenticate'))
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer')
  let tokens: Tokens | undefined
  if (asked.status === 401 && bearer) {
    tokens = await fetchToken({ request, challenge: bearer, credentials, scopes: [], isLogin: true, signal, patience })
  } else if (asked.status === 401 && credentials.username === '') {
    throw new RegistryError({ kind: 'no-credentials', ...request })
  }
  const authorization = tokens ? `Bearer ${tokens.token}` : basic(credentials)
  const isAsked = asked.status === 401
  const answer = await ask({ ...request, signal, ...(isAsked && { headers: { authorization } }) }, patience)
  const { body } = await accepted(request, answer, patience)
  await body?.cancel()
  return tokens?.refreshToken ?? ''
}
