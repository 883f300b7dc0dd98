import type { Claim } from '../requirement.ts'
import { watchedTarget } from '../target/watched.ts'
import type { Target } from '../wire.ts'
import { createWatch, type Watch, type Watched } from './watch.ts'

/** Watches daemons for the same claims, each by itself: they know nothing of each other's objects. */
export interface Watching {
  /** The same daemon, watched from now on. */
  on(target: Target): Target
  /** Of the claims that were exercised on any of them, by id. */
  results(): readonly Watched[]
}

const together = (one: Watched | undefined, other: Watched): Watched =>
  one === undefined
    ? other
    : {
        claim: one.claim,
        exercised: one.exercised + other.exercised,
        sightings: [...one.sightings, ...other.sightings],
      }

export const createWatching = (claims: readonly Claim[]): Watching => {
  const watches: Watch[] = []
  return {
    on(target) {
      if (claims.length === 0) return target
      const watch = createWatch({ claims })
      watches.push(watch)
      return watchedTarget(target, watch)
    },
    results() {
      const byId = new Map<string, Watched>()
      for (const watched of watches.flatMap(watch => watch.results()))
        byId.set(watched.claim.id, together(byId.get(watched.claim.id), watched))
      return [...byId.values()].sort((one, other) => (one.claim.id < other.claim.id ? -1 : 1))
    },
  }
}
