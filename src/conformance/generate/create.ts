import type { Step } from '../program/program.ts'
import { nobody as openName, refusedSettings, someVolume } from '../requirements/container/create.ts'
import { filledIn as defaults, shownSettings } from '../requirements/container/settings.ts'
import type { Pick } from './pick.ts'
import { nobody, type Shadow } from './shadow.ts'

type Settings = Readonly<Record<string, unknown>>

const workloads: readonly (readonly [workload: string, given?: readonly unknown[]])[] = [
  ['sleepForever'],
  ['sleepForever'],
  ['sleepForever'],
  ['exit', [0]],
  ['exit', [3]],
  ['trapTerm', [7]],
  ['ignoreTerm'],
  ['print', ['one\\n\\ntwo\\n', '']],
  ['print', ['out\\n', 'err\\n']],
  ['crashLoop'],
  ['healthy'],
  ['unhealthy'],
  ['catStdin'],
]

/** What can be asked for and is shown again; what would change the workload stands on its own. */
const shown: readonly Settings[] = [
  ...[...shownSettings.map(([, given]) => given), ...defaults.map(([, , given]) => given)].filter(
    given => Object.keys(given).length > 0 && !('Entrypoint' in given) && !('Cmd' in given),
  ),
  { HostConfig: { CapDrop: ['MKNOD'] } },
  {
    ExposedPorts: { '80/tcp': {} },
    HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] } },
  },
]

const spoken: readonly Settings[] = shownSettings
  .map(([, given]) => given)
  .filter(given => 'Entrypoint' in given || 'Cmd' in given)

const hosts: readonly Settings[] = [
  { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } },
  { RestartPolicy: { Name: 'unless-stopped' } },
  { AutoRemove: true },
]

/** What no daemon takes; a mount of a source that is not there would be taken by those that make it. */
const refused = refusedSettings.filter(([id, , , need]) => id !== 'long-hostname' && need !== 'alone')

/** The mark that everything of one program carries, so that lists and prunes can be about it alone. */
export const mark: Settings = { '{m0}': 'one' }

const merge = (one: Settings, other: Settings): Settings => ({
  ...one,
  ...other,
  ...('HostConfig' in one && 'HostConfig' in other
    ? { HostConfig: { ...(one.HostConfig as Settings), ...(other.HostConfig as Settings) } }
    : {}),
})

/** The youngest volume first: what is asked for in this order is not sorted. */
const bindsOf = ({ volumes }: Shadow, pick: Pick): string[] =>
  volumes.length > 1 && pick.chance(60)
    ? volumes.slice(-2).map((volume, index) => `{${volume}}:/data${2 - index}`)
    : [`{${pick.of(volumes)}}:/data`]

const hostOf = (shadow: Shadow, pick: Pick, workload: string): Settings => {
  const parts: Settings[] = []
  if (shadow.networks.length > 0 && pick.chance(50)) parts.push({ NetworkMode: `{${pick.of(shadow.networks)}}` })
  if (shadow.volumes.length > 0 && pick.chance(60)) parts.push({ Binds: bindsOf(shadow, pick) })
  if (workload !== 'crashLoop' && pick.chance(20)) parts.push(pick.of(hosts))
  return Object.assign({}, ...parts)
}

/** A container of one of the workloads, with some settings; often it is started at once. */
export const createContainer = (shadow: Shadow, pick: Pick): Step[] => {
  const [workload, given] = pick.of(workloads)
  const symbol = shadow.fresh('c')
  const host = hostOf(shadow, pick, workload)
  const settings = pick.chance(35) ? pick.of(shown) : pick.chance(15) ? { Tty: true } : {}
  const volumes = pick.chance(15) ? { Volumes: { '/anonymous': {} } } : {}
  const body = merge(
    {
      workload,
      ...(given && { arguments: given }),
      Labels: mark,
      ...(Object.keys(host).length > 0 && { HostConfig: host }),
    },
    {
      ...settings,
      ...volumes,
      ...('Labels' in settings ? { Labels: { ...mark, ...(settings.Labels as Settings) } } : {}),
    },
  )
  const isStarted = pick.chance(60)
  const networks = 'NetworkMode' in host ? [String(host.NetworkMode).slice(1, -1)] : []
  const status = !isStarted
    ? 'created'
    : workload === 'exit' || workload === 'print'
      ? 'exited'
      : workload === 'crashLoop'
        ? 'restarting'
        : 'running'
  shadow.containers.push({ symbol, name: symbol, status, workload, networks })
  const create: Step = { call: 'ContainerCreate', body, makes: symbol }
  return isStarted ? [create, { call: 'ContainerStart', path: { id: `{${symbol}.id}` } }] : [create]
}

/** One whose own words are the command; nothing is said of what it does. */
const createSpoken = (shadow: Shadow, pick: Pick): Step[] => {
  const symbol = shadow.fresh('c')
  shadow.containers.push({ symbol, name: symbol, status: 'created', workload: '', networks: [] })
  return [
    { call: 'ContainerCreate', body: { workload: 'sleepForever', Labels: mark, ...pick.of(spoken) }, makes: symbol },
    { call: 'ContainerInspect', path: { id: `{${symbol}}` } },
  ]
}

/** With a symbol where the settings leave a name open; undefined when nothing is there that could stand in it. */
const filledIn = (settings: Settings, { volumes }: Shadow): Settings | undefined => {
  const text = JSON.stringify(settings).replaceAll(openName, nobody('c'))
  const [volume] = volumes
  if (!text.includes(someVolume)) return JSON.parse(text)
  return volume === undefined ? undefined : JSON.parse(text.replaceAll(someVolume, `{${volume}}`))
}

/** What must be refused: settings, names, images, a name that is taken. */
const refuse = (shadow: Shadow, pick: Pick): Step[] => {
  const sleeper = { workload: 'sleepForever' }
  const [holder] = shadow.containers
  // Old daemons take some of it: nobody else must go by that name.
  const symbol = `{${shadow.fresh('c')}}`
  return [
    pick.of<Step>([
      ...Array.from(
        { length: 3 },
        (): Step => ({
          call: 'ContainerCreate',
          query: { name: symbol },
          body: merge(sleeper, filledIn(pick.of(refused)[1], shadow) ?? { WorkingDir: 'x' }),
        }),
      ),
      { call: 'ContainerCreate', query: { name: `${symbol}${pick.of([' x', '/x', 'ä'])}` }, body: sleeper },
      { call: 'ContainerCreate', query: { name: symbol }, body: { ...sleeper, Image: nobody('i') } },
      ...(holder
        ? [{ call: 'ContainerCreate', query: { name: `{${holder.name}}` }, body: sleeper } satisfies Step]
        : []),
    ]),
  ]
}

export const creations = [
  [14, createContainer],
  [2, createSpoken],
  [4, refuse],
] as const
