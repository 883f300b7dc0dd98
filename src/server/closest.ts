/** How many letters have to be put, taken or changed to make one word of the other, whatever their case. */
export const wordDistance = (from: string, to: string): number => {
  const [left, right] = [from.toLowerCase(), to.toLowerCase()]
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let at = 1; at <= left.length; at++) {
    const next = [at]
    for (let other = 1; other <= right.length; other++) {
      const change = (row[other - 1] ?? 0) + (left[at - 1] === right[other - 1] ? 0 : 1)
      next.push(Math.min(change, (row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** The word that somebody may have meant; the first of those that are as close. */
export const closestTo = (wanted: string, words: Iterable<string>): string | undefined => {
  let best: { readonly word: string; readonly far: number } | undefined
  for (const word of words) {
    const far = wordDistance(wanted, word)
    if (!best || far < best.far) best = { word, far }
  }
  return best?.word
}
