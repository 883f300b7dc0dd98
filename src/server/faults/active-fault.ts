import type { Engine } from '../../state/engine.ts'
import type { Random } from '../../state/random.ts'
import { type Cancel, Notifier, transition } from '../../state/wait.ts'
import type { FaultDescription, FaultKind, Held, Place } from './fault.ts'
import { matcherOf, type Occasion } from './match.ts'
import type { FaultPlan } from './read.ts'

interface Waiting extends Held {
  readonly goOn: () => void
}

/** A fault that is in force: how often it was met and struck, and who waits at it. */
export class ActiveFault {
  readonly id: string
  readonly description: FaultDescription
  readonly kind: FaultKind
  readonly place: Place
  readonly matches: (occasion: Occasion) => boolean
  /** Requests that it is for. */
  met = 0
  /** Those of them that it struck. */
  struck = 0
  readonly #changed = new Notifier()
  readonly #waiting = new Set<Waiting>()
  readonly #retire: (fault: ActiveFault) => void
  #random: Random | undefined
  #isOpen = false

  constructor(id: string, { description, kind, place }: FaultPlan, retire: (fault: ActiveFault) => void) {
    this.id = id
    this.description = description
    this.kind = kind
    this.place = place
    this.matches = matcherOf(description)
    this.#retire = retire
  }

  /** One more request that it is for: whether it strikes this one. */
  strikes(engine: Engine): boolean {
    const { nth, probability } = this.description
    const { skip = nth === undefined ? 0 : nth - 1, max = nth === undefined ? Number.POSITIVE_INFINITY : 1 } =
      this.description
    this.met++
    if (this.met <= skip || this.struck >= max) return false
    if (probability !== undefined) {
      this.#random ??= engine.random.fork(`fault ${this.id}`)
      if (this.#random.fraction() >= probability) return false
    }
    this.struck++
    this.#changed.notify()
    return true
  }

  /** Calls `goOn` when it is released; the answer is how to wait no longer. */
  hold(what: string, goOn: () => void): Cancel {
    if (this.#isOpen) {
      goOn()
      return () => undefined
    }
    const waiting: Waiting = { what, goOn, release: () => this.#let(waiting) }
    this.#waiting.add(waiting)
    this.#changed.notify()
    const { hold } = this.description
    if (typeof hold === 'function') hold(waiting)
    return () => {
      this.#waiting.delete(waiting)
    }
  }

  /** Who waits, in order of arrival. */
  get held(): readonly Held[] {
    return [...this.#waiting]
  }

  /** Lets everybody go who waits, and everybody who comes; or so many, and goes on holding. */
  release(count?: number): void {
    if (count === undefined) this.#isOpen = true
    for (const waiting of [...this.#waiting].slice(0, count)) this.#let(waiting)
    if (count === undefined) this.#retire(this)
  }

  /** Resolves when it has struck so often, and those whom it holds have come to where it holds them. */
  reached(times = 1): Promise<void> {
    const isReached = () => this.struck >= times && (this.kind !== 'hold' || this.#isOpen || this.#waiting.size > 0)
    return transition(this.#changed, () => isReached() || undefined).then(() => undefined)
  }

  /** It is no longer in force, and holds nobody. */
  remove(): void {
    this.release()
  }

  #let(waiting: Waiting): void {
    if (this.#waiting.delete(waiting)) waiting.goOn()
  }
}
