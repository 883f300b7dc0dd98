import { SystemError } from '../filesystem/contract.ts'
import { Notifier } from '../wait.ts'
import type { Process, SignalDisposition } from './process.ts'
import { type SignalName, signalNumber } from './signal.ts'

/** Real-time signals queue up; of the others one of each kind can be pending (signal(7)). */
const queues = (signal: SignalName): boolean => signalNumber(signal) >= 34

/** The signal state of one process: what it wants to happen, and what it has caught but not looked at. */
export class ProcessSignals {
  readonly arrived = new Notifier()
  #dispositions = new Map<SignalName, SignalDisposition>()
  #caught: SignalName[] = []
  #unheard: Set<SignalName> | undefined

  set(signal: SignalName, disposition: SignalDisposition): void {
    if (signal === 'KILL' || signal === 'STOP') throw new SystemError('EINVAL')
    if (this.#unheard?.has(signal)) return
    this.#dispositions.set(signal, disposition)
    if (disposition !== 'catch') this.#caught = this.#caught.filter(caught => caught !== signal)
  }

  /** Ignores it from now on, whatever is set. */
  deafen(signal: SignalName): void {
    this.set(signal, 'ignore')
    this.#unheard ??= new Set()
    this.#unheard.add(signal)
  }

  get(signal: SignalName): SignalDisposition {
    return this.#dispositions.get(signal) ?? 'default'
  }

  take(): SignalName | undefined {
    return this.#caught.shift()
  }

  get pending(): boolean {
    return this.#caught.length > 0
  }

  /** Hands over a signal whose disposition is `catch`. */
  deliver(signal: SignalName): void {
    if (queues(signal) || !this.#caught.includes(signal)) this.#caught.push(signal)
    this.arrived.notify()
  }

  /** As execve(2) leaves it: what is ignored stays ignored, what was caught is back to its default. */
  inherit(from: Process['signals'], names: readonly SignalName[]): void {
    for (const name of names) {
      if (from.get(name) === 'ignore') this.#dispositions.set(name, 'ignore')
    }
  }
}
