import type { Step } from '../../../kernel/process.ts'
import type { BinaryText } from '../binary.ts'
import { textOf } from '../binary.ts'
import { run } from '../execute.ts'
import { matches } from '../regex/regex.ts'
import type { Machine } from './machine.ts'
import type { Value } from './values.ts'
import { formatAwk, toNumber, toText } from './values.ts'

type Builtin = (machine: Machine, values: readonly Value[]) => Value

const text = (values: readonly Value[], index: number): BinaryText => toText(values[index] ?? '')
const number = (values: readonly Value[], index: number): number => toNumber(values[index] ?? 0)

const substr: Builtin = (_, values) => {
  const subject = text(values, 0)
  const from = Math.round(number(values, 1))
  const length = values[2] === undefined ? Number.POSITIVE_INFINITY : Math.round(number(values, 2))
  return subject.slice(Math.max(0, from - 1), Math.max(0, from - 1 + length))
}

const match: Builtin = (machine, values) => {
  const found = machine.regex(text(values, 1)).exec(text(values, 0))
  machine.set('RSTART', found ? (found[0] ?? 0) + 1 : 0)
  machine.set('RLENGTH', found ? (found[1] ?? 0) - (found[0] ?? 0) : -1)
  return machine.get('RSTART')
}

/** Functions that need nothing but values. */
export const builtins: Readonly<Record<string, Builtin>> = {
  length: (machine, values) => (values.length === 0 ? toText(machine.field(0)).length : text(values, 0).length),
  substr,
  match,
  index: (_, values) => text(values, 0).indexOf(text(values, 1)) + 1,
  tolower: (_, values) => text(values, 0).replace(/[A-Z]+/g, letters => letters.toLowerCase()),
  toupper: (_, values) => text(values, 0).replace(/[a-z]+/g, letters => letters.toUpperCase()),
  sprintf: (_, values) => formatAwk(text(values, 0), values.slice(1)),
  int: (_, values) => Math.trunc(number(values, 0)),
  sqrt: (_, values) => Math.sqrt(number(values, 0)),
  exp: (_, values) => Math.exp(number(values, 0)),
  log: (_, values) => Math.log(number(values, 0)),
  sin: (_, values) => Math.sin(number(values, 0)),
  cos: (_, values) => Math.cos(number(values, 0)),
  atan2: (_, values) => Math.atan2(number(values, 0), number(values, 1)),
  rand: machine => machine.invocation.process.kernel.random.fraction(),
  srand: () => 0,
  systime: machine => Math.floor(machine.invocation.process.kernel.clock.now() / 1e6),
  and: (_, values) => (number(values, 0) & number(values, 1)) >>> 0,
  or: (_, values) => (number(values, 0) | number(values, 1)) >>> 0,
}

/** What sub and gsub make of a text: `&` stands for the match, `\&` for itself. */
export const substituteText = (
  machine: Machine,
  source: BinaryText,
  replacement: BinaryText,
  subject: BinaryText,
  all: boolean,
): { text: BinaryText; count: number } => {
  let result = ''
  let from = 0
  let count = 0
  for (const [start = 0, end = 0] of matches(machine.regex(source), subject)) {
    const found = subject.slice(start, end)
    result +=
      subject.slice(from, start) + replacement.replace(/\\([\\&])|&/g, (_, escaped?: string) => escaped ?? found)
    from = end
    count++
    if (!all) break
  }
  return { text: result + subject.slice(from), count }
}

/** system(): what was printed comes first. */
export function* system(machine: Machine, command: BinaryText): Step<number> {
  yield* machine.flushAll()
  return yield* run(machine.invocation.process, machine.invocation.name, ['sh', '-c', textOf(command)])
}
