import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import { type Filters, labelsMatch, parseFilters } from '../filters.ts'
import { has } from '../profile/changes.ts'
import { anonymousLabel } from './create.ts'
import { localDriver } from './driver.ts'
import type { Volume } from './entity.ts'
import { dropVolume, removeVolume } from './remove.ts'

const acceptedFilters: ReadonlySet<string> = new Set(['all', 'label', 'label!'])

const olderFilters: ReadonlySet<string> = new Set(['label', 'label!'])

/** What Go's strconv.ParseBool understands. */
const booleans: Readonly<Record<string, boolean>> = {
  1: true,
  t: true,
  T: true,
  true: true,
  TRUE: true,
  True: true,
  0: false,
  f: false,
  F: false,
  false: false,
  FALSE: false,
  False: false,
}

export interface VolumePrune {
  readonly names: readonly string[]
  readonly reclaimedBytes: number
}

/**
 * `POST /volumes/prune`: local volumes without options that no container names. Only anonymous ones unless `all` says
 * otherwise, which API versions below 1.42 imply (moby daemon/volume/service/service.go).
 */
export const pruneVolumes = (engine: Engine, filtersText: string | undefined, impliesAll: boolean): VolumePrune => {
  const filters = parseFilters(filtersText, has(engine.profile, 'prunesAllVolumes') ? acceptedFilters : olderFilters)
  const all = allFilter(filters) ?? impliesAll
  const pruned = [...engine.volumes.all()].filter(volume => isPrunable(volume, filters, all))
  const remove = has(engine.profile, 'announcesPrunedVolumes') ? removeVolume : dropVolume
  let reclaimedBytes = 0
  for (const volume of pruned) {
    reclaimedBytes += volume.tree.totalBytes
    remove(engine, volume)
  }
  engine.events.record({ type: 'volume', action: 'prune', actorId: '', attributes: { reclaimed: `${reclaimedBytes}` } })
  return { names: pruned.map(({ name }) => name), reclaimedBytes }
}

const isPrunable = (volume: Volume, filters: Filters, all: boolean): boolean => {
  const labels = volume.labels ?? {}
  const unwanted = filters.get('label!')
  return (
    volume.driver === localDriver &&
    volume.containerIds.size === 0 &&
    Object.keys(volume.options ?? {}).length === 0 &&
    (all || Object.hasOwn(labels, anonymousLabel)) &&
    labelsMatch(filters.get('label') ?? [], labels) &&
    (unwanted === undefined || !labelsMatch(unwanted, labels))
  )
}

const allFilter = (filters: Filters): boolean | undefined => {
  const values = filters.get('all')
  if (!values) return undefined
  const [value = ''] = values
  if (values.length > 1) throw invalid(`invalid filter 'all=[${values.join(' ')}]': only one value is expected`)
  const parsed = Object.hasOwn(booleans, value) ? booleans[value] : undefined
  if (parsed === undefined) {
    throw invalid(`invalid filter 'all': strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`)
  }
  return parsed
}
