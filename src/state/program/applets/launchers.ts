import { sleep, timer, waitFor, write } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { anyOf } from '../../wait.ts'
import type { Applets, Invocation } from './applet.ts'
import { parseDuration } from './durations.ts'
import { execute, run, start } from './execute.ts'
import { UsageError } from './options.ts'
import { parseSignal } from './signals.ts'
import { forever } from './waiting.ts'

function* env(invocation: Invocation): Step<number> {
  const { options, process, output, operands } = invocation
  const environment = options.has('i') || operands[0] === '-' ? new Map<string, string>() : new Map(process.environment)
  for (const name of options.values('u')) environment.delete(name)
  const words = operands[0] === '-' ? operands.slice(1) : operands
  let index = 0
  for (; words[index]?.includes('='); index++) {
    const word = words[index] as string
    environment.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1))
  }
  if (index === words.length) {
    for (const [name, value] of environment) output.text(`${name}=${value}${options.has('0') ? '\0' : '\n'}`)
    return 0
  }
  process.environment = environment
  const folder = options.value('C')
  if (folder !== undefined) process.workingDirectory = process.path(folder)
  return yield* execute(process, invocation.name, words.slice(index))
}

function* printenv({ operands, process, output }: Invocation): Step<number> {
  if (operands.length === 0) for (const [name, value] of process.environment) output.text(`${name}=${value}\n`)
  let status = 0
  for (const name of operands) {
    const value = process.environment.get(name)
    if (value === undefined) status = 1
    else output.text(`${value}\n`)
  }
  yield undefined
  return status
}

function* sleepApplet(invocation: Invocation): Step<number> {
  const { operands, flavor, process } = invocation
  if (operands.length === 0) throw new UsageError(flavor === 'gnu' ? 'missing operand' : '')
  let milliseconds = 0
  for (const text of operands) {
    const duration = parseDuration(text)
    if (duration === undefined) {
      if (flavor === 'gnu') throw new UsageError(`invalid time interval '${text}'`)
      yield* invocation.complain(`invalid number '${text}'`)
      return 1
    }
    milliseconds += duration
  }
  if (milliseconds === Number.POSITIVE_INFINITY) yield* forever(process)
  else yield* sleep(process, milliseconds)
  return 0
}

function* usleep({ operands, process }: Invocation): Step<number> {
  const microseconds = Number(operands[0])
  if (!(microseconds >= 0)) throw new UsageError()
  yield* sleep(process, microseconds / 1000)
  return 0
}

/** Forms: `timeout [-s SIG] [-k SECS] SECS PROG ARGS`, and the old busybox `timeout -t SECS PROG`. */
function* timeout(invocation: Invocation): Step<number> {
  const { options, operands, process, flavor, name } = invocation
  const old = options.value('t')
  const text = old ?? operands[0]
  const argv = old === undefined ? operands.slice(1) : operands
  const milliseconds = text === undefined ? undefined : parseDuration(text)
  const signal = parseSignal(options.value('s') ?? 'TERM')
  const killAfter = options.value('k') === undefined ? undefined : parseDuration(options.value('k') ?? '')
  const failure = flavor === 'gnu' ? 125 : 1
  if (text === undefined || argv.length === 0) throw new UsageError(flavor === 'gnu' ? 'missing operand' : '', failure)
  if (milliseconds === undefined)
    throw new UsageError(flavor === 'gnu' ? `invalid time interval '${text}'` : `invalid number '${text}'`, failure)
  if (!signal) throw new UsageError(`unknown signal '${options.value('s')}'`, failure)
  const child = yield* start(process, name, argv)
  if (typeof child === 'number') return child
  process.signals.set('TERM', 'catch')
  process.signals.set('INT', 'catch')
  const limit = milliseconds === 0 ? Number.POSITIVE_INFINITY : milliseconds
  if (yield* endsWithin(process, child, limit)) return child.exit?.code ?? 0
  process.kernel.kill(child.pid, signal, process)
  if (options.has('v')) yield* invocation.complain(`sending signal ${signal} to command '${argv[0]}'`)
  let killed = signal === 'KILL'
  if (killAfter !== undefined && !(yield* endsWithin(process, child, killAfter))) {
    process.kernel.kill(child.pid, 'KILL', process)
    killed = true
  }
  const exit = yield* waitFor(child)
  // busybox execs the command in the parent and watches from a grandchild: what is seen is the command's own status.
  if (flavor === 'busybox' || options.has('p')) return exit.code
  return killed ? 137 : 124
}

/** Waits for `child` at most so long; signals that reach the waiter are passed on. */
export function* endsWithin(process: Process, child: Process, milliseconds: number): Step<boolean> {
  let elapsed = false
  const due =
    milliseconds === Number.POSITIVE_INFINITY
      ? undefined
      : timer(process, milliseconds, () => {
          elapsed = true
        })
  try {
    for (;;) {
      if (child.exit) return true
      if (elapsed) return false
      for (let signal = process.signals.take(); signal; signal = process.signals.take())
        process.kernel.kill(child.pid, signal, process)
      yield due ? anyOf(child.changed, process.signals.arrived, due) : anyOf(child.changed, process.signals.arrived)
    }
  } finally {
    due?.cancel()
  }
}

function* nohup(invocation: Invocation): Step<number> {
  const { operands, process, name } = invocation
  if (operands.length === 0) throw new UsageError()
  process.signals.set('HUP', 'ignore')
  if (process.files.get(1)?.terminal) {
    yield* invocation.complain('appending output to nohup.out')
    process.install(
      process.open(process.path('nohup.out'), { write: true, create: true, append: true, mode: 0o600 }),
      1,
    )
  }
  return yield* execute(process, name, operands)
}

/** nice, ionice, chrt, taskset, setsid, stdbuf: what they set is nothing that a simulated process has. */
function* launch({ operands, process, name }: Invocation): Step<number> {
  if (operands.length === 0) {
    if (name !== 'nice') throw new UsageError()
    yield* write(process, 1, '0\n')
    return 0
  }
  return yield* execute(process, name, operands)
}

function* time({ operands, process, name }: Invocation): Step<number> {
  if (operands.length === 0) return 0
  const begin = process.kernel.clock.now()
  const child = yield* start(process, name, operands)
  const status = typeof child === 'number' ? child : (yield* waitFor(child)).code
  const show = (microseconds: number): string =>
    `${Math.floor(microseconds / 60e6)}m ${((microseconds % 60e6) / 1e6).toFixed(2)}s`
  const user = typeof child === 'number' ? 0 : child.cpuMicroseconds
  yield* write(process, 2, `real\t${show(process.kernel.clock.now() - begin)}\nuser\t${show(user)}\nsys\t${show(0)}\n`)
  return status
}

function* watch(invocation: Invocation): Step<number> {
  const { options, operands, process, name } = invocation
  if (operands.length === 0) throw new UsageError()
  const seconds = Number(options.value('n') ?? 2)
  for (;;) {
    yield* write(process, 1, '\x1b[H\x1b[J')
    if (!options.has('t')) yield* write(process, 1, `Every ${seconds.toFixed(1)}s: ${operands.join(' ')}\n\n`)
    yield* run(process, name, ['sh', '-c', operands.join(' ')])
    yield* sleep(process, Math.max(0.1, seconds) * 1000)
  }
}

export const launcher = (short: string, usage: string) => ({ syntax: { short: `+${short}` }, usage, run: launch })

export const launcherApplets: Applets = {
  env: {
    syntax: { short: '+iu:0C:S:', long: { 'ignore-environment': 'i', unset: 'u', null: '0', chdir: 'C' } },
    usage: '[-iu] [-] [name=value]... [PROG ARGS]',
    run: env,
  },
  printenv: { syntax: { short: '0' }, usage: '[VARIABLE]...', run: printenv },
  sleep: { syntax: { short: '' }, usage: '[N]...', run: sleepApplet },
  usleep: { syntax: { short: '' }, usage: 'N', run: usleep },
  timeout: {
    syntax: {
      short: '+s:k:t:pvf',
      long: { signal: 's', 'kill-after': 'k', 'preserve-status': 'p', foreground: 'f', verbose: 'v' },
    },
    usage: '[-s SIG] [-k KILL_SECS] SECS PROG ARGS',
    run: timeout,
  },
  nohup: { syntax: { short: '+' }, usage: 'PROG ARGS', run: nohup },
  nice: launcher('n:', '[-n ADJUST] [PROG ARGS]'),
  ionice: launcher('c:n:tp:', '[-c 1-3] [-n 0-7] [PROG ARGS]'),
  chrt: launcher('mprfobi', '[-mprfob] [PRIO] [PROG ARGS]'),
  setsid: launcher('cfw', '[-c] PROG ARGS'),
  time: { syntax: { short: '+vpf:o:a' }, usage: '[-vpa] [-o FILE] PROG ARGS', run: time },
  watch: { syntax: { short: '+n:td' }, usage: '[-n SEC] [-t] PROG ARGS', run: watch },
}
