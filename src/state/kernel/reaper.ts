import { anyOf } from '../wait.ts'
import type { Process, Program } from './process.ts'
import { type SignalName, signalNames } from './signal.ts'

export const reaperPath = '/sbin/docker-init'

/** What tini leaves to their own defaults: its own faults and the stops of a terminal (tini.c, configure_signals). */
const notForwarded: readonly SignalName[] = [
  'KILL',
  'STOP',
  'FPE',
  'ILL',
  'SEGV',
  'BUS',
  'ABRT',
  'TRAP',
  'SYS',
  'TTIN',
  'TTOU',
]

/** The pid 1 of `docker run --init`: passes signals on to its child, collects orphans and ends as the child ended. */
export const reaper = (child: () => Process): Program =>
  function* (process) {
    const main = child()
    for (;;) {
      for (let signal = process.signals.take(); signal; signal = process.signals.take()) {
        if (signal !== 'CHLD' && !main.exit) process.kernel.kill(main.pid, signal)
      }
      if (main.exit) return main.exit.code
      yield anyOf(main.changed, process.signals.arrived)
    }
  }

/** Its handlers are in place before anybody can send it anything. */
export const catchForwarded = (process: Process): void => {
  for (const signal of signalNames) if (!notForwarded.includes(signal)) process.signals.set(signal, 'catch')
}
