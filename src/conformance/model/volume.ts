import { type Fields, fieldsOf, listOf } from '../fields.ts'
import { isBusyPruning } from '../observation.ts'
import { demand, demandEqual, demandNothing, demandRefusal, demandStatus, replyOf } from './breach.ts'
import { filtersOf, hasLabel } from './container/list.ts'
import { mayBe, mustBe } from './container/moves.ts'
import { isPrunable, refusesFilters } from './container/prune.ts'
import { isTrue } from './fields.ts'
import { withHappened } from './happened.ts'
import type { Judge, Judged } from './judge.ts'
import { type Container, type States, type Volume, withEntry, withoutKey } from './states.ts'

const answers = 'VolumeCreate.answers-the-volume'

/** What is said of a volume when it is made and when it is looked at. */
const checkVolume = (judged: Judged, { name, labels }: Volume, requirement: string): void => {
  const volume = replyOf<Fields>(judged, requirement)
  demandEqual(
    [volume.Name, volume.Driver, volume.Scope],
    [name, 'local', 'local'],
    requirement,
    'Name, Driver and Scope',
  )
  demand(
    String(volume.Mountpoint).endsWith(`/${name}/_data`),
    requirement,
    'Mountpoint',
    `…/${name}/_data`,
    volume.Mountpoint,
  )
  for (const [label, value] of Object.entries(labels))
    demandEqual(fieldsOf(volume.Labels)[label], value, requirement, `the label ${label}`)
}

export const judgeVolumeCreate: Judge = judged => {
  const { states, call } = judged
  const { Name, Driver, Labels } = fieldsOf(call.body)
  const name = String(Name ?? '')
  if (/[^a-zA-Z0-9_.-]/.test(name)) {
    demandRefusal(judged, 'VolumeCreate.refuses-bad-name', 400, /includes invalid characters/)
    return states
  }
  const existing = states.volumes.get(name)
  if (Driver !== undefined && Driver !== 'local') {
    demandStatus(judged, 'VolumeCreate.refuses-unknown-driver', 400, 404, ...(existing ? [409] : []))
    return states
  }
  demandStatus(judged, existing ? 'VolumeCreate.twice' : answers, 201)
  const volume = existing ?? { name, labels: fieldsOf(Labels) }
  checkVolume(judged, volume, existing ? 'VolumeCreate.twice' : answers)
  const after = { ...states, volumes: withEntry(states.volumes, name, volume) }
  return existing || name === '' ? after : withHappened(after, volumeEvent('create', name))
}

/** That it is made and removed is told by its name. */
const volumeEvent = (action: 'create' | 'destroy', name: string) =>
  ({ type: 'volume', action, id: name, requirement: `SystemEvents.of-volume-${action}` }) as const

const usersOf = ({ containers }: States, name: string): Container[] =>
  [...containers.values()].filter(({ volumes }) => volumes.includes(name))

const isUsed = (container: Container): boolean =>
  !container.isUnknown && mustBe(container, 'created', 'running', 'paused', 'restarting', 'exited')
const mayUse = (container: Container): boolean =>
  container.isUnknown === true || mayBe(container, 'created', 'running', 'paused', 'restarting', 'exited')

export const judgeVolumeDelete: Judge = judged => {
  const { states, call, observation } = judged
  const name = call.path?.name ?? ''
  const isForced = isTrue(call.query?.force ?? false)
  if (!states.volumes.has(name)) {
    if (!states.isClosed) return states
    if (isForced) demandStatus(judged, 'VolumeDelete.removes', 204)
    else demandNothing(judged, 'VolumeDelete.of-nothing')
    return states
  }
  const users = usersOf(states, name)
  if (users.some(isUsed) || (observation.status === 409 && users.some(mayUse))) {
    demandRefusal(judged, 'VolumeDelete.refuses-in-use', 409, /volume is in use - \[/)
    return states
  }
  demandStatus(judged, 'VolumeDelete.removes', 204)
  return withHappened({ ...states, volumes: withoutKey(states.volumes, name) }, volumeEvent('destroy', name))
}

export const judgeVolumeInspect: Judge = judged => {
  const { states, call } = judged
  const volume = states.volumes.get(call.path?.name ?? '')
  if (volume) {
    demandStatus(judged, 'VolumeInspect.keeps-what-is-written', 200)
    checkVolume(judged, volume, answers)
  } else if (states.isClosed) demandNothing(judged, 'VolumeInspect.of-nothing')
  return states
}

/** Whether a volume is found by the values of one key; undefined: nobody can tell. */
const fits: Readonly<
  Record<string, (volume: Volume, values: readonly string[], states: States) => boolean | undefined>
> = {
  name: ({ name }, values) => values.some(value => name.includes(value)),
  driver: (_, values) => values.includes('local'),
  label: ({ labels }, values) => values.every(value => value.startsWith('dev.mockerd.') || hasLabel(labels, value)),
  dangling: ({ name }, values, states) => {
    const users = usersOf(states, name)
    if (users.some(isUsed)) return !values.some(isTrue)
    return users.some(mayUse) ? undefined : values.some(isTrue)
  },
}

export const judgeVolumeList: Judge = judged => {
  const { states, call } = judged
  const filters = filtersOf(call.query?.filters)
  if ('nonsense' in filters) {
    demandRefusal(judged, 'VolumeList.refuses-unknown-filter', 400, /invalid filter/i)
    return states
  }
  const [first = 'name'] = Object.keys(filters)
  const requirement = `VolumeList.filters-by-${first}`
  demandStatus(judged, requirement, 200)
  const names = listOf(replyOf<Fields>(judged, requirement).Volumes).map(each => String(fieldsOf(each).Name))
  for (const volume of states.volumes.values()) {
    const judgements = Object.entries(filters).map(
      ([key, values]) => [key, fits[key]?.(volume, values, states)] as const,
    )
    const unfit = judgements.find(([, fit]) => fit === false)
    if (unfit)
      demand(
        !names.includes(volume.name),
        `VolumeList.filters-by-${unfit[0]}`,
        'the list',
        `without ${volume.name}`,
        names,
      )
    else if (judgements.every(([, fit]) => fit === true))
      demand(names.includes(volume.name), requirement, 'the list', `with ${volume.name}`, names)
  }
  return states
}

/** Prune takes what nobody has; of what was given a name only when it is asked for all. */
export const judgeVolumePrune: Judge = judged => {
  const { states, call, observation } = judged
  const given = call.query?.filters
  // Before 1.42 every volume was pruned, and `all` was no filter.
  const isOld = Number(/^\/v1\.(\d+)\//.exec(observation.request.target)?.[1] ?? 99) < 42
  if (isOld && 'all' in filtersOf(given)) return states
  if (isBusyPruning(judged.observation) || refusesFilters(judged)) return states
  demandStatus(judged, 'VolumePrune.leaves-named-volumes', 200)
  const removed = listOf(replyOf<Fields>(judged, 'VolumePrune.leaves-named-volumes').VolumesDeleted)
  const isForAll = isOld || filtersOf(given).all?.some(isTrue) === true
  const isPruned = ({ name, labels }: Volume): boolean => {
    if (!removed.includes(name)) return false
    const isFree = !usersOf(states, name).some(isUsed)
    const requirement = 'VolumePrune.leaves-named-volumes'
    demand(
      isForAll && isPrunable(labels, given, states) !== false && isFree,
      requirement,
      'what was pruned',
      `not ${name}`,
      removed,
    )
    return true
  }
  return { ...states, volumes: new Map([...states.volumes].filter(([, volume]) => !isPruned(volume))) }
}
