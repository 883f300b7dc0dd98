import type { Registry } from './registry.ts'

/** The same registry under another object, for whoever changes some of what it does. */
export const delegate = (registry: Registry): Registry => ({
  isSimulated: domain => registry.isSimulated(domain),
  ping: place => registry.ping(place),
  resolve: (place, tagOrDigest) => registry.resolve(place, tagOrDigest),
  tags: place => registry.tags(place),
  document: (place, descriptor) => registry.document(place, descriptor),
  layer: (place, descriptor) => registry.layer(place, descriptor),
  send: (place, part, from) => registry.send(place, part, from),
  publish: (place, manifest, tag) => registry.publish(place, manifest, tag),
  ...(registry.shelf && { shelf: registry.shelf }),
  ...(registry.isUnreachable && { isUnreachable: true }),
  login: (domain, credentials, signal) => registry.login(domain, credentials, signal),
})
