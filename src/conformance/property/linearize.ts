import { Breach } from '../model/breach.ts'
import type { States } from '../model/states.ts'
import { step } from '../model/step.ts'
import type { Entry } from '../program/transcript.ts'
import type { IsExpected } from './hold.ts'

/** The symbols that a step is about; undefined: it may be about everything. */
const symbolsIn = ({ step: made }: Entry): readonly string[] | undefined => {
  const text = JSON.stringify(made)
  const named = [...text.matchAll(/\{([cenvi]\d+)(?:\.\w+)?\}/g)].map(([, symbol = '']) => symbol)
  const makes = 'makes' in made && made.makes !== undefined ? [made.makes] : []
  const all = [...new Set([...named, ...makes])]
  return all.length === 0 ? undefined : all
}

/** Parts that share no object: the order of what happens in one says nothing of the order in another. */
export const partition = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const groups: { symbols: Set<string>; entries: Entry[] }[] = []
  for (const entry of entries) {
    const symbols = symbolsIn(entry)
    const touched = groups.filter(group => symbols === undefined || symbols.some(each => group.symbols.has(each)))
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push({
      symbols: new Set([...touched.flatMap(group => [...group.symbols]), ...(symbols ?? [])]),
      entries: [...touched.flatMap(group => group.entries), entry],
    })
  }
  return groups.map(group => group.entries.toSorted((one, other) => one.began - other.began))
}

/** What may come next: everything that began before the first of the others had ended. */
const candidates = (left: readonly Entry[]): readonly Entry[] => {
  const firstEnd = Math.min(...left.map(({ ended }) => ended))
  return left.filter(({ began }) => began < firstEnd)
}

interface Search {
  /** How many steps the longest order has that the model allows. */
  depth: number
  breach: Breach
}

/** Looks for an order that the model allows; answers what may be true after it, or what stood in the way of the longest one. */
const search = (
  states: States,
  left: readonly Entry[],
  depth: number,
  stuck: Search,
  isExpected: IsExpected,
): States | undefined => {
  if (left.length === 0) return states
  for (const entry of candidates(left)) {
    const { call, observation, isCut } = entry
    const judged = call && observation ? step(states, call, observation, isCut) : states
    const after = judged instanceof Breach && isExpected(judged.requirement) ? states : judged
    if (after instanceof Breach) {
      if (depth >= stuck.depth) Object.assign(stuck, { depth, breach: after })
      continue
    }
    const found = search(
      after,
      left.filter(each => each !== entry),
      depth + 1,
      stuck,
      isExpected,
    )
    if (found) return found
  }
  return undefined
}

/**
 * Whether answers that were given at the same time are those of some order, one after the other, in which nothing comes
 * before what had ended when it began. Answers the breach that stands in the way of every order.
 */
export const linearize = (
  states: States,
  entries: readonly Entry[],
  isExpected: IsExpected = () => false,
): Breach | undefined => {
  for (const part of partition(entries)) {
    const stuck: Search = { depth: -1, breach: new Breach('', '', '', '') }
    if (!search(states, part, 0, stuck, isExpected)) return stuck.breach
  }
  return undefined
}
