import { delegate } from './delegate.ts'
import { endpointOf } from './endpoint.ts'
import { RegistryError, type RegistryFailure } from './error.ts'
import type { Place, Registry, Transfer } from './registry.ts'

/** How a registry may behave to those who ask it for an image. */
export const personalities = ['unauthorized', 'denied', 'missing', 'toomanyrequests', 'unreachable', 'slow'] as const
export type Personality = (typeof personalities)[number]

/** What Docker Hub says to those who have pulled enough for today. */
const rateLimit = 'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit'

const status = (url: string, status: number, reason: string, code: string, message: string): RegistryFailure => ({
  kind: 'status',
  method: 'GET',
  url,
  status,
  reason,
  complaints: [{ code, message, detail: undefined }],
  body: '',
  headOnly: false,
})

const failures: Readonly<Record<Exclude<Personality, 'slow'>, (url: string, path: string) => RegistryFailure>> = {
  unauthorized: url => status(url, 401, 'Unauthorized', 'UNAUTHORIZED', 'authentication required'),
  denied: () => ({ kind: 'denied' }),
  missing: (url, path) => ({
    kind: 'missing',
    method: 'GET',
    url,
    complaints: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown', detail: { name: path } }],
  }),
  toomanyrequests: url => status(url, 429, 'Too Many Requests', 'TOOMANYREQUESTS', rateLimit),
  unreachable: url => ({
    kind: 'unreachable',
    method: 'GET',
    url,
    reason: `dial tcp: lookup ${new URL(url).hostname}: no such host`,
  }),
}

/** A layer of a slow registry takes so many seconds, whatever its size. */
const slowSeconds = 30

function* slowly(totalBytes: number): Transfer<void> {
  for (let second = 1; second <= slowSeconds; second++) {
    yield { afterMilliseconds: 1000 }
    yield { moved: { currentBytes: Math.floor((totalBytes * second) / slowSeconds), totalBytes } }
  }
}

/** The same registry, as it is to somebody whom it treats like this. */
export const withPersonality = (registry: Registry, personality: Personality): Registry => {
  if (personality === 'slow')
    return {
      ...delegate(registry),
      *layer(place, descriptor) {
        yield* slowly(descriptor.size)
        return yield* registry.layer(place, descriptor)
      },
    }
  const refuse = ({ domain, path }: Pick<Place, 'domain' | 'path'>, what: string): never => {
    const url = `${endpointOf(domain)}/v2/${path === '' ? '' : `${path}/${what}`}`
    throw new RegistryError(failures[personality](url, path))
  }
  return {
    isSimulated: () => true,
    ping: place => (personality === 'unreachable' ? refuse({ ...place, path: '' }, '') : undefined),
    resolve: (place, tagOrDigest) => refuse(place, `manifests/${tagOrDigest}`),
    tags: place => refuse(place, 'tags/list'),
    document: (place, { digest }) => refuse(place, `manifests/${digest}`),
    layer: (place, { digest }) => refuse(place, `blobs/${digest}`),
    send: (place, { blob }) => refuse(place, `blobs/${blob.digest}`),
    publish: (place, manifest, tag) => refuse(place, `manifests/${tag ?? manifest.digest}`),
    login: domain => refuse({ domain, path: '' }, ''),
  }
}
