import type { Engine } from '../../engine.ts'
import { type FileEntry, type Mount, root, type Tree } from '../../filesystem/contract.ts'
import { createFileSystem } from '../../filesystem/filesystem.ts'
import { createTree } from '../../filesystem/tree.ts'
import type { Container } from '../entity.ts'
import { isUserDefined } from '../settings/modes.ts'

/** The files that the daemon writes for a container and mounts over its image's. */
const files = ['hosts', 'hostname', 'resolv.conf'] as const

const encoder = new TextEncoder()

/** One tree with the three files in it. `hosts` is rewritten when the networks are there. */
export const createIdentityFiles = (engine: Engine, container: Container): Tree => {
  const { config } = container
  return createTree(
    [
      file('hosts', hostsText(container)),
      file('hostname', `${config.Hostname ?? ''}\n`),
      file('resolv.conf', resolverText(container)),
    ],
    () => engine.clock.now(),
  )
}

/** Says in /etc/hosts at which addresses the container is now: in place, because that very file is mounted. */
export const writeHosts = (engine: Engine, identity: Tree, container: Container): void => {
  createFileSystem({
    mounts: [{ destination: '/', tree: identity, readOnly: false, type: 'bind' }],
    credentials: root,
    now: () => engine.clock.now(),
  }).writeFile('/hosts', hostsText(container))
}

export const identityMounts = (identity: Tree): Mount[] =>
  files.map(name => ({
    destination: `/etc/${name}`,
    tree: identity,
    subpath: `/${name}`,
    readOnly: false,
    type: 'bind',
  }))

const file = (name: (typeof files)[number], text: string): FileEntry => ({
  path: `/${name}`,
  kind: 'file',
  mode: 0o644,
  content: encoder.encode(text),
})

/** libnetwork etchosts: what every container has in it. */
const hostsAlways = [
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::\tip6-localnet',
  'ff00::\tip6-mcastprefix',
  'ff02::1\tip6-allnodes',
  'ff02::2\tip6-allrouters',
]

/** The address of docker0, which `host-gateway` stands for. */
const hostGateway = '172.17.0.1'

const hostsText = ({ config, hostConfig, endpoints }: Container): string => {
  const extra = (hostConfig.ExtraHosts ?? []).map(entry => {
    const separator = entry.search(/[:=]/)
    const address = entry.slice(separator + 1)
    return `${address === 'host-gateway' ? hostGateway : address}\t${entry.slice(0, separator)}`
  })
  const name = config.Domainname ? `${config.Hostname}.${config.Domainname} ${config.Hostname}` : config.Hostname
  const own = [...endpoints.values()]
    .flatMap(({ ipAddress, globalIpv6Address }) => [ipAddress, globalIpv6Address])
    .filter(address => address !== '')
    .map(address => `${address}\t${name}`)
  return `${[...hostsAlways, ...extra, ...own].join('\n')}\n`
}

const embeddedResolver = '127.0.0.11'
const hostResolver = '192.168.65.7'

const resolverText = ({ hostConfig }: Container): string => {
  const embedded = isUserDefined(hostConfig.NetworkMode ?? '')
  const servers = embedded
    ? [embeddedResolver]
    : (hostConfig.Dns ?? []).length > 0
      ? (hostConfig.Dns ?? [])
      : [hostResolver]
  const options = [...(hostConfig.DnsOptions ?? []), ...(embedded ? ['ndots:0'] : [])]
  const search = hostConfig.DnsSearch ?? []
  const lines = servers.map(server => `nameserver ${server}`)
  if (search.length > 0) lines.push(`search ${search.join(' ')}`)
  if (options.length > 0) lines.push(`options ${options.join(' ')}`)
  return `${lines.join('\n')}\n`
}
