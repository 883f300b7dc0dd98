import type { Entry } from '../ledger.ts'
import { baseOfBuild, loadedNames } from './archives.ts'
import { entry, runLabel } from './house.ts'
import type { Intent } from './intent.ts'
import { isOnThisMachine, named, parsedFilters, queryNames, type Rule } from './rule.ts'
import { textOr } from './settings.ts'

/** A repository and a tag that stand apart. */
const repository = ({ query }: Intent): Entry[] => {
  const tag = query.get('tag')
  return queryNames(query, 'image', 'repo').map(({ name }) =>
    entry('image', tag && name !== '' && !/:[^/]+$/.test(name) ? `${name}:${tag}` : name),
  )
}

const isTrue = (value: string | null): boolean => value !== null && !['', '0', 'no', 'false', 'none'].includes(value)

/** A classic build of one stage, from an image that may be used, whose every step shows whose it is. */
export const builds: Rule = {
  makes: ({ query }) => queryNames(query, 'image', 't'),
  refuses: ({ query, bytes = new Uint8Array() }, house) => {
    const odd = ['remote', 'pull', 'cgroupparent', 'outputs', 'session', 'buildid'].find(key => isTrue(query.get(key)))
    if (odd !== undefined) return `a build with ${odd}`
    if (!['', 'default', 'none'].includes(query.get('networkmode') ?? ''))
      return 'a build in a network of somebody else'
    if (query.get('version') === '2') return 'a build that others have parts of'
    if (!isTrue(query.get('forcerm'))) return 'a build that may leave containers'
    if (!['', 'Dockerfile'].includes(query.get('dockerfile') ?? '')) return 'a Dockerfile that is not looked at'
    const base = baseOfBuild(bytes, `${runLabel}=${house.run}`)
    if (base === undefined) return 'a Dockerfile that may use what is not ours'
    return base === 'scratch' || house.isUsableImage(base) ? undefined : 'an image of somebody else'
  },
}

const pulledName = ({ query }: Intent): string => [query.get('fromImage'), query.get('tag')].filter(Boolean).join(':')

/** From a tar, or from a registry: the image of workloads, while nobody has it, or what no registry has. */
export const createsImage: Rule = {
  makes: intent => (intent.query.has('fromSrc') ? repository(intent) : []),
  refers: (intent, house) =>
    intent.query.has('fromSrc') || house.mayBeCalled(pulledName(intent))
      ? []
      : [{ kind: 'image', name: pulledName(intent), isMissing: true }],
  refuses: intent => {
    const { query } = intent
    if (query.has('fromSrc')) return query.get('fromSrc') === '-' ? undefined : 'an image from elsewhere'
    const isSimple = query.getAll('fromImage').length === 1 && query.getAll('tag').length <= 1
    return isSimple && !query.has('repo') && !query.has('platform') ? undefined : 'an image from elsewhere'
  },
}

export const loadsImages: Rule = {
  makes: ({ bytes = new Uint8Array() }) => (loadedNames(bytes) ?? []).map(name => entry('image', name)),
  refuses: ({ bytes = new Uint8Array() }) =>
    loadedNames(bytes) === undefined ? 'an archive that may hold other names' : undefined,
}

/** An id, or one that stands for a name: it could be the only one that the image has. */
const isIdentifier = (name: string): boolean => /^sha256:|@|^[0-9a-f]{12,}$/.test(name)

export const tagsImage: Rule = {
  makes: repository,
  refuses: ({ path: { name = '' } }, house) =>
    house.isUsableImage(name) && (!isIdentifier(name) || house.known.has(name))
      ? undefined
      : 'an image of somebody else',
}

export const commitsContainer: Rule = {
  refers: ({ query }) => query.getAll('container').map(name => ({ kind: 'container', name })),
  makes: repository,
  refuses: ({ query }) => (query.getAll('container').length === 1 ? undefined : 'no container'),
}

/** Nothing leaves this machine. */
export const pushes = (kind: 'image' | 'plugin'): Rule => ({
  refers: named(kind, 'name'),
  refuses: ({ path: { name = '' } }) => (isOnThisMachine(name) ? undefined : 'a registry elsewhere'),
})

export const prunesCache: Rule = {
  refuses: ({ query }, { prefix }) => {
    const { id } = parsedFilters(query.getAll('filters')[0])
    return Array.isArray(id) && id.length > 0 && id.every(each => textOr(each).startsWith(prefix))
      ? undefined
      : 'a prune without the filter for this run'
  },
}
