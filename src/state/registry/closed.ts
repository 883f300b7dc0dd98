import { endpointOf, isLoopback } from './endpoint.ts'
import { RegistryError } from './error.ts'
import type { Place, Registry } from './registry.ts'

/** What Go's client says on a machine without network: no name is known there, and nobody listens. */
const reasonFor = (url: string): string => {
  const { host, hostname, port } = new URL(url)
  if (isLoopback(host)) return `dial tcp ${hostname}:${port || '80'}: connect: connection refused`
  return `dial tcp: lookup ${hostname}: no such host`
}

const fail = (domain: string, method: string, path: string): never => {
  const url = `${endpointOf(domain)}/v2/${path}`
  throw new RegistryError({ kind: 'unreachable', method, url, reason: reasonFor(url) })
}

const at = ({ domain, path }: Place, method: string, what: string): never => fail(domain, method, `${path}/${what}`)

/** The registry of a daemon without network: nothing is reachable. */
export const closedRegistry: Registry = {
  isSimulated: () => true,
  isUnreachable: true,
  ping: ({ domain }) => fail(domain, 'GET', ''),
  resolve: (place, tagOrDigest) => at(place, 'HEAD', `manifests/${tagOrDigest}`),
  tags: place => at(place, 'GET', 'tags/list'),
  document: (place, { digest }) => at(place, 'GET', `manifests/${digest}`),
  layer: (place, { digest }) => at(place, 'GET', `blobs/${digest}`),
  send: (place, { blob }) => at(place, 'HEAD', `blobs/${blob.digest}`),
  publish: (place, manifest, tag) => at(place, 'PUT', `manifests/${tag ?? manifest.digest}`),
  login: domain => fail(domain, 'GET', ''),
}
