import { SystemError } from '../../filesystem/contract.ts'
import { read, sleep, write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { signalNumber } from '../../kernel/signal.ts'
import { microsecondsPerMillisecond } from '../../time.ts'
import { parseDuration } from '../../until.ts'
import { anyOf, Notifier } from '../../wait.ts'
import { executableDetail } from '../registry.ts'
import { catchFarewells } from '../stand-ins/idle.ts'
import type { ProgramContext, ProgramExit, ProgramFunction } from './function.ts'

/** It was told to end while it waited. */
class Farewell extends Error {}

const millisecondsOf = (duration: string | number): number => {
  const microseconds = typeof duration === 'number' ? duration * microsecondsPerMillisecond : parseDuration(duration)
  if (microseconds === undefined || !(microseconds >= 0))
    throw new Error(`${duration} is no duration: use 30s, 1m30s or milliseconds`)
  return microseconds / microsecondsPerMillisecond
}

/** A wait that a signal ends. */
function* interruptible<T>(step: Step<T>): Step<T> {
  try {
    return yield* step
  } catch (error) {
    throw error instanceof SystemError && error.code === 'EINTR' ? new Farewell() : error
  }
}

function* settled<T>(process: Process, promise: PromiseLike<T>): Step<T> {
  const changed = new Notifier()
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined
  promise.then(
    value => {
      outcome = { value }
      changed.notify()
    },
    (error: unknown) => {
      outcome = { error }
      changed.notify()
    },
  )
  for (;;) {
    if (outcome && 'value' in outcome) return outcome.value
    if (outcome) throw outcome.error
    if (process.signals.pending) throw new Farewell()
    yield anyOf(changed, process.signals.arrived)
  }
}

/** Standard input, as text. */
class Input {
  readonly #process: Process
  readonly #decoder = new TextDecoder()
  #text = ''
  #isOver = false

  constructor(process: Process) {
    this.#process = process
  }

  *#more(): Step<void> {
    const bytes = yield* interruptible(read(this.#process, 0))
    this.#isOver = bytes.length === 0
    this.#text += this.#decoder.decode(bytes, { stream: !this.#isOver })
  }

  *line(): Step<string | undefined> {
    while (!this.#isOver && !this.#text.includes('\n')) yield* this.#more()
    if (this.#text === '') return undefined
    const [line = '', ...rest] = this.#text.split('\n')
    this.#text = rest.join('\n')
    return line
  }

  *rest(): Step<string> {
    while (!this.#isOver) yield* this.#more()
    const text = this.#text
    this.#text = ''
    return text
  }
}

/** What it has said goes out whenever it waits. */
class Running {
  readonly #process: Process
  readonly #said: (readonly [descriptor: number, data: string | Uint8Array])[] = []
  readonly context: ProgramContext

  constructor(process: Process) {
    this.#process = process
    const input = new Input(process)
    this.context = {
      args: process.argv.slice(1),
      env: Object.fromEntries(process.environment),
      now: () => process.kernel.clock.now() / microsecondsPerMillisecond,
      stdout: data => void this.#said.push([1, data]),
      stderr: data => void this.#said.push([2, data]),
      sleep: duration => this.#after(this.#sleep(millisecondsOf(duration))),
      line: () => this.#after(input.line()),
      input: () => this.#after(input.rest()),
      until: promise => this.#after(settled(process, promise)),
    }
  }

  *#after<T>(step: Step<T>): Step<T> {
    yield* this.flush()
    return yield* step
  }

  *#sleep(milliseconds: number): Step<void> {
    if (!(yield* sleep(this.#process, milliseconds))) throw new Farewell()
  }

  *flush(): Step<void> {
    for (const [descriptor, data] of this.#said.splice(0)) yield* write(this.#process, descriptor, data)
  }
}

type Begun = ReturnType<ProgramFunction>

const isGenerator = (begun: Begun): begun is Step<ProgramExit> =>
  typeof begun === 'object' && begun !== null && Symbol.iterator in begun

const isPromise = (begun: Begun): begun is PromiseLike<ProgramExit> =>
  typeof begun === 'object' && begun !== null && 'then' in begun

function* exitOf({ context }: Running, run: ProgramFunction): Step<ProgramExit> {
  const begun = run(context)
  if (isGenerator(begun)) return yield* begun
  return isPromise(begun) ? yield* context.until(begun) : begun
}

/** Runs a function in the place of a program. */
function* runFunction(process: Process, run: ProgramFunction): Step<number> {
  catchFarewells(process)
  const running = new Running(process)
  let code: number
  try {
    code = (yield* exitOf(running, run)) ?? 0
  } catch (error) {
    if (error instanceof Farewell) code = 128 + signalNumber(process.signals.take() ?? 'TERM')
    else {
      running.context.stderr(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      code = 1
    }
  }
  yield* running.flush()
  return code & 255
}

/** The program that an executable stands for whose second line says which function it is. */
export const functionProgram: Program = function* (process) {
  const name = executableDetail(process.filesystem.readFile(process.executable))
  const run = process.kernel.functions.get(name)
  if (run) return yield* runFunction(process, run)
  yield* write(process, 2, `mockerd: nobody has defined ${name} here with a function as its program\n`)
  return 127
}
