import { drawnSubnet } from '../generate/object.ts'
import { escaped } from '../pattern.ts'
import type { Symbols } from '../program/symbols.ts'
import { asDrawn } from './apart.ts'

/** JSON whose parts that no two daemons share are holes: `<id>`, `<time>`, `<address>`. */
export type Comparable =
  | string
  | number
  | boolean
  | null
  | readonly Comparable[]
  | { readonly [key: string]: Comparable }

/** What names things in one run of a program. */
export interface Naming {
  readonly symbols: Symbols
  /** Names the run, in labels and names. */
  readonly run: string
  /** Where the daemon keeps its files. */
  readonly root: string
  /** The image of the run, as it was named; by any other tag of it, a daemon has it from somebody else. */
  readonly image: string
}

/** Order matters: what is known by a symbol is no hole any more. */
const holes: readonly (readonly [pattern: RegExp, hole: string])[] = [
  // Of this run or of another one.
  [/\bmkc-(<run>|[0-9a-f]{8})-\d+\b/g, '<name>'],
  [/sha256:[0-9a-f]{64}/g, '<digest>'],
  [/\b[0-9a-f]{64}\b/g, '<id>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<id>'],
  // How a daemon was called until 20.10: by the fingerprint of its key.
  [/\b([A-Z2-7]{4}:){11}[A-Z2-7]{4}\b/g, '<id>'],
  [/\b[0-9a-f]{12}\b/g, '<short id>'],
  [/\b(?!0001-01-01)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>'],
  [/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, '<hardware address>'],
  // Not those that the program gave.
  [new RegExp(`\\b(?!${escaped(drawnSubnet)})(10|172|192)(\\.\\d+){3}(/\\d+)?\\b`, 'g'), '<address>'],
  [/\b(Less than a second|About an? \w+|\d+ (second|minute|hour)s?)\b/g, '<while>'],
  // What a distribution adds to a version.
  [/(\d)([+~](dfsg|ds)\d*|\+unknown)+/g, '$1'],
  [/\/[\w./-]*netns\/<short id>/g, '<sandbox>'],
]

/** The image of the run as daemons list it, by a tag and before a digest. */
const imagePattern = (image: string): RegExp => {
  const repository = image.replace(/:[^/]*$/, '')
  const tag = image === repository ? `${image}:latest` : image
  return new RegExp(`(?<![\\w./:-])(${escaped(tag)}(?![\\w.-])|${escaped(repository)}(?=@))`, 'g')
}

/** A text with symbols where the run had names and ids, and holes where the daemon had its own. */
export const comparableText = (text: string, { symbols, run, root, image }: Naming): string => {
  let result = text.replace(imagePattern(image), '{image}')
  for (const [symbol, { id }] of symbols.entries())
    if (id !== undefined && id.length >= 12)
      result = result.replaceAll(id, `{${symbol}.id}`).replaceAll(id.slice(0, 12), `{${symbol}.short}`)
  // The longest first: a name may be the beginning of another.
  const named = [...symbols.entries()].toSorted(([, { name: one }], [, { name: other }]) => other.length - one.length)
  for (const [symbol, { name }] of named)
    result = result.replace(new RegExp(`${escaped(name)}(?!\\d)`, 'g'), `{${symbol}}`)
  result = asDrawn(result.replaceAll(run, '<run>'))
  if (root !== '') result = result.replaceAll(root, '<root>')
  for (const [pattern, hole] of holes) result = result.replace(pattern, hole)
  return result
}

/** Numbers of the whole daemon, on which other programs are at work. */
const sharedKeys: ReadonlySet<string> = new Set([
  ...['Containers', 'ContainersRunning', 'ContainersPaused', 'ContainersStopped', 'Images'],
  ...['NFd', 'NGoroutines', 'NEventsListener'],
])

/** Numbers that only have to be there, or to be zero on both sides. */
const countedKeys: ReadonlySet<string> = new Set([
  ...[
    'Pid',
    'PID',
    'Created',
    'Size',
    'SizeRw',
    'SizeRootFs',
    'SharedSize',
    'VirtualSize',
    'LayersSize',
    'SpaceReclaimed',
  ],
  ...['NCPU', 'MemTotal', 'FailingStreak', 'execDuration', 'size', 'mtime', 'LastTagTime'],
])

export const isRecord = (value: Comparable | undefined): value is { readonly [key: string]: Comparable } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Prefixes of pools that daemons choose: the first ones are wide, and who has many networks gets narrower ones. */
const pooledLengths: readonly number[] = [16, 20]

const countOf = (value: number, key: string): Comparable =>
  (key === 'IPPrefixLen' && pooledLengths.includes(value)) ||
  (sharedKeys.has(key) && value >= 0) ||
  (countedKeys.has(key) && value !== 0)
    ? '<number>'
    : value

const textKey = (value: Comparable): string => JSON.stringify(value)

/** What has no order, in one that is always the same. */
export const sorted = (values: readonly Comparable[]): Comparable[] =>
  values.toSorted((one, other) => (textKey(one) < textKey(other) ? -1 : 1))

const tagKeys: ReadonlySet<string> = new Set(['RepoTags', 'RepoDigests', 'Tags'])

/** That of the run's image, of what the program has made, and of nothing. */
const isOwnTag = (tag: Comparable): boolean => /^(\{|<none>)/.test(String(tag))

/** Ports from here on are those that a daemon chooses, from what nobody else has just then. */
const ephemeralPort = 32_768

const isChosenPort = (value: Comparable, key: string): boolean =>
  (key === 'PublicPort' || key === 'HostPort') && Number(value) >= ephemeralPort

/** Who uses a network or a volume is told in the order of moby's stores, which is none. */
const users = /(?<=has active endpoints \()name:.*(?=\)$)|(?<=volume is in use - \[).*(?=\]$)/

const withUsersSorted = (message: string): string =>
  message.replace(users, list => list.split(', ').toSorted().join(', '))

export const withHoles = (value: Comparable, key = ''): Comparable => {
  if (key === 'message' && typeof value === 'string') return withUsersSorted(value)
  if (isChosenPort(value, key)) return '<port>'
  if (typeof value === 'number') return countOf(value, key)
  // Health is checked as often as there is time for.
  if (key === 'Log' && Array.isArray(value)) return value.slice(0, 1).map(each => withHoles(each))
  // What others have tagged is there on one daemon alone; the order is that of names, which are not the same on both.
  if (tagKeys.has(key) && Array.isArray(value)) return sorted(value.filter(isOwnTag))
  // dockerd looks every five minutes for what has ended.
  if (key === 'CanRemove') return '<whether>'
  // A check of health may be under way; Go's maps have no order.
  if (key === 'ExecIDs' && Array.isArray(value)) {
    const known = sorted(value.filter(each => /^\{e\d+/.test(String(each))))
    return known.length === 0 ? null : known
  }
  // Go's maps have no order.
  if (key === 'Mounts' && Array.isArray(value)) return sorted(value.map(each => withHoles(each)))
  if (Array.isArray(value)) return value.map(each => withHoles(each))
  if (!isRecord(value)) return value
  // A check that was under way at the end has failed.
  if (value.Running === false && isRecord(value.Health) && typeof value.Health.FailingStreak === 'number')
    return withHoles({ ...value, Health: { ...value.Health, FailingStreak: '<number>' } }, key)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withHoles(each, name)]))
}
