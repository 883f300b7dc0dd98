import { isLoopback } from '../state/registry/endpoint.ts'
import { createOpenRegistry } from '../state/registry/open.ts'
import type { Registry } from '../state/registry/registry.ts'
import { type Patience, patienceDefault } from './client.ts'
import { createHttpRegistry } from './http-registry.ts'

/** Names of images on `127.0.0.1:5000` and `localhost:5000` mean the same registry. */
const domainKey = (domain: string): string =>
  isLoopback(domain) ? domain.replace(/^(\[.*\]|[^:]*)/, 'localhost') : domain

/** Undefined for what is no registry's address: more than `http://host:port` is never understood. */
export const registryOrigin = (address: string): string | undefined => {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  return isBare ? url.origin : undefined
}

/**
 * A world with one real registry in it: names on its host go there, over the network; all others to the built-in one.
 */
export const connectRegistry = (
  address: string,
  patience: Patience = patienceDefault,
  others: Registry = createOpenRegistry(),
): Registry => {
  const origin = registryOrigin(address)
  if (origin === undefined) throw new Error(`${address} is no address of a registry: use http://host:port`)
  const real = createHttpRegistry(origin, patience)
  const here = domainKey(new URL(origin).host)
  const at = (domain: string): Registry => (domainKey(domain) === here ? real : others)
  return {
    isSimulated: domain => at(domain).isSimulated(domain),
    ping: place => at(place.domain).ping(place),
    resolve: (place, tagOrDigest) => at(place.domain).resolve(place, tagOrDigest),
    tags: place => at(place.domain).tags(place),
    document: (place, descriptor) => at(place.domain).document(place, descriptor),
    layer: (place, descriptor) => at(place.domain).layer(place, descriptor),
    send: (place, part, from) => at(place.domain).send(place, part, from),
    publish: (place, manifest, tag) => at(place.domain).publish(place, manifest, tag),
    login: (domain, credentials, signal) => at(domain).login(domain, credentials, signal),
  }
}
