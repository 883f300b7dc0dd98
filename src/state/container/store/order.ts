import type { Container } from '../entity.ts'

/** Containers in order of creation, read from either end without sorting. Removal leaves a gap that is closed later. */
export interface CreationOrder {
  add(container: Container): void
  remove(container: Container): void
  newestFirst(): IterableIterator<Container>
}

export const createCreationOrder = (): CreationOrder => {
  let slots: (Container | undefined)[] = []
  let gaps = 0

  /** Sequences only grow, so the place of one is found by halving. Gaps keep none: they are told by their neighbours. */
  const indexOf = (container: Container): number => {
    let low = 0
    let high = slots.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      let probe = middle
      while (probe <= high && slots[probe] === undefined) probe++
      const found = probe <= high ? slots[probe] : undefined
      if (found === container) return probe
      if (found === undefined || found.sequence > container.sequence) high = middle - 1
      else low = probe + 1
    }
    return -1
  }
  return {
    add(container) {
      slots.push(container)
    },
    remove(container) {
      const index = indexOf(container)
      if (index < 0) return
      slots[index] = undefined
      gaps++
      if (gaps * 2 <= slots.length) return
      slots = slots.filter(slot => slot !== undefined)
      gaps = 0
    },
    *newestFirst() {
      const seen = slots
      for (let index = seen.length - 1; index >= 0; index--) {
        const container = seen[index]
        if (container && !container.removed) yield container
      }
    },
  }
}
