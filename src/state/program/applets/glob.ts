/** fnmatch(3) without FNM_PATHNAME: `*` matches slashes too. Linear in pattern × text, whatever the pattern is. */
export const matchGlob = (pattern: string, text: string, ignoreCase = false): boolean => {
  const items = parseGlob(ignoreCase ? pattern.toLowerCase() : pattern)
  const subject = ignoreCase ? text.toLowerCase() : text
  let at = 0
  let position = 0
  let starAt = -1
  let starPosition = 0
  while (position < subject.length) {
    const item = items[at]
    if (item === '*') {
      starAt = at++
      starPosition = position
    } else if (typeof item === 'function' && item(subject[position] as string)) {
      at++
      position++
    } else if (starAt >= 0) {
      at = starAt + 1
      position = ++starPosition
    } else return false
  }
  while (items[at] === '*') at++
  return at === items.length
}

type Item = '*' | ((character: string) => boolean)

const parseGlob = (pattern: string): Item[] => {
  const items: Item[] = []
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] as string
    if (character === '*') {
      if (items.at(-1) !== '*') items.push('*')
    } else if (character === '?') items.push(() => true)
    else if (character === '[') {
      const end = pattern.indexOf(']', index + (/[!^]/.test(pattern[index + 1] ?? '') ? 3 : 2))
      if (end < 0) items.push(other => other === '[')
      else {
        items.push(bracket(pattern.slice(index + 1, end)))
        index = end
      }
    } else {
      const wanted = character === '\\' && index + 1 < pattern.length ? (pattern[++index] as string) : character
      items.push(other => other === wanted)
    }
  }
  return items
}

const bracket = (body: string): ((character: string) => boolean) => {
  const negated = /^[!^]/.test(body)
  const members = negated ? body.slice(1) : body
  return character => {
    let found = false
    for (let index = 0; index < members.length; index++) {
      const from = members[index] as string
      const to = members[index + 1] === '-' && index + 2 < members.length ? (members[index + 2] as string) : from
      if (to !== from) index += 2
      if (from <= character && character <= to) found = true
    }
    return found !== negated
  }
}
