/** Which members have a key: what a list's filter looks at instead of the whole world. */
export interface SetIndex<Key, Member> {
  add(key: Key, member: Member): void
  remove(key: Key, member: Member): void
  get(key: Key): ReadonlySet<Member>
  keys(): IterableIterator<Key>
}

const nobody: ReadonlySet<never> = new Set<never>()

export const createSetIndex = <Key, Member>(): SetIndex<Key, Member> => {
  const sets = new Map<Key, Set<Member>>()
  return {
    add(key, member) {
      const set = sets.get(key)
      if (set) set.add(member)
      else sets.set(key, new Set([member]))
    },
    remove(key, member) {
      const set = sets.get(key)
      set?.delete(member)
      if (set?.size === 0) sets.delete(key)
    },
    get: key => sets.get(key) ?? nobody,
    keys: () => sets.keys(),
  }
}
