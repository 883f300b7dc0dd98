import type { Audience, Exchange } from '../../exchange.ts'
import type { Known } from '../../monitor/monitor.ts'
import { messageOf, type Observation, observe } from '../../observation.ts'
import { Breach } from '../breach.ts'
import { findContainer } from '../container/find.ts'
import { initialStates, type States } from '../states.ts'
import { step } from '../step.ts'
import { callOf, isJudged } from './call.ts'
import { inDoubt, withinReason } from './doubt.ts'
import { learnt } from './learn.ts'
import { type Flight, takeOff, touchesOf } from './overlap.ts'

const shortIdLength = 12

export interface ModelWatchOptions {
  /** Hears of each breach, as it is seen. */
  readonly onBreach: (breach: Breach, exchange: Known) => void
}

/** The model, looking on while others work. */
export interface ModelWatch extends Audience {
  /** How many exchanges it has judged. */
  readonly judged: number
}

const saysMissing = (observation: Observation): boolean => {
  try {
    return /No such (container|exec)/i.test(messageOf(observation))
  } catch {
    return false
  }
}

/** A failure for a reason that the model does not know, a port that is taken or a disk that is full, where it might have gone well. */
const isMisfortune = ({ statuses }: Breach, observation: Observation): boolean =>
  observation.status >= 400 &&
  statuses.some(status => status < 300) &&
  !(observation.status === 404 && observation.operation !== 'ContainerCreate' && saysMissing(observation))

/** Whether it may as well be a name that was given before anybody watched: so short is no id that somebody has written. */
const isGuess = (states: States, reference = ''): boolean => {
  const container = findContainer(states, reference)
  return container !== undefined && container.name !== reference.replace(/^\//, '') && reference.length < shortIdLength
}

/**
 * Holds the traffic of others against the model, as far as it all goes by. What was not seen being made is not judged until
 * somebody looks at it; of what overlaps, the order in which it was done is not guessed.
 */
export const watchWithModel = ({ onBreach }: ModelWatchOptions): ModelWatch => {
  let states: States = initialStates(false)
  let judged = 0
  /** By where they began. */
  const underWay = new Map<number, Flight>()

  const judge = (exchange: Known, flight: Flight): States => {
    const { operation } = exchange.route
    const isUnclear = flight.isOverlapped || isGuess(states, exchange.route.path.id)
    const call = isUnclear ? undefined : callOf(exchange)
    if (!call) return inDoubt(states, operation, flight.touches)
    judged++
    const observation = observe(operation, exchange.request, exchange.reply)
    const after = step(learnt(states, exchange), call, observation)
    if (!(after instanceof Breach)) return after
    if (!isMisfortune(after, observation)) onBreach(after, exchange)
    return inDoubt(states, operation, flight.touches)
  }

  return {
    begins({ route, begun }) {
      if (!route || !isJudged(route.operation)) return
      const flight = { touches: touchesOf({ route, begun }, states), isOverlapped: false }
      takeOff(flight, underWay.values(), states)
      underWay.set(begun, flight)
    },
    see(exchange) {
      const flight = underWay.get(exchange.begun)
      if (!flight || !isKnown(exchange)) return
      underWay.delete(exchange.begun)
      states = withinReason(judge(exchange, flight))
    },
    get judged() {
      return judged
    },
  }
}

const isKnown = (exchange: Exchange): exchange is Known => exchange.route !== undefined
