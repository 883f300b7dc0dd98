import type { Process, Program } from '../../kernel/process.ts'
import { type SignalName, signalNumber } from '../../kernel/signal.ts'

/** Signals that end what has nothing better to do. */
const farewells: readonly SignalName[] = ['TERM', 'INT', 'QUIT']

export const catchFarewells = (process: Process): void => {
  for (const signal of farewells) process.signals.set(signal, 'catch')
}

/** Does nothing until it is told to end. */
export const idle: Program = function* (process) {
  catchFarewells(process)
  for (;;) {
    const signal = process.signals.take()
    if (signal) return 128 + signalNumber(signal)
    yield process.signals.arrived
  }
}
