import type { ExitStatus } from './process.ts'
import { defaultAction, type SignalName, signalNumber } from './signal.ts'
import type { SimulatedProcess } from './simulated-process.ts'

export interface DeliveryTarget {
  readonly init: SimulatedProcess | undefined
  readonly frozen: boolean
  readonly processes: ReadonlyMap<number, SimulatedProcess>
  terminate(process: SimulatedProcess, status: ExitStatus): void
  stop(process: SimulatedProcess): void
  resume(process: SimulatedProcess): void
}

/** Signals that no process can catch, block or ignore. */
const unstoppable = (signal: SignalName): boolean => signal === 'KILL' || signal === 'STOP'

/** Stops that a terminal asks for: they pass over a group that nobody could continue (POSIX orphaned process groups). */
const jobControlStops: readonly SignalName[] = ['TSTP', 'TTIN', 'TTOU']

export const signalStatus = (signal: SignalName): ExitStatus => ({ code: 128 + signalNumber(signal), signal })

/** Makes `signal` happen to one process; `fromHost` tells that no process of the same container sent it. */
export const deliver = (
  target: DeliveryTarget,
  process: SimulatedProcess,
  signal: SignalName,
  fromHost: boolean,
): void => {
  if (process.exit || process.fate) return
  if (signal === 'CONT') target.resume(process)
  const disposition = unstoppable(signal) ? 'default' : process.signals.get(signal)
  if (disposition === 'ignore') return
  if (disposition === 'catch') {
    process.signals.deliver(signal)
    return
  }
  // pid_namespaces(7): init gets only what it has a handler for, and KILL and STOP from an ancestor namespace.
  if (process === target.init && !(fromHost && unstoppable(signal))) return
  takeDefaultAction(target, process, signal)
}

const takeDefaultAction = (target: DeliveryTarget, process: SimulatedProcess, signal: SignalName): void => {
  const action = defaultAction(signal)
  if (action === 'ignore' || action === 'continue') return
  if (action === 'stop') {
    if (!jobControlStops.includes(signal) || !isOrphaned(target, process.group)) target.stop(process)
    return
  }
  if (signal !== 'KILL' && (target.frozen || process.stopped)) process.deferredSignals.push(signal)
  else target.terminate(process, signalStatus(signal))
}

/** Nobody outside the group could continue its members: none of them has a parent in another group. */
const isOrphaned = (target: DeliveryTarget, group: number): boolean => {
  for (const member of target.processes.values()) {
    if (member.group === group && member.parent && !member.parent.exit && member.parent.group !== group) return false
  }
  return true
}

/** Delivers what waited for a stop or the freezer to end. */
export const deliverDeferred = (target: DeliveryTarget, process: SimulatedProcess): void => {
  for (const signal of process.deferredSignals.splice(0)) deliver(target, process, signal, true)
}
