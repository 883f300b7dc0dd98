/** The registry that names without a domain mean; its API lives under another name. */
export const hub = 'docker.io'
const hubHost = 'registry-1.docker.io'

/** Registries on the daemon's own machine speak plain HTTP (moby daemon/pkg/registry/config.go, insecure registries). */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/

export const isLoopback = (domain: string): boolean => loopback.test(domain)

/** `https://registry-1.docker.io`: where requests for a domain go. */
export const endpointOf = (domain: string): string => {
  if (domain === hub) return `https://${hubHost}`
  return `${isLoopback(domain) ? 'http' : 'https'}://${domain}`
}

/** Every way to write Docker Hub's address, as `docker login` and its ancestors sent it. */
const hubAddresses: ReadonlySet<string> = new Set(['', hub, 'index.docker.io', hubHost])

/** The domain that a login is for: an address may be an URL with a path. */
export const domainOfAddress = (address: string): string => {
  const host = address.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return hubAddresses.has(host) ? hub : host
}
