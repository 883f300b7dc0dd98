import { isFields } from '../fields.ts'
import { decodeText, type Target } from '../wire.ts'
import { runLabel } from './house.ts'

/** What was on a daemon that no run of the suite made: each object as its inspection shows it, by kind and name. */
export type Snapshot = ReadonlyMap<string, unknown>

type Fields = Record<string, unknown>

/** Names that runs of the suite give, also those that run beside this one. */
const suitePrefix = /(^|\/)mkc-[0-9a-f]{8}-/

const isOfSuite = (name: unknown): boolean => typeof name === 'string' && suitePrefix.test(name)

const hasRunLabel = (labels: unknown): boolean => isFields(labels) && runLabel in labels

const without = (value: unknown, ...keys: readonly string[]): Fields =>
  isFields(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : {}

/** Whether a container goes and comes by itself. */
const isRestless = ({ State, HostConfig }: Fields): boolean => {
  const { Name } = (without(HostConfig).RestartPolicy ?? {}) as Fields
  return without(State).Restarting === true || ['always', 'unless-stopped', 'on-failure'].includes(String(Name))
}

const withoutHealth = (state: unknown): Fields => without(state, 'Health', 'Pid')

/** Addresses move with their container; a restless one has none between its lives. Reading a log gives it its path. */
const containerWithout = (inspected: Fields): unknown => {
  const rest = without(inspected, 'ExecIDs', 'SizeRw', 'SizeRootFs', 'GraphDriver', 'LogPath')
  if (!isRestless(inspected)) return { ...rest, State: withoutHealth(inspected.State) }
  return without(rest, 'State', 'RestartCount', 'NetworkSettings', 'ResolvConfPath', 'HostnamePath', 'HostsPath')
}

const notOfSuite = (names: unknown): unknown =>
  Array.isArray(names) ? names.filter(name => !isOfSuite(String(name).split('@')[0])).toSorted() : names

/** What tagging and using an image moves of it. */
const imageWithout = (inspected: Fields): unknown => ({
  ...without(inspected, 'Metadata', 'Containers', 'Descriptor', 'Manifests'),
  RepoTags: notOfSuite(inspected.RepoTags),
  RepoDigests: notOfSuite(inspected.RepoDigests),
})

/**
 * Which containers are on it stands with them; ours come and go. Podman 4.3 makes up anew when its own network was created,
 * each time it is asked.
 */
const networkWithout = (inspected: Fields): unknown => without(inspected, 'Containers', 'Peers', 'Status', 'Created')

const volumeWithout = (inspected: Fields): unknown => without(inspected, 'UsageData', 'Status')

interface Kind {
  readonly kind: string
  readonly list: string
  readonly rows: (listed: unknown) => readonly Fields[]
  readonly nameOf: (row: Fields) => string
  readonly inspect?: (name: string) => string
  readonly still: (inspected: Fields) => unknown
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

const kinds: readonly Kind[] = [
  {
    kind: 'container',
    list: '/containers/json?all=1',
    rows: listOf,
    nameOf: ({ Id }) => String(Id),
    inspect: id => `/containers/${id}/json`,
    still: containerWithout,
  },
  {
    kind: 'network',
    list: '/networks',
    rows: listOf,
    nameOf: ({ Id }) => String(Id),
    inspect: id => `/networks/${id}`,
    still: networkWithout,
  },
  {
    kind: 'volume',
    list: '/volumes',
    rows: listed => listOf(without(listed).Volumes),
    nameOf: ({ Name }) => String(Name),
    still: volumeWithout,
  },
  {
    kind: 'image',
    list: '/images/json',
    rows: listOf,
    nameOf: ({ Id }) => String(Id),
    inspect: id => `/images/${id}/json`,
    still: imageWithout,
  },
  {
    kind: 'plugin',
    list: '/plugins',
    rows: listOf,
    nameOf: ({ Name }) => String(Name),
    still: each => each,
  },
]

const get = async (target: Target, path: string): Promise<unknown> => {
  const { status, body } = await target.send({ method: 'GET', target: path, headers: {} })
  return status === 200 ? JSON.parse(decodeText(body)) : undefined
}

/** Objects of runs of the suite, and images that have no other names than theirs. */
const isMadeBySuite = ({ Labels, Names, Name, RepoTags }: Fields): boolean => {
  if (hasRunLabel(Labels) || isOfSuite(Name)) return true
  const names = Array.isArray(Names) ? Names : Array.isArray(RepoTags) ? RepoTags : []
  return names.length > 0 && names.every(isOfSuite)
}

const concurrency = 8

/** Looks at everything on a daemon that no run of the suite has made. */
export const takeSnapshot = async (target: Target): Promise<Snapshot> => {
  const snapshot = new Map<string, unknown>()
  for (const { kind, list, rows, nameOf, inspect, still } of kinds) {
    const found = rows(await get(target, list)).filter(row => !isMadeBySuite(row))
    let next = 0
    const work = async (): Promise<void> => {
      for (let row = found[next++]; row; row = found[next++]) {
        const inspected = inspect ? await get(target, inspect(nameOf(row))) : row
        // Gone between the list and now: it is not ours to say why.
        if (isFields(inspected)) snapshot.set(`${kind} ${nameOf(row)}`, still(inspected))
      }
    }
    await Promise.all(Array.from({ length: concurrency }, work))
  }
  return snapshot
}

/** As JSON with keys in order: Go's maps have none. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    isFields(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  )

const placeOfDifference = (before: unknown, after: unknown, path = ''): string => {
  if (canonical(before) === canonical(after)) return ''
  if (!isFields(before) || !isFields(after))
    return `${path || 'it'} was ${canonical(before)} and is ${canonical(after)}`
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const found = placeOfDifference(before[key], after[key], path === '' ? key : `${path}.${key}`)
    if (found !== '') return found
  }
  return ''
}

/** What has happened to objects that were there: one line each. New objects of others are nobody's fault. */
export const differencesBetween = (before: Snapshot, after: Snapshot): string[] =>
  [...before].flatMap(([name, was]) => {
    if (!after.has(name)) return [`${name} is gone`]
    const difference = placeOfDifference(was, after.get(name))
    return difference === '' ? [] : [`${name} has changed: ${difference.slice(0, 300)}`]
  })

/** What keeps a daemon from being ours alone: everything but the networks that daemons have, and one image. */
export const foreignObjects = async (target: Target, image: string): Promise<string[]> => {
  const snapshot = await takeSnapshot(target)
  return [...snapshot].flatMap(([name, inspected]) => {
    const { Name, RepoTags } = without(inspected)
    const isBuiltIn = name.startsWith('network ') && ['bridge', 'host', 'none', 'podman'].includes(String(Name))
    const isWorkload = Array.isArray(RepoTags) && RepoTags.some(tag => String(tag).split('/').at(-1)?.startsWith(image))
    return isBuiltIn || isWorkload ? [] : [name]
  })
}
