import type { EventMessage, EventType } from '../../events.ts'
import type { Profile } from '../profile.ts'
import { isPodmanOf, type PodmanRange } from './podman.ts'

/** What libpod calls an event of Docker's, with what it tells besides; seen with 4.3.1 and 5.4.2. */
interface Retelling extends PodmanRange {
  readonly type: EventType
  /** The action without what follows its colon. */
  readonly docker: string
  /** In this order; none: it is silent. */
  readonly podman: readonly string[]
}

const silent = (type: EventType, ...actions: readonly string[]): Retelling[] =>
  actions.map(docker => ({ type, docker, podman: [] }))

/**
 * libpod/events/config.go. `stop` is told only of what had to be killed, and by whoever comes first: it is left out.
 * Copying and looking are not told at all. The first that fits is taken; what is not here is called the same.
 */
const retellings: readonly Retelling[] = [
  { type: 'container', docker: 'start', podman: ['init', 'start'] },
  { type: 'container', docker: 'die', podman: ['die', 'cleanup'] },
  { type: 'container', docker: 'destroy', podman: ['remove'] },
  { type: 'container', docker: 'exec_start', podman: ['exec'] },
  { type: 'container', docker: 'exec_die', podman: ['exec_died'] },
  { type: 'container', docker: 'export', podman: ['mount'] },
  { type: 'container', docker: 'update', podman: [], before: '4.4' },
  ...silent('container', 'stop', 'exec_create', 'exec_detach', 'detach', 'top', 'resize', 'oom', 'prune'),
  ...silent('container', 'archive-path', 'extract-to-dir'),
  { type: 'volume', docker: 'destroy', podman: ['remove'] },
  ...silent('volume', 'mount', 'unmount', 'prune'),
  { type: 'network', docker: 'create', podman: [], before: '5' },
  { type: 'network', docker: 'destroy', podman: [], before: '5' },
  { type: 'network', docker: 'destroy', podman: ['remove'] },
  ...silent('network', 'prune'),
  { type: 'image', docker: 'load', podman: ['loadfromarchive'] },
  ...silent('image', 'prune', 'create'),
  ...silent('builder', 'prune'),
]

/** What libpod does not tell of an action. */
const untold: Readonly<Record<string, readonly string[]>> = {
  kill: ['signal'],
  rename: ['oldName'],
  exec: ['execID'],
  exec_died: ['execID', 'exitCode'],
  die: ['execDuration', 'signal'],
}

/** Every message has these three, and messages of volumes and networks not their own of Docker's. */
const attributesOf = (profile: Profile, action: string, { type, actorId, attributes }: EventMessage) => {
  const own = type === 'container' || type === 'image' ? attributes : {}
  const told = Object.entries(own).filter(([key]) => !untold[action]?.includes(key))
  const exitCode = action === 'die' ? attributes.exitCode : isPodmanOf(profile, { before: '5' }) ? '0' : undefined
  const more: Readonly<Record<string, string | undefined>> = {
    image: attributes.image ?? '',
    podId: '',
    containerExitCode: exitCode,
    name: type === 'volume' ? actorId : type === 'network' ? '' : attributes.name,
    ...(type === 'network' && { driver: attributes.type, network: attributes.name }),
  }
  const all = [...told, ...Object.entries(more)].filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(new Map(all.sort(([a], [b]) => (a < b ? -1 : 1))))
}

const idOf = ({ type, actorId }: EventMessage): string =>
  type === 'volume' ? '' : type === 'image' ? actorId.replace(/^sha256:/, '') : actorId

/** The messages that this podman sends in the place of one of Docker's. */
export const retold = (profile: Profile, message: EventMessage): EventMessage[] => {
  const [docker] = message.action.split(':')
  const found = retellings.find(each => {
    return each.type === message.type && each.docker === docker && isPodmanOf(profile, each)
  })
  const actions = found ? found.podman : [message.action]
  return actions.map(action => ({
    ...message,
    action,
    actorId: idOf(message),
    attributes: attributesOf(profile, action, message),
  }))
}
