import type { Audience, Exchange } from '../exchange.ts'
import type { Claim } from '../requirement.ts'
import { Violation } from '../violation.ts'
import { watchedClaims } from './claims.ts'
import { monitors } from './index.ts'
import type { Known } from './monitor.ts'
import { createPast } from './past.ts'

/** A claim that an exchange has broken. */
export interface Sighting {
  readonly claim: Claim
  readonly exchange: Known
  readonly violation: Violation
}

/** What became of one claim. */
export interface Watched {
  readonly claim: Claim
  /** How many exchanges exercised it. */
  readonly exercised: number
  /** In the order in which they were seen; only the first few are kept. */
  readonly sightings: readonly Sighting[]
}

/** All monitors, on one daemon. */
export interface Watch extends Audience {
  /** Of the claims that were exercised, by id. */
  results(): readonly Watched[]
}

/** More of the same teaches nobody anything. */
const sightingsKept = 3

export interface WatchOptions {
  /** What is watched for. Default: everything. */
  readonly claims?: readonly Claim[]
  /** Hears of each time a claim is broken, as it is seen. */
  readonly onSighting?: (sighting: Sighting) => void
}

/** What became of claims, by id. */
interface Sightings {
  exercised(claim: Claim): void
  add(sighting: Sighting): void
  results(): readonly Watched[]
}

export const keepSightings = (onSighting: WatchOptions['onSighting']): Sightings => {
  const results = new Map<string, { claim: Claim; exercised: number; sightings: Sighting[] }>()
  const exercised = (claim: Claim) => {
    const found = results.get(claim.id) ?? { claim, exercised: 0, sightings: [] }
    results.set(claim.id, found)
    found.exercised++
    return found
  }
  return {
    exercised,
    add(sighting) {
      const { sightings } = exercised(sighting.claim)
      if (sightings.length < sightingsKept) sightings.push(sighting)
      onSighting?.(sighting)
    },
    results: () => [...results.values()].sort((one, other) => (one.claim.id < other.claim.id ? -1 : 1)),
  }
}

/** Begins to watch a daemon. */
export const createWatch = ({ claims = watchedClaims, onSighting }: WatchOptions = {}): Watch => {
  const wanted = new Map(claims.map(claim => [claim.id, claim]))
  const past = createPast()
  const watchers = monitors.map(monitor => ({ monitor, look: monitor.watch(past) }))
  const { exercised, add, results } = keepSightings(onSighting)
  return {
    begins({ route, begun }) {
      if (route) past.begins({ route, begun })
    },
    see(exchange) {
      if (!isKnown(exchange)) return
      for (const { monitor, look } of watchers) {
        const claim = wanted.get(`${exchange.route.operation}.${monitor.name}`)
        if (!claim) continue
        try {
          if (look(exchange)) exercised(claim)
        } catch (error) {
          if (!(error instanceof Violation)) throw error
          add({ claim, exchange, violation: error })
        }
      }
      past.learns(exchange)
    },
    results,
  }
}

const isKnown = (exchange: Exchange): exchange is Known => exchange.route !== undefined
