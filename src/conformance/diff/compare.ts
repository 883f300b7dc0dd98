import { type Comparable, isRecord } from './holes.ts'

/** One place where two answers are not the same; absent is undefined. */
export interface Difference {
  /** Such as `body.State.Status`. */
  readonly where: string
  readonly left: Comparable | undefined
  readonly right: Comparable | undefined
}

const isList = (value: Comparable | undefined): value is readonly Comparable[] => Array.isArray(value)

const below = (where: string, key: string): string => (where === '' ? key : `${where}.${key}`)

/** Every place where two values differ, as deep as they can be told apart. */
export const compare = (left: Comparable | undefined, right: Comparable | undefined, where = ''): Difference[] => {
  if (isRecord(left) && isRecord(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
    return keys.flatMap(key => compare(left[key], right[key], below(where, key)))
  }
  if (isList(left) && isList(right) && left.length === right.length)
    return left.flatMap((each, index) => compare(each, right[index], `${where}[${index}]`))
  return JSON.stringify(left) === JSON.stringify(right) ? [] : [{ where, left, right }]
}
