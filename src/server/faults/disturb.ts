import type { Engine } from '../../state/engine.ts'
import { withPersonality } from '../../state/registry/personality.ts'
import { type Exchange, json } from '../answer.ts'
import { parseDurationMilliseconds } from '../duration.ts'
import type { Encoded, Encoder } from '../encode.ts'
import { abandon, type Loss, type Way } from '../way.ts'
import type { ActiveFault } from './active-fault.ts'
import { type Disturbed, disturbBody } from './disturb-body.ts'
import type { FaultDescription } from './fault.ts'

/** What a fault makes of an answer, or of the lack of one: another one, or none. */
type Outcome = Encoded | { readonly lost: Loss } | undefined

interface Strike extends Disturbed {
  readonly encoder: Encoder
}

/** Resolves when it is time, or rejects when the client is gone. */
const waiting = (exchange: Exchange, wait: (goOn: () => void) => () => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancel = wait(resolve)
    const leave = (): void => {
      cancel()
      reject(new Gone())
    }
    if (exchange.signal.aborted) leave()
    else exchange.signal.addEventListener('abort', leave, { once: true })
  })

/** The client left while it was kept waiting. */
class Gone extends Error {}

const milliseconds = (duration: string | number): number =>
  typeof duration === 'number' ? duration : (parseDurationMilliseconds(duration) ?? 0)

type Whole = 'reply' | 'delay' | 'hang' | 'reset' | 'hold'

/** What happens before or after the command, by kind. */
const strikes: {
  readonly [Kind in Whole]: (strike: Strike, value: NonNullable<FaultDescription[Kind]>) => Promise<Outcome>
} = {
  async reply({ encoder, exchange }, { status, message = 'a fault', body, headers }) {
    const isBodiless = status === 204 || status === 304
    if (isBodiless) return encoder.answer({ kind: 'empty', status, ...(headers && { headers }) }, exchange)
    return encoder.answer(json(body ?? { message }, status, headers), exchange)
  },
  async delay({ exchange }, duration) {
    await waiting(exchange, goOn => exchange.engine.clock.after(milliseconds(duration), goOn))
    return undefined
  },
  async hang({ exchange }) {
    await waiting(exchange, () => () => undefined)
    return undefined
  },
  reset: async () => ({ lost: 'reset' }),
  async hold({ exchange, fault, what }) {
    await waiting(exchange, goOn => fault.hold(what, goOn))
    return undefined
  },
}

const strike = (context: Strike): Promise<Outcome> => {
  const { description, kind } = context.fault
  return strikes[kind as Whole](context, description[kind as Whole] as never)
}

export interface Disturbance {
  /** That the request meets. */
  readonly faults: readonly ActiveFault[]
  readonly exchange: Exchange
  /** `GET /containers/json`. */
  readonly what: string
  readonly encoder: Encoder
  /** Runs the command on an engine. */
  readonly run: (engine: Engine) => Promise<Encoded>
}

/** Answers a request that meets faults. */
export const disturb = async <Sent>(disturbance: Disturbance, way: Way<Sent>): Promise<Sent> => {
  const { faults, exchange, encoder, run, what } = disturbance
  const striking = function* (place: ActiveFault['place']): Iterable<Strike> {
    for (const fault of faults) {
      if (fault.place !== place || !fault.strikes(exchange.engine)) continue
      yield { fault, exchange, encoder, what }
    }
  }
  let encoded: Encoded | undefined
  const conclude = (outcome: NonNullable<Outcome>): Sent | Promise<Sent> => {
    if (encoded) abandon(encoded.body)
    return 'lost' in outcome ? way.lose(outcome.lost) : way.send(outcome)
  }
  try {
    let { engine } = exchange
    for (const context of striking('before')) {
      const { registry } = context.fault.description
      if (registry) engine = { ...engine, registry: withPersonality(engine.registry, registry) }
      else {
        const outcome = await strike(context)
        if (outcome) return await conclude(outcome)
      }
    }
    encoded = await run(engine)
    for (const context of striking('after')) {
      const outcome = await strike(context)
      if (outcome) return await conclude(outcome)
    }
    for (const context of striking('during')) encoded = disturbBody(encoded, context)
    return way.send(encoded)
  } catch (error) {
    if (!(error instanceof Gone)) throw error
    return await conclude({ lost: 'cut' })
  }
}
