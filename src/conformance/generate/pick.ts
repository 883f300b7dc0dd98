/** Decisions of one move of a program, read off the numbers that were drawn for it. */
export interface Pick {
  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean
}

export const createPick = (numbers: readonly number[]): Pick => {
  let at = 0
  const next = (): number => numbers[at++ % numbers.length] ?? 0
  return {
    of: list => list[next() % list.length] as (typeof list)[number],
    chance: percent => next() % 100 >= 100 - percent,
  }
}
