import { timer } from '../../kernel/calls.ts'
import { signalStatus } from '../../kernel/delivery.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { anyOf } from '../../wait.ts'
import type { Applets, Invocation } from './applet.ts'
import { byPid, commandLine, kilobytes, owner, stateLetter } from './processes.ts'

const screen = (process: Process, interactive: boolean): string => {
  const { kernel } = process
  const total = Math.floor(kernel.memoryLimitBytes / 1024)
  const rows = byPid(process)
  const used = Math.ceil(rows.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) / 1024)
  const titles = '  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND'
  const lines = [
    `Mem: ${used}K used, ${total - used}K free, 0K shrd, 0K buff, 0K cached`,
    'CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq',
    `Load average: 0.00 0.00 0.00 1/${rows.length} ${rows.at(-1)?.pid ?? 1}`,
    interactive ? `\x1b[7m${titles}\x1b[m` : titles,
    ...rows.map(
      target =>
        `${String(target.pid).padStart(5)} ${String(target.parent?.pid ?? 0).padStart(5)} ${owner(target, process).slice(0, 8).padEnd(8)} ${stateLetter(target, process).padEnd(4)} ${kilobytes(target.memoryBytes + 1_626_112).padStart(5)}   0%   0   0% ${commandLine(target)}`,
    ),
  ]
  if (!interactive) return `${lines.join('\n')}\n`
  // From the upper left corner of an empty screen, and no further down than it goes (seen with busybox 1.37).
  return `\x1b[H\x1b[J${lines.slice(0, (process.terminal?.rows ?? 24) - 1).join('\n')}\r`
}

/** Keys that end it: q, ^C and ^D. */
const endingKeys: ReadonlySet<number> = new Set([0x71, 0x51, 3, 4])

type Pause = 'over' | 'ended'

/** Waits for the next round. A signal ends it at once, even as pid 1, and so does a key when somebody can press one. */
function* pause(process: Process, milliseconds: number, keys: { available: boolean }): Step<Pause> {
  let elapsed = false
  const due = timer(process, milliseconds, () => {
    elapsed = true
  })
  try {
    for (;;) {
      if (process.signals.pending) return 'ended'
      const input = keys.available ? process.files.get(0) : undefined
      const typed = input?.read(1024)
      if (typed?.some(key => endingKeys.has(key))) return 'ended'
      if (typed?.length === 0) keys.available = false
      if (elapsed) return 'over'
      if (!typed || typed.length === 0)
        yield anyOf(due, process.signals.arrived, ...(input && !typed ? [input.readable] : []))
    }
  } finally {
    due.cancel()
  }
}

/** Keys come one by one and unseen while it runs. */
function* withRawTerminal(process: Process, run: Step<number>): Step<number> {
  const modes = process.files.get(0)?.terminal?.modes
  if (!modes) return yield* run
  const before = { ...modes }
  Object.assign(modes, { canonical: false, echo: false, signals: false })
  try {
    return yield* run
  } finally {
    Object.assign(modes, before)
  }
}

function* top(invocation: Invocation): Step<number> {
  const { options, process, flavor } = invocation
  const interactive = !options.has('b')
  // procps looks for a terminal before it shows anything; busybox does without.
  if (flavor === 'gnu' && interactive && !process.files.get(1)?.terminal) {
    yield* invocation.complain('failed tty get')
    return 1
  }
  for (const signal of ['TERM', 'INT', 'HUP', 'QUIT'] as const) process.signals.set(signal, 'catch')
  return yield* withRawTerminal(process, showRounds(invocation, interactive))
}

function* showRounds({ options, process, output }: Invocation, interactive: boolean): Step<number> {
  const rounds = Number(options.value('n') ?? Number.POSITIVE_INFINITY)
  const milliseconds = Number(options.value('d') ?? 5) * 1000
  const keys = { available: interactive }
  for (let round = 1; round <= rounds; round++) {
    output.text(screen(process, interactive))
    yield* output.flush()
    if (round < rounds && (yield* pause(process, milliseconds, keys)) === 'ended') break
  }
  if (interactive) output.text('\n')
  const signal = process.signals.take()
  return signal ? signalStatus(signal).code : 0
}

export const topApplets: Applets = {
  top: { syntax: { short: 'bn:d:mH' }, usage: '[-bmH] [-n COUNT] [-d SECONDS]', run: top },
}
