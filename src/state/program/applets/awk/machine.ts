import type { Step } from '../../../kernel/process.ts'
import type { Invocation } from '../applet.ts'
import { type BinaryText, binaryOf, textOf } from '../binary.ts'
import { closeOperand, LineReader, openOperand } from '../input.ts'
import { attempt } from '../messages.ts'
import { Output } from '../output.ts'
import { createRegex, matches, type Regex } from '../regex/regex.ts'
import { AwkError, unescapeText } from './tokens.ts'
import { type Cells, toNumber, toText, type Value } from './values.ts'

/** What an awk program works on: variables, arrays, the record and its fields, files. */
export class Machine {
  readonly invocation: Invocation
  readonly variables = new Map<string, Value>()
  readonly arrays = new Map<string, Cells>()
  readonly outputs = new Map<string, Output>()
  #record: BinaryText = ''
  #fields: BinaryText[] | undefined = []
  readonly #regexes = new Map<BinaryText, Regex>()
  readonly #readers = new Map<string, LineReader>()
  readonly #operands: string[]
  #input: LineReader | undefined
  #readAny = false
  #charged = 0
  /** 0, or 2 once an input file could not be opened. */
  status = 0

  constructor(invocation: Invocation, operands: readonly string[]) {
    this.invocation = invocation
    this.#operands = [...operands]
    const defaults = {
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      SUBSEP: '\x1c',
      NR: 0,
      FNR: 0,
      NF: 0,
      RSTART: 0,
      RLENGTH: -1,
      CONVFMT: '%.6g',
      OFMT: '%.6g',
      FILENAME: '',
    }
    for (const [name, value] of Object.entries(defaults)) this.variables.set(name, value)
    this.variables.set('ARGC', operands.length + 1)
    this.arrays.set(
      'ARGV',
      new Map(['awk', ...operands].map((word, index) => [String(index), { input: binaryOf(word) }])),
    )
    this.arrays.set(
      'ENVIRON',
      new Map([...invocation.process.environment].map(([name, value]) => [binaryOf(name), { input: binaryOf(value) }])),
    )
  }

  get(name: string): Value {
    if (name === 'NF') return this.#split().length
    return this.variables.get(name) ?? { input: '' }
  }

  set(name: string, value: Value): void {
    this.variables.set(name, value)
    if (name !== 'NF') return
    const fields = this.#split()
    const count = Math.max(0, Math.min(100_000, Math.trunc(toNumber(value))))
    while (fields.length < count) fields.push('')
    fields.length = count
    this.#join()
  }

  array(name: string): Cells {
    const known = this.arrays.get(name)
    if (known) return known
    const made: Cells = new Map()
    this.arrays.set(name, made)
    return made
  }

  text(name: string): BinaryText {
    return toText(this.get(name))
  }

  /** Arrays and long texts are held memory like any other. */
  charge(bytes: number): void {
    this.#charged += bytes
    if (this.#charged < 65_536) return
    this.invocation.process.charge(this.#charged)
    this.#charged = 0
  }

  regex(source: BinaryText): Regex {
    let regex = this.#regexes.get(source)
    if (!regex) {
      regex = createRegex(source, { extended: true })
      if (this.#regexes.size > 500) this.#regexes.clear()
      this.#regexes.set(source, regex)
    }
    return regex
  }

  split(text: BinaryText, separator: BinaryText): BinaryText[] {
    if (separator === ' ') return text.split(/[ \t\n]+/).filter(field => field !== '')
    if (text === '') return []
    if (separator === '') return [...text]
    if (separator.length === 1 && separator !== '\\') return text.split(separator)
    const fields: BinaryText[] = []
    let from = 0
    for (const [start = 0, end = 0] of matches(this.regex(separator), text)) {
      if (end === start) continue
      fields.push(text.slice(from, start))
      from = end
    }
    return [...fields, text.slice(from)]
  }

  #split(): BinaryText[] {
    this.#fields ??= this.split(this.#record, this.text('FS'))
    return this.#fields
  }

  #join(): void {
    this.#record = this.#split().join(this.text('OFS'))
  }

  setRecord(text: BinaryText): void {
    this.#record = text
    this.#fields = undefined
  }

  field(index: number): Value {
    if (index === 0) return { input: this.#record }
    if (index < 0) throw new AwkError('access to negative field')
    return { input: this.#split()[index - 1] ?? '' }
  }

  setField(index: number, text: BinaryText): void {
    if (index === 0) {
      this.setRecord(text)
      return
    }
    if (index < 0 || index > 100_000) throw new AwkError('access to a field that cannot be')
    const fields = this.#split()
    while (fields.length < index) fields.push('')
    fields[index - 1] = text
    this.#join()
  }

  assignOperand(operand: string): void {
    const at = operand.indexOf('=')
    this.set(operand.slice(0, at), { input: unescapeText(binaryOf(operand.slice(at + 1))) })
  }

  #reader(descriptor: number): LineReader {
    const separator = this.text('RS')
    return new LineReader(
      this.invocation.process,
      descriptor,
      this.invocation.output,
      separator === '' ? '\n' : separator.slice(0, 1),
    )
  }

  /** An empty RS makes paragraphs the records. */
  *#readRecord(reader: LineReader): Step<BinaryText | undefined> {
    const first = yield* reader.next()
    if (this.text('RS') !== '' || first === undefined) return first
    let text = first
    while (text === '') {
      const line = yield* reader.next()
      if (line === undefined) return undefined
      text = line
    }
    for (let line = yield* reader.next(); line !== undefined && line !== ''; line = yield* reader.next())
      text += `\n${line}`
    return text
  }

  /** The next record of the main input; undefined at its end. Assignments among the operands take effect in their turn. */
  *nextRecord(): Step<BinaryText | undefined> {
    for (;;) {
      if (!this.#input) {
        const operand = this.#operands.shift()
        if (operand === undefined) {
          if (this.#readAny) return undefined
          this.#input = this.#reader(0)
        } else if (/^[A-Za-z_]\w*=/.test(operand)) {
          this.assignOperand(operand)
          continue
        } else {
          const descriptor = yield* openOperand(this.invocation, operand)
          this.#readAny = true
          if (descriptor === undefined) {
            this.status = 2
            continue
          }
          this.set('FILENAME', binaryOf(operand))
          this.set('FNR', 0)
          this.#input = this.#reader(descriptor)
        }
        this.#readAny = true
      }
      const record = yield* this.#readRecord(this.#input)
      if (record !== undefined) {
        this.count()
        return record
      }
      closeOperand(this.invocation.process, this.#input.descriptor)
      this.#input = undefined
    }
  }

  count(): void {
    for (const name of ['NR', 'FNR']) this.variables.set(name, toNumber(this.get(name)) + 1)
  }

  /** A record of another file: undefined at its end, false when it cannot be opened. */
  *recordOf(path: BinaryText): Step<BinaryText | undefined | false> {
    const name = textOf(path)
    let reader = this.#readers.get(name)
    if (!reader) {
      const { process } = this.invocation
      const file = name === '-' ? undefined : attempt(() => process.open(process.path(name), { read: true }))
      if (file instanceof Error) return false
      reader = this.#reader(file ? process.install(file) : 0)
      this.#readers.set(name, reader)
    }
    return yield* this.#readRecord(reader)
  }

  /** Where `print > path` goes. */
  output(path: BinaryText, append: boolean): Output {
    const name = textOf(path)
    if (name === '/dev/stdout' || name === '-') return this.invocation.output
    const known = this.outputs.get(name)
    if (known) return known
    const { process } = this.invocation
    const descriptor =
      name === '/dev/stderr'
        ? 2
        : process.install(process.open(process.path(name), { write: true, create: true, append, truncate: !append }))
    const made = new Output(process, descriptor)
    this.outputs.set(name, made)
    return made
  }

  *close(path: BinaryText): Step<number> {
    const name = textOf(path)
    const output = this.outputs.get(name)
    const reader = this.#readers.get(name)
    if (output) {
      yield* output.flush()
      if (output.descriptor > 2) this.invocation.process.closeDescriptor(output.descriptor)
      this.outputs.delete(name)
    }
    if (reader) closeOperand(this.invocation.process, reader.descriptor)
    this.#readers.delete(name)
    return output || reader ? 0 : -1
  }

  *flushAll(): Step<void> {
    yield* this.invocation.output.flush()
    for (const output of this.outputs.values()) yield* output.flush()
  }
}
