import type { Process, Step } from '../../kernel/process.ts'

/** Sleeps until a signal ends the process (or, when it catches some, until one of those arrives). */
export function* forever(process: Process): Step<void> {
  while (!process.signals.pending) yield process.signals.arrived
}
