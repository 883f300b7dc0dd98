/** Shorter names are one letter apart by chance. */
const comparableLength = 4

const plain = (name: string): string => name.replace(/[\s_-]/g, '').toLowerCase()

/** Whether one becomes the other by changing, adding or leaving out one letter. */
const isOneApart = (one: string, other: string): boolean => {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  let end = 0
  const most = Math.min(one.length, other.length) - start
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end++
  return Math.max(one.length, other.length) - start - end <= 1
}

/** The name that was most likely meant: the same but for case, spaces and dashes, or one letter apart. */
export const nearMiss = (name: string, known: readonly string[]): string | undefined =>
  known.find(each => plain(each) === plain(name)) ??
  known.find(each => Math.min(each.length, name.length) >= comparableLength && isOneApart(each, name))
