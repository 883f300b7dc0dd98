import { decodeText } from '../../../../src/conformance/wire.ts'
import { type Mutant, mutant } from '../mutant.ts'
import {
  changeField,
  changeFilter,
  changeReply,
  changeStatus,
  doNothing,
  dropField,
  type Fields,
  ignoreField,
  ignoreFilter,
  nullForList,
} from '../rewrite.ts'

/** Lists, filters, and what inspect shows. */
export const lists: readonly Mutant[] = [
  ...(['ContainerList', 'NetworkList', 'VolumeList'] as const).map(operation =>
    mutant(
      `label-ignored-${operation}`,
      `${operation} does not look at labels`,
      ignoreFilter(operation, 'label'),
      'podman#8860',
    ),
  ),
  mutant(
    'filters-as-map',
    'Filters are only understood as maps of booleans',
    {
      operations: ['ContainerList'],
      head: (head, { target }) => (/filters=[^&]*%5B/.test(target) ? { ...head, status: 400 } : head),
    },
    'podman#18092',
  ),
  mutant(
    'filters-not-as-map',
    'Filters are not understood as maps of booleans',
    {
      operations: ['ContainerList'],
      head: (head, { target }) => (/filters=[^&]*true%7D/.test(target) ? { ...head, status: 400 } : head),
    },
    'podman#9526',
  ),
  ...(['status', 'name'] as const).map(key =>
    mutant(
      `and-within-${key}`,
      `Only the first value of ${key} counts`,
      changeFilter('ContainerList', key, values => values.slice(0, 1)),
      'podman#18412, socktainer#302',
    ),
  ),
  mutant(
    'labels-or',
    'Labels are alternatives',
    changeFilter('ContainerList', 'label', values => values.slice(0, 1)),
    'socktainer#257',
  ),
  mutant(
    'no-negated-labels',
    'The filter label! is not known',
    ignoreFilter(['ContainerPrune', 'NetworkPrune', 'VolumePrune'], 'label!'),
    'socktainer#233',
  ),
  mutant('null-list', 'An empty list of containers is null', nullForList('ContainerList'), 'podman#9293, moby#16406'),
  mutant(
    'null-networks',
    'An empty list of networks is null',
    nullForList('NetworkList'),
    'podman release notes 3.2.1',
  ),
  mutant('null-images', 'An empty list of images is null', nullForList('ImageList'), 'moby#16406'),
  mutant(
    'null-warnings',
    'Warnings of create are null',
    nullForList('ContainerCreate', 'Warnings'),
    'docker-client#499',
  ),
  ...(['Ports', 'Mounts'] as const).map(key =>
    mutant(
      `null-${key.toLowerCase()}`,
      `${key} of the list are null`,
      nullForList('ContainerList', key),
      'podman#9293',
    ),
  ),
  mutant(
    'no-stats-id',
    'Stats have `Id` in the place of `id`',
    changeReply('ContainerStats', value => {
      const { id, ...rest } = value as Fields
      return { ...rest, Id: id }
    }),
    'podman#17869',
  ),
  mutant(
    'no-memory-limit',
    'Stats do not tell the limit of memory',
    dropField('ContainerStats', 'memory_stats.limit'),
    'podman#14676',
  ),
  mutant(
    'no-online-cpus',
    'Stats do not tell how many processors there are',
    dropField('ContainerStats', 'cpu_stats.online_cpus'),
    'podman#15754',
  ),
  mutant(
    'no-stats-of-networks',
    'Stats do not tell of interfaces',
    dropField('ContainerStats', 'networks'),
    'podman release notes 5.0.0',
  ),
  mutant(
    'entrypoint-string',
    'Inspect tells the entrypoint as a string',
    changeField('ContainerInspect', 'Config.Entrypoint', value => (Array.isArray(value) ? value.join(' ') : value)),
    'bollard#238',
  ),
  mutant(
    'stop-signal-number',
    'Inspect tells the signal as a number',
    changeField('ContainerInspect', 'Config.StopSignal', () => 10),
    'podman release notes 5.0.0',
  ),
  mutant(
    'no-network-id',
    'Inspect does not tell the ids of networks',
    changeField('ContainerInspect', 'NetworkSettings.Networks', value =>
      Object.fromEntries(
        Object.entries(value as Fields).map(([name, each]) => [name, { ...(each as Fields), NetworkID: '' }]),
      ),
    ),
    'podman#24910',
  ),
  mutant(
    'until-ignored',
    'Prune does not look at until',
    ignoreFilter(['ContainerPrune', 'NetworkPrune'], 'until'),
    'podman#10579',
  ),
  mutant(
    'prunes-named-volumes',
    'Prune removes volumes that have names',
    {
      operations: ['VolumePrune'],
      request: request => ({ ...request, target: request.target.replace('%7D', '%2C%22all%22%3A%5B%22true%22%5D%7D') }),
    },
    'moby#44216, podman#24597, socktainer#315',
  ),
  mutant(
    'no-ephemeral-ports',
    'A host port of 0 is kept',
    changeField('ContainerInspect', 'NetworkSettings.Ports', () => ({})),
    'socktainer#293, dockerode#730',
  ),
  mutant(
    'missing-bind-source',
    'A bind whose source is missing is refused',
    {
      operations: ['ContainerCreate'],
      head: (head, { body }) =>
        /"Binds":\["\/[^:]*mkc/.test(decodeText(body ?? new Uint8Array())) ? { ...head, status: 400 } : head,
    },
    'podman#9510',
  ),
  mutant(
    'network-mode-default',
    'Inspect tells another mode of network',
    changeField('ContainerInspect', 'HostConfig.NetworkMode', () => 'slirp4netns'),
    'podman#8544, #10569, #16915',
  ),
  mutant(
    'short-ids',
    'Ids are cut to twelve digits',
    changeField('ContainerInspect', 'Id', id => String(id).slice(0, 12)),
    'socktainer#344',
  ),
  mutant(
    'short-ids-of-create',
    'Create answers twelve digits',
    changeField('ContainerCreate', 'Id', id => String(id).slice(0, 12)),
    'socktainer#344',
  ),
  mutant(
    'duplicate-mounts',
    'The same place is mounted twice',
    changeStatus('ContainerCreate', 400, 201),
    'podman#18454',
  ),
  mutant(
    'unclean-paths',
    'Paths are kept as they were written',
    changeField('ContainerInspect', 'Config.WorkingDir', () => '/tmp/../tmp'),
    'podman#18454',
  ),
  mutant(
    'binds-turned-round',
    'Binds come in another order',
    changeField('ContainerInspect', 'HostConfig.Binds', value => (Array.isArray(value) ? value.toReversed() : value)),
    'podman release notes 4.2.1',
  ),
  mutant(
    'drops-no-capability',
    'Capabilities that are dropped are not looked at',
    ignoreField('ContainerCreate', 'HostConfig.CapDrop'),
    'docker-java#1500',
  ),
  mutant(
    'no-short-names',
    'docker.io/library/… is another image',
    {
      operations: ['ImageInspect'],
      head: (head, { target }) => (target.includes('/library/') ? { ...head, status: 404 } : head),
    },
    'podman#12320, #15306, #16400',
  ),
  mutant('rmi-silent', 'Removing an image does nothing', doNothing('ImageDelete', 200, []), 'socktainer#247'),
  mutant(
    'untagged-twice',
    'Removing a name tells of digests as well',
    changeReply('ImageDelete', value => [...(value as []), { Untagged: 'sha256:0' }]),
    'socktainer#283',
  ),
]
