const distanceMax = 2

/** How many letters are to be changed, put in or taken out (Levenshtein). */
const distanceOf = (left: string, right: string): number => {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let at = 0; at < left.length; at++) {
    const next = [at + 1]
    for (let column = 0; column < right.length; column++) {
      const changed = (row[column] ?? 0) + (left[at] === right[column] ? 0 : 1)
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}

/** ` (did you mean RUN?)`, when one of the words is near enough (moby's util/suggest/error.go). */
export const suggestion = (word: string, known: readonly string[], caseSensitive = false): string => {
  const wanted = caseSensitive ? word : word.toLowerCase()
  let match = ''
  let least = distanceMax + 1
  for (const each of known) {
    const option = caseSensitive ? each : each.toLowerCase()
    if (option === wanted) return ''
    if (Math.abs(option.length - wanted.length) >= least) continue
    const distance = distanceOf(wanted, option)
    if (distance >= least) continue
    match = option
    least = distance
  }
  if (match === '') return ''
  const isUpper = !caseSensitive && word !== word.toLowerCase() && word === word.toUpperCase()
  return ` (did you mean ${isUpper ? match.toUpperCase() : match}?)`
}
