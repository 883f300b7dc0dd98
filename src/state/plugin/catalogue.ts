import { digestOf } from '../digest.ts'
import type { ImageReference } from '../image/reference.ts'
import { type ConfigDocument, readConfig } from './config.ts'
import type { PluginPackage } from './entity.ts'
import { packageOf } from './package.ts'

/** A plugin of the built-in registry. All its tags are the same plugin, in versions that differ by name alone. */
interface Definition {
  readonly tags: readonly string[]
  readonly layerBytes: number
  readonly config: ConfigDocument
}

const mebibyte = 1024 * 1024

/** Plugins that people really install from Docker Hub, with what they ask for, by the path of their repository. */
const definitions: Readonly<Record<string, Definition>> = {
  'vieux/sshfs': {
    tags: ['latest', 'next'],
    layerBytes: 6 * mebibyte,
    config: {
      Description: 'sshFS plugin for Docker',
      Documentation: 'https://docs.docker.com/engine/extend/plugins/',
      Entrypoint: ['/docker-volume-sshfs'],
      Env: [{ Name: 'DEBUG', Settable: ['value'], Value: '0' }],
      Interface: { Socket: 'sshfs.sock', Types: ['docker.volumedriver/1.0'] },
      Linux: { Capabilities: ['CAP_SYS_ADMIN'], Devices: [{ Path: '/dev/fuse' }] },
      Mounts: [
        { Destination: '/mnt/state', Options: ['rbind'], Source: '/var/lib/docker/plugins/', Type: 'bind' },
        {
          Name: 'sshkey',
          Destination: '/root/.ssh',
          Options: ['rbind'],
          Settable: ['source'],
          Source: '',
          Type: 'bind',
        },
      ],
      Network: { Type: 'host' },
      PropagatedMount: '/mnt/volumes',
    },
  },
  'tiborvass/sample-volume-plugin': {
    tags: ['latest'],
    layerBytes: 3 * mebibyte,
    config: {
      Description: 'A sample volume plugin for Docker',
      Documentation: 'https://docs.docker.com/engine/extend/plugins/',
      Entrypoint: ['/usr/bin/sample-volume-plugin', '/data'],
      Env: [{ Name: 'DEBUG', Description: 'If set, prints debug messages', Settable: ['value'], Value: '0' }],
      Interface: { Socket: 'plugin.sock', Types: ['docker.volumedriver/1.0'] },
      Args: { Name: 'args', Description: 'command line arguments', Value: [] },
    },
  },
  'grafana/loki-docker-driver': {
    tags: ['latest', 'main', '2.9.2', '2.9.4', '3.0.0', '3.3.2', '3.3.2-amd64'],
    layerBytes: 20 * mebibyte,
    config: {
      Description: 'Loki Logging Driver',
      Documentation: 'https://github.com/grafana/loki',
      Entrypoint: ['/bin/docker-driver'],
      Env: [
        {
          Name: 'LOG_LEVEL',
          Description: 'Set log level to output for plugin logs',
          Settable: ['value'],
          Value: 'info',
        },
        {
          Name: 'PPROF_PORT',
          Description: 'Set the port to enable pprof, disabled when empty',
          Settable: ['value'],
          Value: '',
        },
      ],
      Interface: { Socket: 'loki.sock', Types: ['docker.logdriver/1.0'] },
      Network: { Type: 'host' },
    },
  },
  'weaveworks/net-plugin': {
    tags: ['latest', 'latest_release', '2.8.1'],
    layerBytes: 40 * mebibyte,
    config: {
      Description: 'Weave Net plugin for Docker',
      Documentation: 'https://weave.works',
      Entrypoint: ['/home/weave/launch.sh'],
      Env: [{ Name: 'WEAVE_MULTICAST', Settable: ['value'], Value: '' }],
      Interface: { Socket: 'weave.sock', Types: ['docker.networkdriver/1.0'] },
      Linux: { Capabilities: ['CAP_SYS_ADMIN', 'CAP_NET_ADMIN', 'CAP_SYS_MODULE'] },
      Mounts: [{ Destination: '/host/proc', Options: ['rbind', 'rw'], Source: '/proc', Type: 'bind' }],
      Network: { Type: 'host' },
    },
  },
}

/** Undefined: the repository has no such tag. */
export const cataloguePlugin = ({
  domain,
  path,
  tag,
  digest,
}: ImageReference): PluginPackage | 'no such repository' | undefined => {
  if (domain !== 'docker.io') return undefined
  const definition = Object.hasOwn(definitions, path) ? definitions[path] : undefined
  if (!definition) return 'no such repository'
  if (digest === undefined) return definition.tags.includes(tag ?? '') ? packed(path, tag ?? '', definition) : undefined
  return definition.tags
    .map(each => packed(path, each, definition))
    .find(({ manifestDigest }) => manifestDigest === digest)
}

const packed = (path: string, tag: string, { config, layerBytes }: Definition): PluginPackage =>
  packageOf(readConfig(config), digestOf(`plugin ${path}:${tag}`), layerBytes, 'all')
