import type { Step } from '../program/program.ts'
import type { Pick } from './pick.ts'
import type { Shadow } from './shadow.ts'

type Filters = Readonly<Record<string, unknown>>

/** Filters of the list of containers, about what the program has made. */
const filters = ({ containers, volumes }: Shadow, pick: Pick): Filters => {
  const fallback = { symbol: 'c0', name: 'c0' }
  const one = containers.length > 0 ? pick.of(containers) : fallback
  const other = containers.length > 0 ? pick.of(containers) : fallback
  return pick.of<Filters>([
    { status: [pick.of(['created', 'running', 'exited', 'paused'])] },
    { status: ['exited', 'running'] },
    { status: { created: true } },
    { name: [`^/{${one.name}}$`] },
    { name: [`^/{${one.name}}$`, `^/{${other.name}}$`] },
    { id: [`{${one.symbol}.id}`] },
    { id: [`{${one.symbol}.short}`] },
    { label: ['{m0}'] },
    { label: ['{m0}=one', '{m0}=two'] },
    { label: ['a=b'] },
    { exited: ['3'] },
    { exited: ['0'] },
    { before: [`{${one.name}}`] },
    { since: [`{${one.name}}`] },
    { nonsense: ['x'] },
    { status: ['sleeping'] },
    { health: ['fine'] },
    { exited: ['x'] },
    { before: ['mkc-nobody-at-all'] },
    { name: ['mkc-nobody-at-all'] },
    { status: ['restarting'], label: ['{m0}'] },
    { status: ['dead'], label: ['{m0}'] },
    { publish: ['80'] },
    { expose: ['80'] },
    { 'is-task': ['false'] },
    { isolation: ['default'] },
    { volume: volumes.length > 0 ? [`{${pick.of(volumes)}}`] : ['mkc-nobody-at-all'] },
    { ancestor: ['{image}'] },
    { ancestor: ['mkc-nobody-at-all'] },
    { health: ['none'] },
    { health: ['healthy', 'starting'] },
  ])
}

const isPlain = (given: Filters): boolean => Object.values(given).every(Array.isArray)

export const listContainers = (shadow: Shadow, pick: Pick): Step[] => {
  const given = pick.chance(75) ? filters(shadow, pick) : {}
  const own = isPlain(given) && !('label' in given) ? { ...given, label: ['{m0}'] } : given
  const query = { ...pick.of([{ all: true }, { all: true }, {}, { limit: 1 }, { all: true, limit: 2 }]), filters: own }
  return [{ call: 'ContainerList', query }]
}

/** Everything that has happened, or a part of it. */
export const askEvents = ({ containers, networks }: Shadow, pick: Pick): Step[] => {
  const one = containers.length > 0 ? pick.of(containers) : { symbol: 'c0' }
  const id = `{${one.symbol}.id}`
  const all = { since: '1' }
  return [
    {
      call: 'SystemEvents',
      query: pick.of<Filters>([
        { ...all, filters: { container: [id] } },
        { ...all, filters: { container: [id], type: ['container'] } },
        { ...all, filters: { container: [id], event: [pick.of(['start', 'die', 'kill', 'create'])] } },
        { ...all, filters: { label: ['{m0}'] } },
        { ...all, filters: { label: ['{m0}=one'], type: ['container'] } },
        { ...all, filters: { type: ['network'] } },
        { ...all, filters: { type: ['volume'] } },
        { since: '4102444800', filters: { container: [id] } },
        { since: '1', until: '1', filters: { container: [id] } },
        { since: 'x' },
        { since: '1', until: 'x' },
        ...(networks.length > 0 ? [{ ...all, filters: { network: [`{${networks[0]}.id}`] } }] : []),
      ]),
    },
  ]
}

export const listMoves = [
  [10, listContainers],
  [6, askEvents],
] as const
