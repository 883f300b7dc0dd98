/** Members by their ids: those whose ids begin alike are found without looking at the others. */
export interface IdIndex<Member extends { readonly id: string }> {
  add(member: Member): void
  remove(member: Member): void
  /** In order of their ids. */
  withPrefix(prefix: string): Member[]
}

/** Ids that share so many digits stand together: few enough for adding to be cheap. */
const groupDigits = 3

export const createIdIndex = <Member extends { readonly id: string }>(): IdIndex<Member> => {
  const groups = new Map<string, Member[]>()
  return {
    add(member) {
      const key = member.id.slice(0, groupDigits)
      const group = groups.get(key)
      if (group) group.splice(placeOf(group, member.id), 0, member)
      else groups.set(key, [member])
    },
    remove(member) {
      const key = member.id.slice(0, groupDigits)
      const group = groups.get(key) ?? []
      const place = placeOf(group, member.id)
      if (group[place] === member) group.splice(place, 1)
      if (group.length === 0) groups.delete(key)
    },
    withPrefix(prefix) {
      if (prefix.length >= groupDigits) return beginning(groups.get(prefix.slice(0, groupDigits)) ?? [], prefix)
      const keys = [...groups.keys()].filter(key => key.startsWith(prefix)).sort()
      return keys.flatMap(key => groups.get(key) ?? [])
    },
  }
}

/** Where an id stands among others in order, or would stand. */
const placeOf = (sorted: readonly { readonly id: string }[], id: string): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle]?.id ?? '') < id) low = middle + 1
    else high = middle
  }
  return low
}

const beginning = <Member extends { readonly id: string }>(sorted: readonly Member[], prefix: string): Member[] => {
  const found: Member[] = []
  for (let place = placeOf(sorted, prefix); place < sorted.length; place++) {
    const member = sorted[place]
    if (!member?.id.startsWith(prefix)) break
    found.push(member)
  }
  return found
}
