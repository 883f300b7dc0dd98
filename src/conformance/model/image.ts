import { type Fields, fieldsOf, isFields, listOf } from '../fields.ts'
import { textOf } from '../observation.ts'
import { demand, demandEqual, demandNothing, demandRefusal, demandStatus, replyOf } from './breach.ts'
import { filtersOf } from './container/list.ts'
import { withHappened } from './happened.ts'
import type { Judge, Judged } from './judge.ts'
import type { States } from './states.ts'

const full = (name: string): string => (name.includes(':') ? name : `${name}:latest`)

/** Names that runs of the suite give to images: the model knows whether those are there. */
const isOfRuns = (name: string): boolean => name.startsWith('mkc-')

/** A name of Docker Hub may be said with all that it stands for. */
const hub = /^docker\.io\/library\//

const referenceOf = ({ call }: Judged): string => full((call.path?.name ?? '').replace(hub, ''))

/** Of a name that nobody has: refused as it must be. */
const refused = (judged: Judged): States => {
  const { states, call } = judged
  if (states.isClosed && isOfRuns(referenceOf(judged))) demandNothing(judged, `${call.call}.of-nothing`)
  return states
}

export const judgeTag: Judge = judged => {
  const { states, call } = judged
  const { repo = '', tag = 'latest' } = call.query ?? {}
  const source = call.path?.name ?? ''
  if (isOfRuns(source) && !states.images.has(full(source))) {
    if (states.isClosed) demandRefusal(judged, 'ImageInspect.of-nothing', 404, /No such image: /)
    return states
  }
  if (/[A-Z]/.test(String(repo)) || !/^[\w][\w.-]{0,127}$/.test(String(tag))) {
    demandRefusal(judged, 'ImageTag.refuses-bad-name', 400)
    return states
  }
  demandStatus(judged, 'ImageTag.gives-another-name', 201)
  demandEqual(textOf(judged.observation), '', 'ImageTag.answers-nothing', 'the body')
  const name = `${repo}:${tag}`
  return withHappened(
    { ...states, images: new Set([...states.images, name]) },
    {
      type: 'image',
      action: 'tag',
      attributes: { name },
      requirement: 'SystemEvents.of-tag',
    },
  )
}

const digest = /^sha256:[0-9a-f]{64}$/

export const judgeImageInspect: Judge = judged => {
  const { states } = judged
  const name = referenceOf(judged)
  if (isOfRuns(name) && !states.images.has(name)) return refused(judged)
  if (!states.images.has(name) && judged.observation.status !== 200) return states
  const isLong = hub.test(judged.call.path?.name ?? '')
  demandStatus(judged, isLong ? 'ImageInspect.as-docker.io-library' : 'ImageTag.gives-another-name', 200)
  const { Id, Os, RootFS, RepoTags, Config } = replyOf<Fields>(judged, 'ImageInspect.describes')
  demand(digest.test(String(Id)), 'ImageInspect.describes', 'Id', 'a digest', Id)
  demand(isFields(Config), 'ImageInspect.describes', 'Config', 'what containers of it begin with', Config)
  demandEqual([Os, fieldsOf(RootFS).Type], ['linux', 'layers'], 'ImageInspect.describes', 'Os and RootFS.Type')
  for (const layer of listOf(fieldsOf(RootFS).Layers))
    demand(digest.test(String(layer)), 'ImageInspect.describes', 'a layer', 'a digest', layer)
  if (states.images.has(name))
    demand(listOf(RepoTags).includes(name), 'ImageTag.gives-another-name', 'RepoTags', name, RepoTags)
  return states
}

export const judgeImageHistory: Judge = judged => {
  const { states } = judged
  const name = referenceOf(judged)
  if (isOfRuns(name) && !states.images.has(name)) return refused(judged)
  if (judged.observation.status !== 200) return states
  const rows = replyOf<unknown>(judged, 'ImageHistory.describes')
  const [first] = listOf(rows)
  demandEqual(
    [typeof fieldsOf(first).Created, typeof fieldsOf(first).Size],
    ['number', 'number'],
    'ImageHistory.describes',
    'the types of Created and Size',
  )
  return states
}

/** Of several names one is taken away, and nothing else. */
export const judgeImageDelete: Judge = judged => {
  const { states } = judged
  const name = referenceOf(judged)
  if (!states.images.has(name)) return refused(judged)
  demandStatus(judged, 'ImageDelete.untags', 200)
  demandEqual(replyOf<unknown>(judged, 'ImageDelete.untags'), [{ Untagged: name }], 'ImageDelete.untags', 'the reply')
  const images = new Set(states.images)
  images.delete(name)
  return withHappened({ ...states, images }, { type: 'image', action: 'untag', requirement: 'SystemEvents.of-tag' })
}

export const judgeImageList: Judge = judged => {
  const { states, call } = judged
  const filters = filtersOf(call.query?.filters)
  if ('nonsense' in filters) {
    demandRefusal(judged, 'ImageList.refuses-unknown-filter', 400, /invalid filter/i)
    return states
  }
  const requirement = filters.reference ? 'ImageList.filters-by-reference' : 'ImageTag.gives-another-name'
  demandStatus(judged, requirement, 200)
  const rows = replyOf<unknown>(judged, 'ImageList.empty')
  demand(Array.isArray(rows), 'ImageList.empty', 'the reply', 'a list', rows)
  const tags = listOf(rows).flatMap(row => listOf(fieldsOf(row).RepoTags).map(String))
  const { reference, ...others } = filters
  if (Object.keys(others).length > 0) return states
  for (const name of states.images) {
    const isFound = reference === undefined || reference.some(pattern => fitsReference(name, pattern))
    demand(
      tags.includes(name) === isFound,
      requirement,
      'the names',
      isFound ? `with ${name}` : `without ${name}`,
      tags,
    )
  }
  return states
}

const fitsReference = (name: string, pattern: string): boolean => {
  const expression = new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`)
  return expression.test(name) || expression.test(name.split(':')[0] ?? '')
}
