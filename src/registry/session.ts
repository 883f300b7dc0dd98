import { type Credentials, nobody } from '../state/registry/credentials.ts'
import { domainOfAddress } from '../state/registry/endpoint.ts'
import { RegistryError, type RegistryRequest } from '../state/registry/error.ts'
import type { Place } from '../state/registry/registry.ts'
import { type Challenge, readChallenges } from './challenge.ts'
import { ask, type Patience } from './client.ts'
import { basic, fetchToken } from './token.ts'

/** One who asks a registry for several things, and shows who it is when the registry wants to know. */
export interface Session {
  /** `path` is behind `/v2/`, or a whole URL. */
  request(method: string, path: string, more?: RequestMore): Promise<Response>
  url(path: string): string
}

export interface RequestMore {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  /** Other repositories that the request is about. */
  readonly alsoFrom?: string
}

/** Credentials are shown only to the registry that they are for. */
const credentialsFor = ({ credentials, domain }: Place): Credentials => {
  const { serverAddress } = credentials
  return serverAddress === '' || domainOfAddress(serverAddress) === domain ? credentials : nobody
}

export const openSession = (
  origin: string,
  place: Place,
  access: 'pull' | 'pull,push',
  patience: Patience,
): Session => {
  const credentials = credentialsFor(place)
  const { signal } = place
  let authorization = credentials.registryToken === '' ? undefined : `Bearer ${credentials.registryToken}`

  const url = (path: string): string => (/^https?:/.test(path) ? path : `${origin}/v2/${path}`)

  const answer = async (request: RegistryRequest, challenges: readonly Challenge[], more: RequestMore) => {
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer')
    if (bearer) {
      const other = more.alsoFrom === undefined ? [] : [`repository:${more.alsoFrom}:pull`]
      const scopes = [`repository:${place.path}:${access}`, ...other]
      const wish = { request, challenge: bearer, credentials, scopes, isLogin: false, signal, patience }
      return `Bearer ${(await fetchToken(wish)).token}`
    }
    if (!challenges.some(({ scheme }) => scheme === 'basic')) return undefined
    if (credentials.username === '' || credentials.password === '')
      throw new RegistryError({ kind: 'no-credentials', ...request })
    return basic(credentials)
  }

  return {
    url,
    async request(method, path, more = {}) {
      const asked = { method, url: url(path) }
      const { body, headers } = more
      const send = (): Promise<Response> =>
        ask(
          {
            ...asked,
            signal,
            headers: { ...headers, ...(isOwn(origin, asked.url) && authorization && { authorization }) },
            ...(body && { body }),
          },
          patience,
        )
      const first = await send()
      if (first.status !== 401 || credentials.registryToken !== '' || !isOwn(origin, asked.url)) return first
      const known = authorization
      authorization = await answer(asked, readChallenges(first.headers.get('www-authenticate')), more)
      if (authorization === undefined) return first
      await first.body?.cancel()
      const second = await send()
      if (second.status !== 401 || known === authorization) return second
      const again = readChallenges(second.headers.get('www-authenticate'))
      if (!again.some(({ parameters }) => parameters.error !== undefined)) return second
      await second.body?.cancel()
      throw new RegistryError({ kind: 'denied' })
    },
  }
}

const isOwn = (origin: string, url: string): boolean => new URL(url).origin === origin
