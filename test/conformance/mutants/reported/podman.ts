import { type Mutant, mutant } from '../mutant.ts'
import {
  changeBytes,
  changeEvents,
  changeField,
  changeHeader,
  changeReply,
  changeStatus,
  dropField,
  type Fields,
  renameAction,
  swallowEvent,
} from '../rewrite.ts'

const seen = 'podman 4.3.1, 5.4.2 and 5.8.6'

/** A field of inspect that says something else than dockerd's. */
const inspected: readonly (readonly [path: string, value: unknown])[] = [
  ['Config.Image', 'localhost/busybox:latest'],
  ['Config.StopSignal', '15'],
  ['Config.StopTimeout', 10],
  ['Config.WorkingDir', '/'],
  ['HostConfig.IpcMode', 'shareable'],
  ['HostConfig.PidMode', 'private'],
  ['HostConfig.UTSMode', 'private'],
  ['HostConfig.PidsLimit', 2048],
  ['HostConfig.MemorySwappiness', -1],
  ['HostConfig.MaskedPaths', null],
  ['HostConfig.ReadonlyPaths', null],
  ['HostConfig.Runtime', 'oci'],
  ['NetworkSettings.SandboxID', ''],
]

/** What is told of each element of a list in inspect. */
const elements = (path: string, change: (value: never) => unknown) =>
  changeField('ContainerInspect', path, value =>
    Array.isArray(value) ? value.map(each => change(each as never)) : value,
  )

const withSetting = (parent: string, key: string, value: unknown) =>
  changeReply('ContainerInspect', reply => {
    const fields = reply as Record<string, Fields>
    return { ...fields, [parent]: { ...fields[parent], [key]: value } }
  })

const withoutAttributes = (...keys: readonly string[]) =>
  changeEvents(event => {
    const actor = event.Actor as { Attributes: Fields }
    const left = Object.entries(actor.Attributes).filter(([key]) => !keys.includes(key))
    return { ...event, Actor: { ...actor, Attributes: Object.fromEntries(left) } }
  })

/** Events that are not told. */
const unheard = [
  'exec_create',
  'exec_start',
  'exec_die',
  'update',
  'resize',
  'top',
  'export',
  'archive-path',
  'extract-to-dir',
  'mount',
  'unmount',
  'connect',
  'disconnect',
  'rename',
  'restart',
  'attach',
] as const

const swallow = (action: string) =>
  action.startsWith('exec_')
    ? changeEvents(event => (String(event.Action).startsWith(action) ? undefined : event))
    : swallowEvent(action)

const say = (text: string) => new TextEncoder().encode(text)

/** What podman was seen to do otherwise than every dockerd. */
export const podman: readonly Mutant[] = [
  ...inspected.map(([path, value]) => {
    const [parent = '', key = ''] = path.split('.')
    return mutant(`podman-${key}`, `Inspect tells ${value} for ${path}`, withSetting(parent, key, value), seen)
  }),
  mutant(
    'podman-health',
    'What has no health check has a health',
    withSetting('State', 'Health', { Status: '' }),
    seen,
  ),
  mutant(
    'podman-sizes',
    'Sizes are told though nobody asked',
    changeReply('ContainerInspect', value => ({ ...(value as Fields), SizeRootFs: 0 })),
    seen,
  ),
  mutant(
    'podman-environment',
    'The variables of the image come first',
    changeField('ContainerInspect', 'Config.Env', value => (value as string[]).toReversed()),
    seen,
  ),
  mutant(
    'podman-binds',
    'Binds have options that nobody asked for',
    elements('HostConfig.Binds', (bind: string) => `${bind}:rw,rprivate`),
    seen,
  ),
  mutant(
    'podman-propagation',
    'Volumes are mounted with a propagation',
    elements('Mounts', (mount: Fields) => ({ ...mount, Mode: '', Propagation: 'rprivate' })),
    seen,
  ),
  mutant(
    'podman-tmpfs',
    'A tmpfs has options that nobody asked for',
    changeField('ContainerInspect', 'HostConfig.Tmpfs', () => ({ '/scratch': 'size=1m,rprivate' })),
    seen,
  ),
  mutant(
    'podman-network',
    'The network by default is podman',
    changeField('ContainerInspect', 'NetworkSettings.Networks', value =>
      Object.fromEntries(
        Object.entries(value as Fields).map(([name, each]) => [name === 'bridge' ? 'podman' : name, each]),
      ),
    ),
    seen,
  ),
  mutant(
    'podman-endpoints',
    'The ends on networks have no ids',
    changeField('ContainerInspect', 'NetworkSettings.Networks', value =>
      Object.fromEntries(
        Object.entries(value as Record<string, Fields>).map(([name, each]) => [name, { ...each, EndpointID: '' }]),
      ),
    ),
    seen,
  ),
  mutant(
    'podman-early-ports',
    'Ports are told before the start',
    changeField('ContainerInspect', 'NetworkSettings.Ports', () => ({ '80/tcp': null })),
    seen,
  ),
  mutant(
    'podman-lost-address',
    'The address that was asked for is forgotten',
    changeField('ContainerInspect', 'NetworkSettings.Networks', value =>
      Object.fromEntries(
        Object.entries(value as Record<string, Fields>).map(([name, each]) => [name, { ...each, IPAMConfig: null }]),
      ),
    ),
    seen,
  ),
  mutant(
    'podman-row-image',
    'Rows have the image by its whole name',
    changeField('ContainerList', 'Image', value => `localhost/${value}:latest`),
    seen,
  ),
  mutant(
    'podman-row-network',
    'Rows do not tell the mode of the network',
    dropField('ContainerList', 'HostConfig'),
    seen,
  ),
  mutant(
    'podman-row-ports',
    'Rows have no ports but published ones',
    changeField('ContainerList', 'Ports', () => []),
    seen,
  ),
  mutant(
    'podman-row-order',
    'The list has no order',
    changeReply('ContainerList', value => (value as { Id: string }[]).toSorted((a, b) => (a.Id < b.Id ? -1 : 1))),
    seen,
  ),
  ...unheard.map(action => mutant(`podman-no-${action}`, `${action} is no event`, swallow(action), seen)),
  mutant(
    'podman-restart-first',
    'A restart is told before it is done',
    changeEvents(event =>
      event.Action === 'kill' ? { ...event, Action: 'restart' } : event.Action === 'restart' ? undefined : event,
    ),
    seen,
  ),
  mutant('podman-old-name', 'A new name is told without the old one', withoutAttributes('oldName'), seen),
  mutant('podman-signal', 'The signal is not told', withoutAttributes('signal'), seen),
  mutant(
    'podman-network-attributes',
    'Networks do not tell who connects',
    withoutAttributes('container', 'type'),
    seen,
  ),
  mutant(
    'podman-volume-without-id',
    'Events of volumes have no id',
    changeEvents(event =>
      event.Type === 'volume' ? { ...event, Actor: { ...(event.Actor as Fields), ID: '' } } : event,
    ),
    seen,
  ),
  mutant(
    'podman-stopped',
    'What has ended is `stopped` for a while',
    changeField('ContainerInspect', 'State.Status', value => (value === 'exited' ? 'stopped' : value)),
    'podman#28359',
  ),
  mutant(
    'podman-same-name',
    'A container is renamed to the name that it has',
    changeStatus('ContainerRename', 400, 204),
    seen,
  ),
  mutant('podman-resize-to-nothing', 'No size is a size', changeStatus('ContainerResize', 400, 200), seen),
  ...(['ContainerPrune', 'NetworkPrune', 'VolumePrune'] as const).map(operation =>
    mutant(
      `podman-filters-of-${operation}`,
      `${operation} answers 500 to unknown filters`,
      changeStatus(operation, 400, 500),
      seen,
    ),
  ),
  ...(['publish', 'expose', 'is-task', 'isolation', 'volume', 'ancestor', 'health'] as const).map(key =>
    mutant(
      `podman-no-filter-${key}`,
      `The filter ${key} is not known`,
      {
        operations: ['ContainerList'],
        head: (head, { target }) => (target.includes(`%22${key}%22`) ? { ...head, status: 500 } : head),
      },
      seen,
    ),
  ),
  ...(['type', 'scope', 'dangling'] as const).map(key =>
    mutant(
      `podman-no-network-filter-${key}`,
      `The filter ${key} of networks is not known`,
      {
        operations: ['NetworkList'],
        head: (head, { target }) => (target.includes(`%22${key}%22`) ? { ...head, status: 500 } : head),
      },
      seen,
    ),
  ),
  mutant(
    'podman-overlap',
    'A subnet that another network has answers 500',
    changeStatus('NetworkCreate', 403, 500),
    seen,
  ),
  mutant(
    'podman-network-options',
    'Options of networks are forgotten',
    changeField('NetworkInspect', 'Options', () => ({})),
    seen,
  ),
  mutant(
    'podman-ok',
    'Connecting answers OK',
    changeBytes(['NetworkConnect', 'NetworkDisconnect'], () => say('OK\n')),
    seen,
  ),
  mutant(
    'podman-tag-newline',
    'Tagging answers an empty line',
    changeBytes('ImageTag', () => say('\n')),
    seen,
  ),
  mutant(
    'podman-tail',
    'A tail that is no number is refused',
    {
      operations: ['ContainerLogs'],
      head: (head, { target }) => (target.includes('tail=many') ? { ...head, status: 400 } : head),
    },
    seen,
  ),
  mutant(
    'podman-arguments',
    'No arguments are null',
    changeField('ExecInspect', 'ProcessConfig.arguments', value => ((value as []).length === 0 ? null : value)),
    seen,
  ),
  mutant(
    'podman-memory',
    'Stats do not tell what the memory is',
    dropField('ContainerStats', 'memory_stats.stats'),
    seen,
  ),
  mutant(
    'podman-components',
    'The engine has no versions of the API',
    dropField('SystemVersion', 'Components.Details.ApiVersion'),
    seen,
  ),
  mutant(
    'podman-logging-driver',
    'Info names no driver of logs',
    changeField('SystemInfo', 'LoggingDriver', () => ''),
    seen,
  ),
  mutant(
    'podman-index-server',
    'Info names no server to log in to',
    changeField('SystemInfo', 'IndexServerAddress', () => ''),
    seen,
  ),
  mutant(
    'podman-registries',
    'Info knows no registry',
    changeField('SystemInfo', 'RegistryConfig.IndexConfigs', () => ({})),
    seen,
  ),
  mutant(
    'podman-bare-ids',
    'Ids of images have no algorithm',
    changeField('SystemDataUsage', 'Images.Id', id => String(id).replace('sha256:', '')),
    seen,
  ),
  ...(['ostype', 'docker-experimental'] as const).map(name =>
    mutant(
      `podman-no-${name}`,
      `Answers have no ${name}`,
      changeHeader(['SystemInfo', 'ContainerInspect'], name),
      'podman#19767',
    ),
  ),
  ...(['docker-experimental', 'cache-control', 'pragma', 'server'] as const).map(name =>
    mutant(
      `podman-ping-without-${name}`,
      `Pings have no ${name}`,
      changeHeader(['SystemPing', 'SystemPingHead'], name),
      seen,
    ),
  ),
  mutant(
    'podman-patient-force',
    'What is removed with force is given its time to end',
    {
      operations: ['ContainerDelete'],
      request: request =>
        request.target.includes('force=')
          ? { ...request, method: 'POST', target: request.target.replace(/\?.*/, '/stop') }
          : request,
    },
    'podman 5.4.2 and 5.8.6',
  ),
  mutant(
    'podman-never-restarting',
    'What waits for its next start is running',
    changeField('ContainerInspect', 'State.Status', value => (value === 'restarting' ? 'running' : value)),
    seen,
  ),
  mutant(
    'podman-volume-remove',
    'A volume that is removed is told as remove',
    renameAction('destroy', 'remove'),
    'podman release notes 4.0.0',
  ),
]
