import { type Account, createAccount } from '../coverage.ts'
import { watchWithModel } from '../model/traffic/watch.ts'
import type { Claim } from '../requirement.ts'
import { requirements } from '../requirements/index.ts'
import { watchedClaims } from './claims.ts'
import { createWatch, keepSightings, type Watch, type WatchOptions } from './watch.ts'

/** Everything that can be found out of the traffic of others. */
export interface TrafficWatch extends Watch {
  /** How many exchanges were held against the model, too. */
  readonly judged: number
  /** What was asked for. */
  readonly account: Account
}

/**
 * Begins to watch the traffic of others: all monitors, and the model, which knows the requirements that are asked by
 * asking. Of those only what is broken is among the results: that one exchange broke none says nothing.
 */
export const watchTraffic = ({
  claims = [...watchedClaims, ...requirements],
  onSighting,
}: WatchOptions = {}): TrafficWatch => {
  const watch = createWatch({ claims, ...(onSighting && { onSighting }) })
  const wanted = new Map<string, Claim>(claims.map(claim => [claim.id, claim]))
  const broken = keepSightings(onSighting)
  const account = createAccount()
  const model = watchWithModel({
    onBreach(violation, exchange) {
      const claim = wanted.get(violation.requirement)
      if (claim) broken.add({ claim, exchange, violation })
    },
  })
  return {
    begins(asked) {
      watch.begins(asked)
      model.begins(asked)
    },
    see(exchange) {
      watch.see(exchange)
      model.see(exchange)
      const { route, reply } = exchange
      if (route) account.saw(route.operation, {}, reply.status)
    },
    results: () => [...watch.results(), ...broken.results()],
    account,
    get judged() {
      return model.judged
    },
  }
}
