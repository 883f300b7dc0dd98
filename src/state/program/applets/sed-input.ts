import type { Step } from '../../kernel/process.ts'
import type { Invocation } from './applet.ts'
import type { BinaryText } from './binary.ts'
import { closeOperand, LineReader, openOperand } from './input.ts'
import { attempt, messageOf } from './messages.ts'
import { Output } from './output.ts'
import type { Regex } from './regex/regex.ts'
import type { SedCommand } from './sed-script.ts'

/** What the commands of one script share. */
export interface State {
  readonly commands: readonly SedCommand[]
  readonly invocation: Invocation
  readonly quiet: boolean
  pattern: BinaryText
  hold: BinaryText
  lineNumber: number
  /** Text of `a` and files of `r`, printed at the end of the cycle. */
  appended: (() => BinaryText)[]
  substituted: boolean
  lastRegex: Regex | undefined
  /** For each command with a range: the line that ends it, or 'regex' while one looks for its end. */
  readonly ranges: Map<SedCommand, number | 'regex'>
  readonly files: Map<string, Output>
  quit: number | undefined
  output: Output
  missingNewline: boolean
}

/** One line ahead of the script, across all files, so that `$` is known. */
export class SedInput {
  readonly #invocation: Invocation
  readonly #paths: string[]
  #reader: LineReader | undefined
  #next: { line: BinaryText; terminated: boolean } | undefined
  status = 0

  constructor(invocation: Invocation, paths: readonly string[]) {
    this.#invocation = invocation
    this.#paths = [...paths]
  }

  *take(): Step<{ line: BinaryText; terminated: boolean } | undefined> {
    const taken = this.#next ?? (yield* this.#read())
    this.#next = undefined
    return taken
  }

  *isLast(): Step<boolean> {
    this.#next ??= yield* this.#read()
    return this.#next === undefined
  }

  *#read(): Step<{ line: BinaryText; terminated: boolean } | undefined> {
    for (;;) {
      if (!this.#reader) {
        const path = this.#paths.shift()
        if (path === undefined) return undefined
        const descriptor = yield* openSed(this.#invocation, path)
        if (descriptor === undefined) {
          this.status = this.#invocation.flavor === 'gnu' ? 2 : 1
          continue
        }
        this.#reader = new LineReader(this.#invocation.process, descriptor, this.#invocation.output)
      }
      const line = yield* this.#reader.next()
      if (line !== undefined) return { line, terminated: this.#reader.terminated }
      closeOperand(this.#invocation.process, this.#reader.descriptor)
      this.#reader = undefined
    }
  }
}

function* openSed(invocation: Invocation, path: string): Step<number | undefined> {
  if (path === '-') return yield* openOperand(invocation, path)
  const { process } = invocation
  const file = attempt(() => process.open(process.path(path), { read: true }))
  if (!(file instanceof Error)) return process.install(file)
  // busybox: "sed: x: No such file or directory"; GNU: "sed: can't read x: No such file or directory".
  yield* invocation.complain(`${invocation.flavor === 'gnu' ? `can't read ` : ''}${path}: ${messageOf(file)}`)
  return undefined
}

export function* nextLine(state: State, input: SedInput): Step<BinaryText | undefined> {
  const taken = yield* input.take()
  if (!taken) return undefined
  state.lineNumber++
  state.missingNewline = !taken.terminated
  return taken.line
}

export const fileOutput = (state: State, path: string): Output => {
  const { process, output } = state.invocation
  if (path === '/dev/stdout') return output
  const known = state.files.get(path)
  if (known) return known
  const file = process.open(process.path(path), { write: true, create: true, truncate: true })
  const created = new Output(process, process.install(file))
  state.files.set(path, created)
  return created
}
