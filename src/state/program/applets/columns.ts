import { read } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { type BinaryText, binaryOf } from './binary.ts'
import { closeOperand, forEachLine, forEachOperand, LineReader, openOperand } from './input.ts'
import { UsageError } from './options.ts'

/** A list such as `1,3-5,7-` as pairs of positions from 1. */
const parseList = (text: string): (readonly [from: number, to: number])[] =>
  text.split(',').map(part => {
    const match = /^(\d*)(-?)(\d*)$/.exec(part)
    if (!match || (match[1] === '' && match[3] === '')) throw new UsageError(`bad list '${text}'`)
    const from = Number(match[1] || 1)
    const to = match[2] === '' ? from : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3])
    if (from < 1 || to < from) throw new UsageError(`bad list '${text}'`)
    return [from, to]
  })

function* cut(invocation: Invocation): Step<number> {
  const { options, output } = invocation
  const kind = options.lastOf('bcf')
  if (kind === undefined) throw new UsageError('expected a list of bytes, characters, or fields')
  const list = parseList(options.value(kind) ?? '')
  const complement = options.has('C')
  const delimiter = binaryOf(options.value('d') ?? '\t')
  if (kind === 'f' && delimiter.length !== 1) throw new UsageError('the delimiter must be a single character')
  const glue = binaryOf(options.value('O') ?? (kind === 'f' ? delimiter : ''))
  const wanted = (position: number): boolean =>
    list.some(([from, to]) => from <= position && position <= to) !== complement
  return yield* forEachLine(invocation, line => {
    if (kind !== 'f') {
      output.binary(`${[...line].filter((_, index) => wanted(index + 1)).join('')}\n`)
      return
    }
    if (!line.includes(delimiter)) {
      if (!options.has('s')) output.binary(`${line}\n`)
      return
    }
    const fields = line.split(delimiter).filter((_, index) => wanted(index + 1))
    output.binary(`${fields.join(glue)}\n`)
  })
}

function* wc(invocation: Invocation): Step<number> {
  const { options, output, operands, process } = invocation
  const kinds = (['l', 'w', 'm', 'c', 'L'] as const).filter(letter => options.has(letter))
  const shown = kinds.length > 0 ? kinds : (['l', 'w', 'c'] as const)
  const total = { l: 0, w: 0, m: 0, c: 0, L: 0 }
  const rows: { counts: typeof total; name: string }[] = []
  const status = yield* forEachOperand(invocation, function* ({ path, descriptor }) {
    const counts = { l: 0, w: 0, m: 0, c: 0, L: 0 }
    let inWord = false
    let column = 0
    for (;;) {
      const chunk = yield* read(process, descriptor)
      if (chunk.length === 0) break
      counts.c += chunk.length
      counts.m += chunk.length
      for (const byte of chunk) {
        const space = byte === 32 || (byte >= 9 && byte <= 13)
        if (!space && !inWord) counts.w++
        inWord = !space
        if (byte === 10) counts.l++
        column = byte === 10 ? 0 : column + 1
        if (column > counts.L) counts.L = column
      }
      yield undefined
    }
    for (const kind of ['l', 'w', 'm', 'c'] as const) total[kind] += counts[kind]
    total.L = Math.max(total.L, counts.L)
    rows.push({ counts, name: operands.length === 0 ? '' : path })
  })
  if (operands.length > 1) rows.push({ counts: total, name: 'total' })
  // busybox pads to nine columns unless one number alone is asked for (coreutils/wc.c); GNU to the widest number.
  const widest = Math.max(0, ...rows.flatMap(({ counts }) => shown.map(kind => String(counts[kind]).length)))
  const single = shown.length === 1 && operands.length <= 1
  const width = single ? 0 : invocation.flavor === 'busybox' ? 9 : operands.length === 0 ? 7 : widest
  for (const { counts, name } of rows) {
    const numbers = shown.map(kind => String(counts[kind]).padStart(width))
    output.text(`${numbers.join(' ')}${name === '' ? '' : ` ${name}`}\n`)
  }
  return status
}

function* fold(invocation: Invocation): Step<number> {
  const { options, output } = invocation
  const width = Number(options.value('w') ?? 80)
  if (!(width > 0)) throw new UsageError(`invalid number '${options.value('w')}'`)
  return yield* forEachLine(invocation, (line, reader) => {
    let rest = line
    while (rest.length > width) {
      const space = options.has('s') ? rest.slice(0, width).lastIndexOf(' ') : -1
      const end = space > 0 ? space + 1 : width
      output.binary(`${rest.slice(0, end)}\n`)
      rest = rest.slice(end)
    }
    output.binary(rest + (reader.terminated ? '\n' : ''))
  })
}

function* nl(invocation: Invocation): Step<number> {
  const { options, output } = invocation
  const all = options.value('b') === 'a'
  const width = Number(options.value('w') ?? 6)
  const step = Number(options.value('i') ?? 1)
  const separator = binaryOf(options.value('s') ?? '\t')
  let number = Number(options.value('v') ?? 1)
  return yield* forEachLine(invocation, line => {
    const numbered = all || line !== ''
    output.binary(
      numbered ? `${String(number).padStart(width)}${separator}${line}\n` : `${' '.repeat(width + 1)}${line}\n`,
    )
    if (numbered) number += step
  })
}

const unescapeDelimiters = (text: string): string[] =>
  [...text.matchAll(/\\(.)|[^\\]/gs)].map(([whole, escaped]) =>
    escaped === undefined ? whole : escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped === '0' ? '' : escaped,
  )

function* paste(invocation: Invocation): Step<number> {
  const { options, output, operands, process } = invocation
  const delimiters = unescapeDelimiters(binaryOf(options.value('d') ?? '\t'))
  const delimiter = (index: number): string => delimiters[index % Math.max(1, delimiters.length)] ?? ''
  const readers: LineReader[] = []
  for (const path of operands.length === 0 ? ['-'] : operands) {
    const descriptor = yield* openOperand(invocation, path)
    if (descriptor === undefined) return 1
    // Several `-` take turns on the same stdin, so they share one reader.
    readers.push(
      (path === '-' ? readers.find(reader => reader.descriptor === 0) : undefined) ??
        new LineReader(process, descriptor, output),
    )
  }
  if (options.has('s')) {
    for (const reader of readers) {
      let index = 0
      for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next())
        output.binary((index++ === 0 ? '' : delimiter(index - 2)) + line)
      output.binary('\n')
    }
    return 0
  }
  for (;;) {
    const cells: (BinaryText | undefined)[] = []
    for (const reader of readers) cells.push(yield* reader.next())
    if (cells.every(cell => cell === undefined)) break
    output.binary(cells.map((cell, index) => (index === 0 ? '' : delimiter(index - 1)) + (cell ?? '')).join(''))
    output.binary('\n')
  }
  for (const reader of new Set(readers)) closeOperand(process, reader.descriptor)
  return 0
}

function* comm(invocation: Invocation): Step<number> {
  const { options, output, operands, process } = invocation
  if (operands.length !== 2) throw new UsageError()
  const readers: LineReader[] = []
  for (const path of operands) {
    const descriptor = yield* openOperand(invocation, path)
    if (descriptor === undefined) return 1
    readers.push(new LineReader(process, descriptor, output))
  }
  const [left, right] = readers as [LineReader, LineReader]
  const show = (column: number, line: BinaryText): void => {
    if (options.has(String(column))) return
    const tabs = [1, 2].filter(before => before < column && !options.has(String(before))).length
    output.binary(`${'\t'.repeat(tabs)}${line}\n`)
  }
  let a = yield* left.next()
  let b = yield* right.next()
  while (a !== undefined || b !== undefined) {
    if (a === b) {
      show(3, a ?? '')
      a = yield* left.next()
      b = yield* right.next()
    } else if (b === undefined || (a !== undefined && a < b)) {
      show(1, a ?? '')
      a = yield* left.next()
    } else {
      show(2, b)
      b = yield* right.next()
    }
  }
  return 0
}

const cutLong = {
  bytes: 'b',
  characters: 'c',
  fields: 'f',
  delimiter: 'd',
  'only-delimited': 's',
  complement: 'C',
  'output-delimiter': 'O',
}

export const columnApplets: Applets = {
  cut: {
    syntax: { short: 'b:c:f:d:O:sCn', long: cutLong },
    usage: '{-b|c LIST | -f LIST [-s] [-d SEP]} [FILE]...',
    run: cut,
  },
  wc: {
    syntax: { short: 'lwmcL', long: { lines: 'l', words: 'w', chars: 'm', bytes: 'c' } },
    usage: '[-cmlwL] [FILE]...',
    run: wc,
  },
  fold: { syntax: { short: 'bsw:' }, usage: '[-bs] [-w WIDTH] [FILE]...', run: fold },
  nl: { syntax: { short: 'b:i:s:v:w:' }, usage: '[OPTIONS] [FILE]...', run: nl },
  paste: { syntax: { short: 'd:s' }, usage: '[-d LIST] [-s] [FILE]...', run: paste },
  comm: { syntax: { short: '123' }, usage: '[-123] FILE1 FILE2', run: comm },
}
