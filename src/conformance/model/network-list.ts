import { fieldsOf, listOf } from '../fields.ts'
import { demand, demandRefusal, demandStatus, replyOf } from './breach.ts'
import { filtersOf, hasLabel } from './container/list.ts'
import { mustBe } from './container/moves.ts'
import { isTrue } from './fields.ts'
import type { Judge } from './judge.ts'
import { membersOf, predefined } from './network.ts'
import type { Network, States } from './states.ts'

/** Whether a network is found by the values of one key; undefined: nobody can tell. */
type Fits = (network: Network, values: readonly string[], states: States) => boolean | undefined

const fits: Readonly<Record<string, Fits>> = {
  name: ({ name }, values) => values.some(value => name.includes(value)),
  id: ({ id }, values) => values.some(value => id.startsWith(value)),
  driver: ({ body }, values) => values.includes(String(body.Driver ?? 'bridge')),
  type: (_, values) => values.includes('custom'),
  scope: (_, values) => values.includes('local'),
  label: ({ body }, values) =>
    values.every(value => value.startsWith('dev.mockerd.') || hasLabel(fieldsOf(body.Labels), value)),
  // Lists of daemons before 29 do not look at who is on a network (discoveries/networks.md).
  dangling: (network, values, states) => {
    const members = membersOf(states, network).filter(each => each.isUnknown || !mustBe(each, 'missing'))
    return members.length > 0 ? undefined : values.some(isTrue)
  },
}

export const judgeNetworkList: Judge = judged => {
  const { states, call } = judged
  const filters = filtersOf(call.query?.filters)
  const [first] = Object.keys(filters)
  if ('nonsense' in filters) {
    demandRefusal(judged, 'NetworkList.refuses-unknown-filter', 400, /invalid filter/i)
    return states
  }
  if (filters.dangling?.includes('maybe')) {
    demandRefusal(judged, 'NetworkList.refuses-doubtful-dangling', 400, /invalid (value for )?filter '?dangling/i)
    return states
  }
  const taken = first === 'type' || first === 'scope' ? `NetworkList.filters-by-${first}` : 'NetworkList.empty'
  demandStatus(judged, taken, 200)
  const rows = replyOf<unknown>(judged, 'NetworkList.empty')
  demand(Array.isArray(rows), 'NetworkList.empty', 'the reply', 'a list', rows)
  const names = listOf(rows).map(each => String(fieldsOf(each).Name))
  if (first === undefined)
    for (const name of predefined)
      demand(names.includes(name), 'NetworkList.has-the-defaults', 'the names', name, names)
  for (const network of states.networks.values()) {
    const { name } = network
    const found = Object.entries(filters).map(([key, values]) => [key, fits[key]?.(network, values, states)] as const)
    const unfit = found.find(([, fit]) => fit === false)
    if (unfit) demand(!names.includes(name), requirementFor(unfit[0]), 'the list', `without ${name}`, names)
    else if (found.every(([, fit]) => fit === true))
      demand(names.includes(name), requirementFor(first), 'the list', `with ${name}`, names)
  }
  return states
}

/** What is broken when this filter finds the wrong networks. */
const requirementFor = (key: string | undefined): string => {
  if (key === undefined) return 'NetworkList.has-the-defaults'
  return `NetworkList.filters-by-${key in fits ? key : 'label'}`
}

/** The path with a slash at its end is another one that says the same. */
export const judgeNetworkListSlash: Judge = judged => {
  const { nonsense, dangling = [] } = filtersOf(judged.call.query?.filters)
  const isRefused = nonsense !== undefined || dangling.includes('maybe')
  demandStatus(judged, 'NetworkListSlash.lists', isRefused ? 400 : 200)
  return judgeNetworkList(judged)
}
