/** Where clients look for the daemon, in the words of DOCKER_HOST or as URLs. */
export interface Addresses {
  isSocket(path: string): boolean
  isUrl(url: URL): boolean
}

/** Where they look when nothing else is said; `docker` is the name that clients put before a socket's requests. */
export const usualAddresses: readonly string[] = [
  'unix:///var/run/docker.sock',
  'unix:///run/docker.sock',
  'npipe:////./pipe/docker_engine',
  'tcp://localhost:2375',
  'tcp://127.0.0.1:2375',
  'http://docker',
]

/** A named pipe is written with either kind of slash. */
const normalized = (path: string): string => path.replaceAll('\\', '/')

/** Throws an `Error` that says what is no address. */
export const readAddresses = (addresses: readonly string[]): Addresses => {
  const sockets = new Set<string>()
  const hosts = new Set<string>()
  for (const address of addresses) {
    const [, scheme = '', rest = ''] = /^(\w+):\/\/(.*)$/.exec(address) ?? []
    if (scheme === 'unix' || scheme === 'npipe') sockets.add(normalized(rest))
    else if (['tcp', 'http', 'https'].includes(scheme) && URL.canParse(`http://${rest}`))
      hosts.add(new URL(`http://${rest}`).host)
    else throw new Error(`${address} is no address: use unix:///path, npipe:////./pipe/name, tcp://host:port or a URL`)
  }
  return { isSocket: path => sockets.has(normalized(path)), isUrl: ({ host }) => hosts.has(host) }
}
