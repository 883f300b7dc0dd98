import { read } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import type { Invocation } from './applet.ts'
import { type BinaryText, toBinary } from './binary.ts'
import { attempt, messageOf } from './messages.ts'
import type { Output } from './output.ts'

const turnLines = 128
/** A line up to this long counts as part of the program itself; what is longer is charged. */
const freeLineBytes = 65_536

/** Reads a descriptor line by line in bounded memory. What the reader's owner printed is written before it blocks. */
export class LineReader {
  readonly #process: Process
  readonly descriptor: number
  readonly #output: Output | undefined
  readonly #delimiter: string
  #text: BinaryText = ''
  #offset = 0
  #ended = false
  #lines = 0
  #charged = 0
  /** Whether the line that was returned last ended with the delimiter. */
  terminated = true

  constructor(process: Process, descriptor: number, output?: Output, delimiter = '\n') {
    this.#process = process
    this.descriptor = descriptor
    this.#output = output
    this.#delimiter = delimiter
  }

  /** The next line without its end, or undefined at end of file. */
  *next(): Step<BinaryText | undefined> {
    if (++this.#lines % turnLines === 0) yield undefined
    if (this.#output?.full) yield* this.#output.flush()
    let searchFrom = this.#offset
    for (;;) {
      const end = this.#text.indexOf(this.#delimiter, searchFrom)
      if (end >= 0) {
        const line = this.#text.slice(this.#offset, end)
        this.#offset = end + 1
        this.terminated = true
        return line
      }
      if (this.#ended) return this.#rest()
      searchFrom = yield* this.#fill()
    }
  }

  /** Everything that has been read and not been returned (what `head` leaves behind). */
  get pending(): BinaryText {
    return this.#text.slice(this.#offset)
  }

  /** Reads on until a delimiter has come; pieces are joined once, so that a very long line costs no more than its length. */
  *#fill(): Step<number> {
    if (this.#output) yield* this.#output.flush()
    const kept = this.#text.slice(this.#offset)
    const pieces = [kept]
    let size = kept.length
    for (;;) {
      const piece = toBinary(yield* read(this.#process, this.descriptor))
      if (piece === '') {
        this.#ended = true
        break
      }
      pieces.push(piece)
      size += piece.length
      if (piece.includes(this.#delimiter)) break
      this.#charge(size > freeLineBytes ? size : 0)
      yield undefined
    }
    this.#charge(size > freeLineBytes + 65_536 ? size : 0)
    this.#offset = 0
    this.#text = pieces.join('')
    return kept.length
  }

  #rest(): BinaryText | undefined {
    const line = this.#text.slice(this.#offset)
    this.#text = ''
    this.#offset = 0
    this.#charge(0)
    if (line === '') return undefined
    this.terminated = false
    return line
  }

  #charge(bytes: number): void {
    if (bytes === this.#charged) return
    this.#process.charge(bytes - this.#charged)
    this.#charged = bytes
  }
}

/** Opens a file operand for reading (`-` is stdin); complains as busybox does and answers undefined when it cannot. */
export function* openOperand(invocation: Invocation, path: string): Step<number | undefined> {
  if (path === '-') return 0
  const { process } = invocation
  const file = attempt(() => process.open(process.path(path), { read: true }))
  if (file instanceof Error) {
    yield* invocation.complain(openFailure(invocation, path, messageOf(file)))
    return undefined
  }
  return process.install(file)
}

/** Those of busybox that read with open(2) say so; the others read with fopen(3) (libbb/wfopen.c, seen with 1.35). */
const openers: ReadonlySet<string> = new Set('cat cksum md5sum sha1sum sha256sum sha512sum shuf tail uniq'.split(' '))

/** busybox: libbb/wfopen_input.c; GNU: src/cat.c and its siblings. */
const openFailure = (invocation: Invocation, path: string, message: string): string => {
  const { flavor, name } = invocation
  if (flavor === 'busybox') return openers.has(name) ? `can't open '${path}': ${message}` : `${path}: ${message}`
  if (invocation.name === 'head' || invocation.name === 'tail') return `cannot open '${path}' for reading: ${message}`
  return `${path}: ${message}`
}

export const closeOperand = (process: Process, descriptor: number): void => {
  if (descriptor !== 0) process.closeDescriptor(descriptor)
}

export interface OpenedOperand {
  readonly path: string
  readonly descriptor: number
}

/**
 * Runs `visit` over every file operand (stdin when there is none) and closes it afterwards. Answers 1 when any could not
 * be opened or read, else 0.
 */
export function* forEachOperand(
  invocation: Invocation,
  visit: (operand: OpenedOperand) => Step<void>,
  paths: readonly string[] = invocation.operands,
): Step<number> {
  let status = 0
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const descriptor = yield* openOperand(invocation, path)
    if (descriptor === undefined) {
      status = 1
      continue
    }
    try {
      yield* visit({ path, descriptor })
    } catch (error) {
      yield* invocation.complain(readFailure(invocation, path, messageOf(error)))
      status = 1
    } finally {
      closeOperand(invocation.process, descriptor)
    }
  }
  return status
}

const readFailure = (invocation: Invocation, path: string, message: string): string =>
  invocation.flavor === 'gnu' ? `${path}: ${message}` : `read error: ${message}`

/** Calls `visit` with every line of every operand. */
export function* forEachLine(
  invocation: Invocation,
  visit: (line: BinaryText, reader: LineReader) => void,
  paths?: readonly string[],
): Step<number> {
  return yield* forEachOperand(
    invocation,
    function* ({ descriptor }) {
      const reader = new LineReader(invocation.process, descriptor, invocation.output)
      for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) visit(line, reader)
    },
    paths,
  )
}

/** All lines of all operands, held and charged. Only for what cannot be done otherwise (sort, tac, diff). */
export function* holdLines(
  invocation: Invocation,
  paths?: readonly string[],
): Step<{ lines: BinaryText[]; status: number }> {
  const lines: BinaryText[] = []
  let uncharged = 0
  const status = yield* forEachLine(
    invocation,
    line => {
      lines.push(line)
      uncharged += line.length + 24
      if (uncharged < 65_536) return
      invocation.process.charge(uncharged)
      uncharged = 0
    },
    paths,
  )
  invocation.process.charge(uncharged)
  return { lines, status }
}
